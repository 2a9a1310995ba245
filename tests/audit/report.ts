/**
 * `npm run audit`: visits every page in every mode, prints what was found, writes docs/audit.md with the score of each page and
 * the contact sheet docs/pages.png. With parts of routes as arguments it visits only these. Pictures are in .cache/audit/pictures: of a few
 * pages in all modes, of more in the three that differ most. --snapshots: the snapshots of the main pages are taken anew.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchChrome } from '../support/chrome';
import { dataFolder, startProduct } from '../journeys/product';
import { modeName } from './modes';
import { PLACES, unvisited } from './places';
import { scored, table } from './score';
import { contactSheet } from './sheet';
import { hasSnapshot, SHOWN_MODES, takeSnapshot } from './snapshots';
import { askAt, placeName, planned, Visitor, type Measured } from './visit';

const ROOT = resolve(__dirname, '../..');
const OUT = join(ROOT, '.cache/audit');
/** Of a page on the contact sheet, in px: all pages together stay below 4 MB. */
const SHEET_WIDTH = 175;
/** So many pages are photographed in every mode; more of them in three. */
const SEEN_IN_ALL_MODES = 12;
const SNAPSHOTS = '--snapshots';

async function main(): Promise<void> {
  const only = process.argv.slice(2).filter((argument) => argument !== SNAPSHOTS);
  const takesSnapshots = process.argv.includes(SNAPSHOTS);
  const pictures = join(OUT, 'pictures');
  if (only.length === 0) rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const folder = dataFolder();
  const given = process.env.AUDIT_URL;
  const product =
    given === undefined ? await startProduct(folder.dir) : { url: given, stop: () => Promise.resolve() };
  const browser = await launchChrome();
  const all: Measured[] = [];
  const shots: string[] = [];
  try {
    const places = PLACES.filter(
      ({ route }) => only.length === 0 || only.some((part) => route.includes(part)),
    );
    const visitor = new Visitor(browser, product.url, async (page, place, mode) => {
      if (takesSnapshots && hasSnapshot(place, mode)) await takeSnapshot(page, place, mode);
      if (places.length > SEEN_IN_ALL_MODES && !SHOWN_MODES.some((name) => name === modeName(mode))) return;
      const name = placeName(place)
        .replace(/\/index/, '')
        .replace(/[^a-z-]+/g, '-')
        .replace(/-$/, '');
      const path = join(pictures, `${name}-${mode.width}-${mode.look}.png`);
      await page.screenshot({ path });
      if (modeName(mode) === SHOWN_MODES[0]) shots.push(path);
    });
    for (const visit of await planned(places, askAt(product.url))) {
      const began = Date.now();
      try {
        const measured = await visitor.visit(visit);
        all.push(...measured);
        const found = measured.reduce((sum, { findings }) => sum + findings.length, 0);
        console.log(`${placeName(visit.place)}: ${found} (${Date.now() - began} ms)`);
      } catch (error) {
        console.log(`${placeName(visit.place)}: ${(error as Error).message.slice(0, 300)}`);
        process.exitCode = 1;
      }
    }
    await visitor.close();
    if (only.length === 0)
      await contactSheet(browser, shots.sort(), join(ROOT, 'docs/pages.png'), SHEET_WIDTH);
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
  }
  writeFileSync(join(OUT, 'report.json'), JSON.stringify(all, null, 1));
  const grouped = new Map<string, string[]>();
  for (const { place, mode, findings } of all) {
    for (const { rule, severity, where, detail } of findings) {
      const key = `${severity} ${rule} | ${place} | ${where} | ${detail.slice(0, 90)}`;
      grouped.set(key, [...(grouped.get(key) ?? []), modeName(mode)]);
    }
  }
  for (const [key, modes] of [...grouped].sort()) console.log(`${key}  [${modes.join(', ')}]`);
  console.log(
    `${all.length} pages x modes, ${grouped.size} findings; not visited: ${unvisited().join(' ') || 'none'}`,
  );
  if (only.length === 0) writeFileSync(join(ROOT, 'docs/audit.md'), table(scored(all)));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
