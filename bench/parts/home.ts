/** What opening the mini-program costs each role: calls until the home page can be used, what it sets, and what comes over the network. */
import type { Browser } from 'playwright-core';
import { dataFolder, startProduct } from '../../tests/journeys/product';
import { launchChrome } from '../../tests/support/chrome';
import { rounded } from '../support/measure';
import type { Row } from '../support/types';

const ROUTE = 'pages/home/index';
const KB = 1024;

/** Role -> whose phone. */
const PEOPLE: Record<string, string> = {
  stranger: 'bench-new-phone',
  resident: 'demo-resident-01',
  guardian: 'demo-guardian-1',
  volunteer: 'demo-volunteer-01',
  officer: 'demo-officer-xiejialu',
  town: 'demo-town-1',
};

interface Cost {
  /** Calls of functions that the page needs. */
  calls: number;
  /** What was called beside it: the numbers for an emergency without network. */
  beside: string[];
  setData: number;
  setDataBytes: number;
  answerBytes: number;
}

interface HomePhone {
  __phone: {
    idle(): Promise<void>;
    setDataStats: { perPage: Record<string, { count: number; bytes: number }> };
  };
}

async function open(browser: Browser, url: string, openid: string): Promise<Cost> {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    const answers: { action: string; bytes: Promise<number> }[] = [];
    page.on('response', (response) => {
      if (!response.url().includes('/phone/api/call')) return;
      const asked = response.request().postData() ?? '';
      const action = /"action":"(\w+)"/.exec(asked)?.[1] ?? '';
      answers.push({ action, bytes: response.body().then(({ length }) => length) });
    });
    await page.goto(`${url}/phone/?${new URLSearchParams({ openid, privacy: 'agreed' }).toString()}`);
    await page.waitForFunction(() => '__phone' in globalThis);
    await page.evaluate(() => (globalThis as unknown as HomePhone).__phone.idle());
    const { count = 0, bytes = 0 } =
      (await page.evaluate(
        (route) => (globalThis as unknown as HomePhone).__phone.setDataStats.perPage[route],
        ROUTE,
      )) ?? {};
    const needed = answers.filter(({ action }) => action === 'home');
    return {
      calls: needed.length,
      beside: answers.map(({ action }) => action).filter((action) => action !== 'home'),
      setData: count,
      setDataBytes: bytes,
      answerBytes: (await Promise.all(needed.map(({ bytes }) => bytes))).reduce((a, b) => a + b, 0),
    };
  } finally {
    await context.close();
  }
}

export async function run(): Promise<Row[]> {
  const folder = dataFolder();
  const product = await startProduct(folder.dir);
  const browser = await launchChrome();
  try {
    const rows: Row[] = [];
    for (const [role, openid] of Object.entries(PEOPLE)) {
      const cost = await open(browser, product.url, openid);
      const of = (what: string, value: number, unit: string, note: string): number =>
        rows.push({ key: `home.${role}.${what}`, value, unit, note });
      of('calls', cost.calls, 'calls', `first visit; 1; beside it: ${cost.beside.join(', ')}`);
      of('setData', cost.setData, 'calls', 'of the page; at most 2');
      of('setDataKB', rounded(cost.setDataBytes / KB), 'KB', 'at most 32');
      of('answerKB', rounded(cost.answerBytes / KB), 'KB', 'of the call');
    }
    return rows;
  } finally {
    await browser.close();
    await product.stop();
    folder.remove();
  }
}
