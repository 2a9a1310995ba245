import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { ScreenData } from '../../typings/api/dashboard';
import { Stage } from './support/page';
import { smallData, townData, trialData } from './support/samples';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const stage = new Stage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
afterEach(() => stage.closeAll());

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

/** The system's setting and what the page then shows, the one first with which the pages are opened. */
const SYSTEMS = [
  ['dark', 'night'],
  ['light', 'day'],
] as const;

type Size = readonly [width: number, height: number];

const CASES: [string, ScreenData, Size[]][] = [
  ['trial', trialData(), [[1920, 1080]]],
  [
    'town',
    townData(),
    [
      [1920, 1080],
      [390, 844],
    ],
  ],
  [
    'small',
    smallData(),
    [
      [3840, 2160],
      [1366, 768],
    ],
  ],
];

/** Returns as soon as the page shows this theme. */
const untilTheme = (page: Page, theme: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);

/** What axe finds by day and by night, in a page that holds it already. */
async function findings(page: Page): Promise<(Finding & { by: string })[]> {
  const found: (Finding & { by: string })[] = [];
  for (const [colorScheme, by] of SYSTEMS) {
    await page.emulateMedia({ colorScheme });
    await untilTheme(page, by);
    const violations = (await page.evaluate(
      "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
    )) as Finding[];
    found.push(...violations.map((one) => ({ ...one, by })));
  }
  return found;
}

test.each(CASES)(
  'axe finds nothing serious in the %s answer, by day and by night',
  async (_, data, sizes) => {
    const [[width, height] = [1920, 1080]] = sizes;
    const { page } = await stage.show({
      data,
      code: true,
      context: { viewport: { width, height }, colorScheme: 'dark', reducedMotion: 'reduce', bypassCSP: true },
    });
    await page.locator('[data-chart=trend] svg').waitFor();
    await page.evaluate(AXE);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      const grave = (await findings(page)).filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      );
      expect(
        grave.map(({ by, id, nodes }) => `${width} ${by} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    }
  },
);

test('the page for a link that is not valid is accessible by day and by night', async () => {
  const { page } = await stage.show({
    data: trialData(),
    token: 'no',
    context: { colorScheme: 'dark', bypassCSP: true },
  });
  await page.getByText('失效').waitFor();
  await page.evaluate(AXE);
  expect((await findings(page)).map(({ by, id }) => `${by} ${id}`)).toEqual([]);
});

test.each([
  ['light', '', 'day'],
  ['dark', '?day', 'day'],
  ['light', '?night', 'night'],
] as const)('system %s, address %s: %s', async (colorScheme, query, theme) => {
  const { page } = await stage.show({ data: trialData(), query, context: { colorScheme } });
  await page.locator('#screen').waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
});
