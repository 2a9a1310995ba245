import type { ScreenData } from '../../typings/api/dashboard';
import { Stage } from './support/page';
import { emptyData, hugeData, townData, trialData } from './support/samples';

const stage = new Stage(true);
beforeAll(() => stage.start());
afterAll(() => stage.stop());
afterEach(() => stage.closeAll());

type Size = readonly [width: number, height: number];

const SCREENS: readonly Size[] = [
  [1920, 1080],
  [3840, 2160],
  [1366, 768],
];
const PHONES: readonly Size[] = [
  [320, 812],
  [375, 812],
];

/** The answer, and the sizes from the one at which the page is opened to the last that it is brought to. */
const CASES: [string, ScreenData, Size[]][] = [
  ['trial', trialData(), [...SCREENS, ...PHONES]],
  ['town', townData(), [...SCREENS.slice(1), ...PHONES, ...SCREENS.slice(0, 1)]],
  ['huge', hugeData(), [...SCREENS.slice(2), ...PHONES, ...SCREENS.slice(0, 2)]],
  ['empty', emptyData(), [...PHONES, ...SCREENS]],
];

/** What leaves the screen, or its part of it, with the words that are in it. Runs in the page. */
function cutOff(): string[] {
  const found: string[] = [];
  for (const part of document.querySelectorAll<HTMLElement>('.part, .road, .figures, .now, .join, .brand')) {
    const frame = part.getBoundingClientRect();
    if (frame.height === 0) continue;
    if (frame.bottom > innerHeight + 1 || frame.right > innerWidth + 1)
      found.push(`${part.className} leaves the screen`);
    // Boxes of SVG texts reach further than their letters; they may use half of the gap between the parts.
    const gap = parseFloat(getComputedStyle(document.documentElement).fontSize) / 2;
    for (const child of part.querySelectorAll<HTMLElement>('*:not(.sr):not(.sr *):not(svg *), svg text')) {
      const box = child.getBoundingClientRect();
      const spare = child.tagName === 'text' ? gap : 1;
      if (box.width > 0 && (box.right > frame.right + spare || box.bottom > frame.bottom + spare)) {
        found.push(`${part.className}: ${child.textContent}`);
      }
    }
  }
  return found;
}

/** Whether each chart has the size of its place. Runs in the page. */
function fits(): boolean {
  return [...document.querySelectorAll<HTMLElement>('[data-chart]')].every((box) => {
    const chart = box.querySelector('svg');
    return (
      box.clientWidth === 0 ||
      (chart?.clientWidth === box.clientWidth && chart.clientHeight === box.clientHeight)
    );
  });
}

test.each(CASES)(
  'the %s answer: a screen holds everything, nothing is cut off or runs into something else; a phone scrolls downwards only',
  async (_, data, sizes) => {
    const [first = SCREENS[0]!] = sizes;
    const { page } = await stage.show({
      data,
      code: true,
      context: { viewport: { width: first[0], height: first[1] }, reducedMotion: 'reduce' },
    });
    await page.locator('[data-chart=trend] svg').waitFor();
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await page.waitForFunction(fits);
      await page.evaluate(async () => void (await document.fonts.ready));
      if (PHONES.some(([phone]) => phone === width)) {
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      } else {
        expect({ width, wrong: await page.evaluate(cutOff) }).toEqual({ width, wrong: [] });
      }
    }
  },
);
