/** `npm run audit`: visits every page in every mode, prints what was found, writes the report and the contact sheet. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchChrome } from '../support/chrome';
import { dataFolder, startProduct } from '../journeys/product';
import { modeName } from './modes';
import { PLACES } from './places';
import { askAt, Visitor, type Measured } from './visit';

const OUT = resolve(__dirname, '../../.cache/audit');

async function main(): Promise<void> {
  const only = process.argv.slice(2);
  const pictures = join(OUT, 'pictures');
  mkdirSync(pictures, { recursive: true });
  const folder = dataFolder();
  const given = process.env.AUDIT_URL;
  const product =
    given === undefined ? await startProduct(folder.dir) : { url: given, stop: () => Promise.resolve() };
  const browser = await launchChrome();
  const all: Measured[] = [];
  try {
    const visitor = new Visitor(browser, product.url, async (page, place, mode) => {
      const name = `${place.route.replace(/\/index$/, '').replaceAll('/', '-')}${place.note ? `-${place.note.replaceAll(' ', '-')}` : ''}`;
      await page.screenshot({ path: join(pictures, `${name}-${mode.width}-${mode.look}.png`) });
    });
    for (const place of PLACES.filter(
      ({ route }) => only.length === 0 || only.some((part) => route.includes(part)),
    )) {
      try {
        all.push(...(await visitor.visit(place, askAt(product.url))));
      } catch (error) {
        console.log(`${place.route}: ${(error as Error).message.slice(0, 300)}`);
      }
    }
    await visitor.close();
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
  console.log(`${all.length} pages x modes, ${grouped.size} findings`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
