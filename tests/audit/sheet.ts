/** A contact sheet: many pictures of pages on one, for looking at them side by side. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser } from 'playwright-core';

/** Writes `out` from `files`, each shown `width` px wide. */
export async function contactSheet(
  browser: Browser,
  files: readonly string[],
  out: string,
  width = 250,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: (width + 12) * 10 + 12, height: 800 } });
  const figures = files.map(
    (file) =>
      `<figure><img src="data:image/png;base64,${readFileSync(file).toString('base64')}"><figcaption>${basename(file, '.png')}</figcaption></figure>`,
  );
  await page.setContent(
    `<style>body{margin:12px;display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start;background:#8a8f8d;font:12px sans-serif}
    figure{margin:0;width:${width}px}img{width:100%;display:block;border-radius:6px}figcaption{padding:3px 0;color:#111}</style>${figures.join('')}`,
  );
  await page.screenshot({ path: out, fullPage: true });
  await page.close();
}

async function main(): Promise<void> {
  const [out, width, ...files] = process.argv.slice(2);
  if (out === undefined || files.length === 0) throw new Error('sheet.ts OUT WIDTH FILES...');
  const { launchChrome } = await import('../support/chrome');
  const browser = await launchChrome();
  await contactSheet(browser, files, out, Number(width));
  await browser.close();
}

if (require.main === module) void main();
