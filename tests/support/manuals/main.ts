/** `npm run manuals`: docs/manuals/*.pdf, from the texts in docs/manuals/src and the running program with fresh demo data. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, startProduct } from '../../journeys/product';
import { launchChrome } from '../chrome';
import { manualHtml } from './print';
import { takePictures } from './shots';
import { fingerprint, MANUAL_NAMES, MANUALS_DIR, MAX_PDF_BYTES, readManual } from './source';

async function main(): Promise<void> {
  const manuals = MANUAL_NAMES.map((name) => readManual(name));
  const wanted = manuals.flatMap(({ chapters }) =>
    chapters.flatMap(({ steps }) => steps.flatMap(({ picture }) => picture ?? [])),
  );
  const folder = dataFolder();
  const pages = mkdtempSync(join(tmpdir(), 'manuals-'));
  const product = await startProduct(folder.dir);
  const browser = await launchChrome();
  try {
    const pictures = await takePictures(browser, product.url, wanted);
    for (const manual of manuals) {
      const html = join(pages, `${manual.name}.html`);
      writeFileSync(html, manualHtml(manual, pictures));
      const page = await browser.newPage();
      await page.goto(`file://${html}`);
      await page.evaluate(() => document.fonts.ready);
      const path = join(MANUALS_DIR, `${manual.name}.pdf`);
      await page.pdf({
        path,
        preferCSSPageSize: true,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: `<div style="width:100%;text-align:center;font:12pt sans-serif"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`,
      });
      await page.close();
      const bytes = statSync(path).size;
      console.log(`docs/manuals/${manual.name}.pdf: ${(bytes / 1024).toFixed(0)} KB`);
      if (bytes > MAX_PDF_BYTES) throw new Error(`${path} is larger than 2.5 MB`);
    }
    const made = Object.fromEntries(MANUAL_NAMES.map((name) => [name, fingerprint(name)]));
    writeFileSync(join(MANUALS_DIR, 'made.json'), `${JSON.stringify(made, null, 2)}\n`);
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
    rmSync(pages, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
