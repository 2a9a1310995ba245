/**
 * Pictures of the screen in all its situations, to be looked at:
 * npx tsx tests/dashboard/support/shots.ts <built page> <folder for the pictures> [part of a name]
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChrome } from '../../support/chrome';
import { emptyData, hugeData, NOW, smallData, townData, trialData } from './samples';
import { ScreenServer } from './server';

const FULL = { width: 1920, height: 1080 };

const SHOTS = [
  { name: 'trial-1920', data: trialData(), size: FULL, code: true },
  { name: 'trial-3840', data: trialData(), size: { width: 3840, height: 2160 }, code: true },
  { name: 'trial-1366', data: trialData(), size: { width: 1366, height: 768 }, code: true },
  { name: 'trial-390', data: trialData(), size: { width: 390, height: 844 }, code: true },
  { name: 'trial-1080x1920', data: trialData(), size: { width: 1080, height: 1920 }, code: true },
  { name: 'trial-1280x1024', data: trialData(), size: { width: 1280, height: 1024 }, code: true },
  { name: 'empty-1920', data: emptyData(), size: FULL, code: false },
  { name: 'small-1920', data: smallData(), size: FULL, code: true },
  { name: 'huge-1920', data: hugeData(), size: FULL, code: true },
  { name: 'town-1920', data: townData(), size: FULL, code: true },
  { name: 'town-390', data: townData(), size: { width: 390, height: 844 }, code: true },
  { name: 'night-1920', data: trialData(), size: FULL, code: true, query: '?night' },
  {
    name: 'night-town-1366',
    data: townData(),
    size: { width: 1366, height: 768 },
    code: false,
    query: '?night',
  },
  { name: 'night-390', data: trialData(), size: { width: 390, height: 844 }, code: true, query: '?night' },
  { name: 'night-3840', data: trialData(), size: { width: 3840, height: 2160 }, code: true, query: '?night' },
  { name: 'offline-1920', data: trialData(), size: FULL, code: true, offline: true },
  { name: 'refused-1920', data: trialData(), size: FULL, code: false, token: 'revoked' },
  {
    name: 'refused-390',
    data: trialData(),
    size: { width: 390, height: 844 },
    code: false,
    token: 'revoked',
  },
];

async function main(): Promise<void> {
  const [root = 'dist/dashboard', out = '/tmp/shots', wanted = ''] = process.argv.slice(2);
  mkdirSync(out, { recursive: true });
  const browser = await launchChrome();
  try {
    for (const shot of SHOTS.filter(({ name }) => name.includes(wanted))) {
      const server = new ScreenServer(root, shot.data, shot.code);
      await server.start();
      const page = await browser.newPage({ viewport: shot.size });
      page.on('console', (message) => message.type() === 'error' && console.log(shot.name, message.text()));
      page.on('pageerror', (error) => console.log(shot.name, error));
      await page.clock.install({ time: NOW });
      await page.goto(server.address(shot.token, shot.query));
      if (shot.token) await page.getByText('失效').waitFor();
      else await page.locator('[data-chart=trend] svg').waitFor();
      await page.clock.runFor(3_000);
      if (shot.offline) {
        server.behaviour = 'error';
        const asked = server.asked.length;
        while (server.asked.length === asked) await page.clock.runFor(1_000);
        await page.getByText('正在重连').waitFor();
      }
      await page.evaluate(async () => void (await document.fonts.ready));
      await page.screenshot({ path: join(out, `${shot.name}.png`), fullPage: shot.size.width < 1000 });
      await page.close();
      await server.stop();
    }
  } finally {
    await browser.close();
  }
}

void main();
