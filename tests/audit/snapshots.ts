/**
 * Visual snapshots: how the main pages looked when somebody last looked at them and agreed (tests/audit/snapshots). Words and dates
 * differ from day to day, so cells of a picture are compared by their mean colour: another word moves a few of them a little, a
 * missing card, a lost colour or a moved button moves many of them far. `npm run audit -- --snapshots` takes them anew.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import jpeg from '@jimp/js-jpeg';
import type { Page } from 'playwright-core';
import { modeName, type Mode } from './modes';
import type { Place } from './places/kinds';
import { placeName } from './visit';

const FOLDER = resolve(__dirname, 'snapshots');
/** Pictures that were refused, to be looked at beside the ones that were agreed to. */
const REFUSED = resolve(__dirname, '../../.cache/audit/unlike');

/** Main pages of each role; those with a fresh code or map on them would never be alike. */
const PLACES = new Set([
  'pages/home/index (nobody yet)',
  'join/bind/index',
  'info/guide/index',
  'dev/gallery/index (looks)',
  'dev/gallery/index (forms)',
  'dev/gallery/index (dialog)',
  'pages/home/index (resident)',
  'pages/emergency/index',
  'resident/devices/index',
  'resident/apply/index',
  'resident/application/index',
  'resident/wish/index',
  'pages/home/index (volunteer)',
  'volunteer/services/index',
  'volunteer/shop/index',
  'staff/queue/index (devices)',
  'staff/case/index (device)',
  'staff/residents/index',
  'staff/counts/index',
  'pages/home/index (town)',
  'set-up/home/index',
]);
/** The three that differ most from each other. */
export const SHOWN_MODES = ['375 normal', '375 dark', '320 large'] as const;

/** Side of a cell in px: two lines of small words. */
const CELL = 20;
/** Mean colours further apart than this, of 255, in any channel are another colour: words of another day stay below it. */
const FAR = 28;
/** Share of cells that may be of another colour. */
const LIMIT = 0.02;
const QUALITY = 70;

const { decode } = jpeg();

interface Picture {
  width: number;
  height: number;
  data: Buffer;
}

function fileOf(folder: string, place: Place, mode: Mode): string {
  const name = `${placeName(place)} ${modeName(mode)}`.replace(/\/index/, '').replace(/[^\w]+/g, '-');
  return join(folder, `${name}.jpg`);
}

/** Mean red, green and blue (0-255) of each cell, row by row. */
function cells({ width, height, data }: Picture): number[][] {
  const means: number[][] = [];
  for (let top = 0; top + CELL <= height; top += CELL) {
    for (let left = 0; left + CELL <= width; left += CELL) {
      const sums = [0, 0, 0];
      for (let y = top; y < top + CELL; y += 1)
        for (let x = left; x < left + CELL; x += 1)
          for (const channel of [0, 1, 2])
            sums[channel] = (sums[channel] ?? 0) + (data[(y * width + x) * 4 + channel] ?? 0);
      means.push(sums.map((sum) => sum / CELL ** 2));
    }
  }
  return means;
}

/** Share (0 to 1) of the cells that have another colour; 1 when the pictures are not of one size. */
function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const others = cells(b);
  const own = cells(a);
  const far = own.filter((mean, i) => mean.some((value, c) => Math.abs(value - (others[i]?.[c] ?? 0)) > FAR));
  return far.length / own.length;
}

/** Is there a snapshot of this page in this mode? */
export const hasSnapshot = (place: Place, mode: Mode): boolean =>
  PLACES.has(placeName(place)) && SHOWN_MODES.some((name) => name === modeName(mode));

const photograph = (page: Page): Promise<Buffer> => page.screenshot({ type: 'jpeg', quality: QUALITY });

/** Keeps the page as it is shown: somebody looks at it before it is committed. */
export async function takeSnapshot(page: Page, place: Place, mode: Mode): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(FOLDER, place, mode), await photograph(page));
}

/** What to say when a page no longer looks like its snapshot; null when it does. */
export async function unlikeSnapshot(page: Page, place: Place, mode: Mode): Promise<string | null> {
  const file = fileOf(FOLDER, place, mode);
  if (!existsSync(file)) return 'has no snapshot: npm run audit -- --snapshots';
  const picture = await photograph(page);
  const share = difference(decode(readFileSync(file)), decode(picture));
  if (share <= LIMIT) return null;
  mkdirSync(REFUSED, { recursive: true });
  const refused = fileOf(REFUSED, place, mode);
  writeFileSync(refused, picture);
  return `${Math.round(share * 100)} % of it looks other than its snapshot: compare tests/audit/snapshots and .cache/audit/unlike, ${basename(file)}`;
}
