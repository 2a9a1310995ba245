/** `npm run pictures`: the pictures of the README, taken from the running program with fresh demo data. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { dataFolder, startProduct } from '../journeys/product';
import { launchChrome } from './chrome';

const OUT = resolve(__dirname, '../../docs/pictures');

async function picture(
  browser: Browser,
  url: string,
  file: string,
  size: { width: number; height: number },
  ready: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(OUT, file) });
  await context.close();
  console.log(`docs/pictures/${file}`);
}

async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const folder = dataFolder();
  const product = await startProduct(folder.dir);
  const browser = await launchChrome();
  try {
    const names = product.demo.personas.filter(({ pinned }) => pinned).map(({ label }) => label);
    await picture(
      browser,
      `${product.url}/workbench/`,
      'workbench.png',
      { width: 2360, height: 1080 },
      async (page) => {
        for (const name of names) {
          const phone = page.frameLocator(`iframe[title="${name}的手机"]`);
          await phone.getByText('您好').or(phone.getByText('办事')).first().waitFor();
        }
      },
    );
    const screen = `${product.url}/screen/#${product.demo.screens[0]?.token ?? ''}`;
    await picture(browser, screen, 'screen.png', { width: 1920, height: 1080 }, async (page) => {
      await page.getByText('183').first().waitFor();
      await page.locator('canvas, svg').first().waitFor();
    });
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
