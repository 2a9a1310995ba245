/** Pictures of the phone for the manuals: a page of the running program with a ring around what is pressed. */
import type { Browser, Page } from 'playwright-core';
import { PLACES } from '../../audit/places';
import { byFirst, type Place } from '../../audit/places/kinds';
import { askAt, placeName, planned, type Visit } from '../../audit/visit';
import type { Picture } from './source';

/** A short phone: bars at the bottom are in the picture, and two steps fit on a sheet. */
const SIZE = { width: 375, height: 640 };
/** Around a black line: seen on red, green and white, and in a black-and-white copy. */
const RING = '#ffd400';

/** Places that only manuals show. */
const OWN: readonly Place[] = [
  {
    ...byFirst('resident', 'resident/application/index', async (ask, openid) => {
      const { items } = await ask(openid, 'applications', 'mine', {});
      const one = items.find(({ state }) => state === 'delivered');
      return one && { applicationId: one.applicationId };
    }),
    note: 'delivered',
  },
];

/** Every place that a picture can show. */
export function placeNames(): string[] {
  return [...PLACES, ...OWN].map(placeName);
}

/** Scrolls to what has these words and draws a ring around it; false when it is not on the page. */
function ring({ words, colour }: { words: string; colour: string }): boolean {
  document.querySelector('#manual-ring')?.remove();
  if (words === '') return true;
  const frame = document.querySelector('main.page-frame:not([hidden])');
  const all = [...(frame?.querySelectorAll<HTMLElement>('*') ?? [])].filter(
    (one) => one.getClientRects().length > 0,
  );
  const bare = (text: string): string => text.replace(/\s+/g, '');
  const label = (one: HTMLElement): string => bare(one.getAttribute('aria-label') ?? one.innerText ?? '');
  const pressable = all.filter((one) => one.matches('[role="button"], button, [role="tab"], [role="radio"]'));
  const sought = bare(words);
  // What can be pressed comes first; a word that only stands on the page is ringed itself, without what is around it.
  const button =
    pressable.find((one) => label(one) === sought) ??
    pressable.find((one) => label(one).startsWith(sought)) ??
    pressable.find((one) => label(one).includes(sought)) ??
    all.find((one) => label(one) === sought) ??
    all.reverse().find((one) => label(one).startsWith(sought));
  if (!button) return false;
  button.scrollIntoView({ block: 'center' });
  const box = button.getBoundingClientRect();
  const mark = document.createElement('div');
  mark.id = 'manual-ring';
  const left = Math.max(3, box.left - 5);
  const right = Math.min(window.innerWidth - 3, box.right + 5);
  mark.style.cssText = `position:fixed;z-index:99999;pointer-events:none;box-sizing:border-box;border:4px solid #000;box-shadow:0 0 0 3px ${colour};border-radius:14px;left:${left}px;top:${box.top - 5}px;width:${right - left}px;height:${box.height + 10}px`;
  document.body.append(mark);
  return true;
}

/** Every picture once, as JPEG, by place and ring. */
export async function takePictures(
  browser: Browser,
  url: string,
  pictures: readonly Picture[],
): Promise<Map<string, Buffer>> {
  const taken = new Map<string, Buffer>();
  const wanted = new Set(pictures.map(({ place }) => place));
  const known = [...PLACES, ...OWN];
  const visits = await planned(
    known.filter((place) => wanted.has(placeName(place))),
    askAt(url),
  );
  let page: Page | null = null;
  let whose = '';
  const missing: string[] = [];
  for (const visit of visits) {
    if (page === null || whose !== visit.openid) {
      await page?.context().close();
      page = await phoneOf(browser, url, visit.openid);
      whose = visit.openid;
    }
    await open(page, visit);
    const place = placeName(visit.place);
    for (const words of new Set(pictures.filter((one) => one.place === place).map((one) => one.ring))) {
      if (!(await page.evaluate(ring, { words, colour: RING }))) missing.push(`${place}: ${words}`);
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>('main.page-frame:not([hidden]) img')].every(
          ({ complete, currentSrc, loading }) => complete || (loading === 'lazy' && currentSrc === ''),
        ),
      );
      // Pictures above may have moved what is ringed.
      await page.evaluate(ring, { words, colour: RING });
      taken.set(pictureKey({ place, ring: words }), await page.screenshot({ type: 'jpeg', quality: 60 }));
    }
    await page.evaluate(() => document.querySelector('#manual-ring')?.remove());
  }
  await page?.context().close();
  if (missing.length > 0) throw new Error(`manuals: not on the page:\n${missing.join('\n')}`);
  return taken;
}

export const pictureKey = ({ place, ring: words }: Picture): string => `${place}|${words}`;

async function phoneOf(browser: Browser, url: string, openid: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZE,
    // More than 250 dots to the inch on paper, and a PDF of 2 MB.
    deviceScaleFactor: 1.75,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // tsx marks functions with a helper of its own, which the text sent to the browser then calls.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.goto(`${url}/phone/?openid=${openid}&privacy=agreed`);
  await page.waitForFunction(() => '__phone' in globalThis);
  return page;
}

async function open(page: Page, { place, query }: Visit): Promise<void> {
  const pairs = new URLSearchParams(query).toString();
  await page.evaluate(
    async (address) => {
      await __phone.open(address);
      await __phone.idle();
      await document.fonts.ready;
    },
    `/${place.route}${pairs === '' ? '' : `?${pairs}`}`,
  );
}
