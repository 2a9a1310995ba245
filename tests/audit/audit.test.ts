/** Every page with the demo village, in every width, text size and theme: nothing above minor is found, and the main pages look as agreed. */
import type { Browser } from 'playwright-core';
import { launchChrome } from '../support/chrome';
import { dataFolder, startProduct, type Product } from '../journeys/product';
import { modeName } from './modes';
import { PLACES, unvisited } from './places';
import { hasSnapshot, unlikeSnapshot } from './snapshots';
import { askAt, placeName, planned, Visitor } from './visit';

const folder = dataFolder();
let product: Product;
let browser: Browser;
let visitor: Visitor;
/** Of the place that is visited: modes in which it does not look like its snapshot. */
const unlike: string[] = [];

beforeAll(async () => {
  product = await startProduct(folder.dir);
  browser = await launchChrome();
  visitor = new Visitor(browser, product.url, async (page, place, mode) => {
    const words = hasSnapshot(place, mode) ? await unlikeSnapshot(page, place, mode) : null;
    if (words !== null) unlike.push(`${modeName(mode)}: ${words}`);
  });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

test('every page of app.json has a place in the audit', () => {
  expect(unvisited()).toEqual([]);
});

// Those of one person after each other: a phone is opened once.
const byPerson = [...PLACES].sort((a, b) => a.openid.localeCompare(b.openid));

test.each(byPerson.map((place) => [placeName(place), place] as const))('%s', async (_name, place) => {
  const found: string[] = [];
  for (const visit of await planned([place], askAt(product.url))) {
    for (const { mode, findings } of await visitor.visit(visit)) {
      for (const { rule, severity, where, detail } of findings)
        if (severity !== 'minor') found.push(`${modeName(mode)}: ${rule}, ${where}: ${detail}`);
    }
  }
  expect([...found, ...unlike.splice(0)]).toEqual([]);
});
