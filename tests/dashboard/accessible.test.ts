import { readFileSync } from 'node:fs';
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

const SIZES = [
  [1920, 1080],
  [3840, 2160],
  [1366, 768],
  [390, 844],
] as const;

const CASES = SIZES.flatMap(([width, height]) =>
  ['?day', '?night'].map((query) => ({ width, height, query })),
);

test.each(CASES)('axe finds nothing serious at $width x $height $query', async ({ width, height, query }) => {
  for (const data of width === 1920
    ? [trialData(), townData()]
    : [width === 390 ? townData() : smallData()]) {
    const { page } = await stage.show({
      data,
      query,
      code: true,
      context: { viewport: { width, height }, reducedMotion: 'reduce', bypassCSP: true },
    });
    await page.locator('[data-chart=trend] svg').waitFor();
    await page.evaluate(AXE);
    const findings = (await page.evaluate(
      'axe.run(document).then(({ violations }) => violations)',
    )) as Finding[];
    const grave = findings.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  }
});

test.each(['?day', '?night'])('the page for a link that is not valid is accessible %s', async (query) => {
  const { page } = await stage.show({ data: trialData(), token: 'no', query, context: { bypassCSP: true } });
  await page.getByText('失效').waitFor();
  await page.evaluate(AXE);
  const findings = (await page.evaluate(
    'axe.run(document).then(({ violations }) => violations)',
  )) as Finding[];
  expect(findings.map(({ id }) => id)).toEqual([]);
});

test.each([
  ['light', '', 'day'],
  ['dark', '', 'night'],
  ['dark', '?day', 'day'],
  ['light', '?night', 'night'],
] as const)('system %s, address %s: %s', async (colorScheme, query, theme) => {
  const { page } = await stage.show({ data: trialData(), query, context: { colorScheme } });
  await page.locator('#screen').waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
});
