/** From a press on a phone to the village screen: a volunteer claims a wish and gives it back, again and again, in Chromium. */
import type { Browser, Page } from 'playwright-core';
import { Phone } from '../../tests/journeys/phone';
import { dataFolder, startProduct } from '../../tests/journeys/product';
import { launchChrome } from '../../tests/support/chrome';
import { percentile, rounded } from '../support/measure';
import type { Row } from '../support/types';

const VOLUNTEER = 'demo-volunteer-02';
/** Claims and releases together. */
const CHANGES = 40;

interface Shown {
  at: number;
  text: string;
}

/** Opens the screen and notes when the number of wishes that wait changes there. */
async function openScreen(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.goto(url);
  await page.locator('.join-number').waitFor();
  await page.evaluate(() => {
    const title = document.getElementById('join-title') as HTMLElement;
    const shown: Shown[] = [];
    Object.assign(window, { shown });
    // No function with a name: tsx would mark it with a helper that the page does not have.
    new MutationObserver(() => shown.push({ at: Date.now(), text: title.innerText })).observe(title, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return page;
}

/** Milliseconds from `pressed` (same clock) to the first change on the screen after it. */
async function untilShown(screen: Page, pressed: number): Promise<number> {
  const seen = await screen.waitForFunction(
    (from) => (window as unknown as { shown: Shown[] }).shown.find(({ at }) => at >= from)?.at,
    pressed,
    { timeout: 30_000, polling: 50 },
  );
  return ((await seen.jsonValue()) as number) - pressed;
}

export async function run(): Promise<Row[]> {
  const folder = dataFolder();
  const product = await startProduct(folder.dir);
  const browser = await launchChrome();
  try {
    const screen = await openScreen(
      browser,
      `${product.url}/screen/#${product.demo.screens[0]?.token ?? ''}`,
    );
    const phone = await Phone.open(browser, product.url, VOLUNTEER);
    await phone.press(/微心愿/);
    await phone.press(/等人认领/);
    const times: number[] = [];
    /** Presses the last button of a change and waits for the screen. Pauses of different lengths, so that polls are met anywhere. */
    const change = async (press: () => Promise<void>): Promise<void> => {
      await phone.page.waitForTimeout((times.length * 733) % 3_000);
      const pressed = Date.now();
      await press();
      times.push(await untilShown(screen, pressed));
    };
    for (let done = 0; done < CHANGES; done += 2) {
      await phone.press('我来完成');
      await change(() => phone.confirm('我来完成'));
      await phone.allowMessages(/我已认领/);
      await phone.press('来不及办，取消认领');
      await phone.fill(/原因/, '来不及');
      await change(() => phone.press(/^取消认领$/));
    }
    const note = `${times.length} changes by presses on a phone, screen and phone in one Chromium`;
    return [
      { key: 'live.p50Ms', value: rounded(percentile(times, 0.5)), unit: 'ms', note },
      { key: 'live.p95Ms', value: rounded(percentile(times, 0.95)), unit: 'ms', note: 'at most 5000' },
      { key: 'live.maxMs', value: rounded(Math.max(...times)), unit: 'ms', note },
      { key: 'live.changes', value: times.length, unit: 'changes', note },
    ];
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
  }
}
