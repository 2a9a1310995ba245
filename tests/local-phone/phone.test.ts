/** The phone in a real browser: three mini-programs, each opened once per test. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChrome } from '../support/chrome';
import { startPhone, type TestPhone } from './devServer';

jest.setTimeout(60_000);

const FIXTURES = join(__dirname, 'fixtures');
let browser: Browser;
let phone: TestPhone;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchChrome();
});
afterAll(() => browser.close());
afterEach(() => context.close());

/** Opens a phone and waits until its first page has settled. */
async function open(query = '', options: { hasTouch?: boolean } = {}): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 375, height: 812 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  await page.goto(`${phone.url}/phone/?openid=o-test${query}`);
  await page.locator('main.page-frame:visible').waitFor();
  await idle(page);
  return page;
}

function idle(page: Page): Promise<void> {
  return page.evaluate('__phone.idle()');
}

async function expectNoErrors(page: Page): Promise<void> {
  expect(await page.evaluate('__phone.errors')).toEqual([]);
}

describe('a plain mini-program', () => {
  beforeAll(async () => {
    phone = await startPhone({
      miniprogramDir: join(FIXTURES, 'plain'),
      functions: { echo: (event, caller) => ({ event, openid: caller.openid }) },
    });
  });
  afterAll(() => phone.close());

  test('templates, WXS, components, slots and style isolation', async () => {
    const page = await open();
    expect(await page.locator('#hello').textContent()).toBe('你好，世界');
    expect(await page.locator('#wxs').textContent()).toBe('a*b* Array 8 X');
    expect(await page.getByText(/^\d\. /).allTextContents()).toEqual(['1. 苹果', '2. 梨']);
    const half = await page.locator('.half').boundingBox();
    expect(half).toMatchObject({ width: 50, height: 25 });
    await page.getByText('数量：3').click();
    expect(await page.locator('#answer').textContent()).toBe('pick 4');
    // `.title` of the component is red, `.title` of the page in its slot is not.
    expect(await page.getByText('标题').evaluate((node) => getComputedStyle(node).color)).toBe(
      'rgb(10, 20, 30)',
    );
    expect(await page.getByRole('heading', { name: '首页' }).isVisible()).toBe(true);
    await expectNoErrors(page);
  });

  test('navigation by keyboard, event channel, back key of the browser, sub-package, custom bar', async () => {
    const page = await open();
    await page.getByRole('button', { name: '打开详情' }).press('Enter');
    await page.getByText('id=7 属性=7 来自首页').waitFor();
    // The style sheet of the page below is off.
    expect(await page.evaluate('__phone.pageStack().length')).toBe(2);
    await page.getByRole('button', { name: '返回上一页' }).click();
    await page.locator('#answer', { hasText: '再见' }).waitFor();
    await page.getByRole('link', { name: '列表' }).click();
    await page.getByText('来源：你好，home').waitFor();
    expect(await page.getByRole('heading', { name: '列表' }).isVisible()).toBe(false);
    await page
      .locator('.page-frame:visible .page-scroll')
      .evaluate((node) => node.scrollTo(0, node.scrollHeight));
    await page.getByText('触底 1').waitFor();
    await page.goBack();
    await page.locator('#hello').waitFor();
    const failure = await page.evaluate("wx.navigateTo({ url: '/pages/none/none' }).catch((e) => e.errMsg)");
    expect(failure).toBe('navigateTo:fail page "/pages/none/none" is not found');
    await expectNoErrors(page);
  });

  test('forms: labels, model binding, limits, groups, submit and reset', async () => {
    const page = await open();
    await page.getByLabel('姓名').pressSequentially('一二三四五六');
    expect(await page.getByLabel('姓名').inputValue()).toBe('一二三四五');
    expect(await page.evaluate('__phone.pageData().who')).toBe('一二三四五');
    await page.getByRole('switch', { name: '开关' }).press(' ');
    await page.getByRole('radio', { name: '女' }).click();
    await page.getByText('乙', { exact: true }).click();
    await page.getByRole('button', { name: '提交' }).click();
    const value = JSON.parse((await page.locator('#form').textContent()) ?? '');
    expect(value).toEqual({ who: '一二三四五', text: '初始', on: true, sex: '女', many: ['a', 'b'], age: 4 });
    await page.getByRole('button', { name: '重置' }).click();
    await page.locator('#form', { hasText: 'reset' }).waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('');
    await page.getByRole('button', { name: '不可用' }).click({ force: true });
    expect(await page.evaluate('__phone.pageData().log.includes("never")')).toBe(false);
    await expectNoErrors(page);
  });

  test('cloud functions, also when they fail and in airplane mode', async () => {
    const page = await open();
    await page.getByRole('button', { name: '调用云函数' }).click();
    await page.locator('#answer', { hasText: '"openid":"o-test"' }).waitFor();
    const failure = await page.evaluate("wx.cloud.callFunction({ name: 'none' }).catch((e) => e)");
    expect(failure).toMatchObject({
      errCode: -501000,
      errMsg: expect.stringMatching(/^cloud\.callFunction:fail /),
    });
    await page.evaluate('__phone.setOffline(true)');
    const offline = await page.evaluate("wx.cloud.callFunction({ name: 'echo' }).catch((e) => e)");
    expect(offline).toMatchObject({ errMsg: expect.stringContaining('ERR_INTERNET_DISCONNECTED') });
    const file = await page.evaluate(`(async () => {
      __phone.setOffline(false);
      const path = wx.env.USER_DATA_PATH + '/a.txt';
      wx.getFileSystemManager().writeFileSync(path, '内容');
      const { fileID } = await wx.cloud.uploadFile({ cloudPath: 'a/b.txt', filePath: path });
      const { fileList } = await wx.cloud.getTempFileURL({ fileList: [fileID] });
      const { tempFilePath } = await wx.cloud.downloadFile({ fileID });
      const { data } = await wx.getFileSystemManager().readFile({ filePath: tempFilePath, encoding: 'utf8' });
      return { data, same: fileList[0].tempFileURL.startsWith(location.origin) };
    })()`);
    expect(file).toEqual({ data: '内容', same: true });
  });

  test('dark theme and font setting', async () => {
    const page = await open('&theme=dark&fontSize=24');
    expect(await page.locator('wx-page').evaluate((node) => getComputedStyle(node).backgroundColor)).toBe(
      'rgb(17, 17, 17)',
    );
    expect(await page.evaluate('document.documentElement.style.fontSize')).toBe('24px');
    expect(await page.evaluate('wx.getAppBaseInfo().theme + wx.getAppBaseInfo().fontSizeSetting')).toBe(
      'dark24',
    );
    await page.evaluate("__phone.setTheme('light')");
    expect(await page.locator('wx-page').evaluate((node) => getComputedStyle(node).backgroundColor)).toBe(
      'rgb(244, 245, 247)',
    );
  });

  test('touch: a tap is one tap, pulling down refreshes', async () => {
    const page = await open('', { hasTouch: true });
    await page.getByText('1. 苹果').tap();
    const log = (await page.evaluate('__phone.pageData().log')) as string[];
    expect(log).toEqual(['onLoad {}', 'onShow', 'onReady', 'open {"id":"a"}']);
    await page.mouse.move(180, 120);
    await page.mouse.down();
    await page.mouse.move(180, 300, { steps: 6 });
    await page.mouse.up();
    expect(await page.evaluate('__phone.pageData().log.at(-1)')).toBe('onPullDownRefresh');
  });

  test('a notice arrives as a banner and opens its page', async () => {
    const page = await open();
    phone.cloud.send('o-other', 'pages/detail/detail?id=1', { thing1: { value: '别人的' } });
    phone.cloud.send('o-test', 'pages/detail/detail?id=9', { thing1: { value: '审核通过' } });
    await page.getByRole('button', { name: /审核通过/ }).click();
    await page.getByText('id=9').waitFor();
    expect(await page.evaluate('__phone.notices.length')).toBe(1);
  });
});

describe('in the style of open-source demos', () => {
  beforeAll(async () => {
    phone = await startPhone({ miniprogramDir: join(FIXTURES, 'demo') });
  });
  afterAll(() => phone.close());

  test('tab bar, templates, pickers, canvas, rich text, modal, storage', async () => {
    const page = await open();
    expect(await page.locator('.item').allTextContents()).toEqual(['苹果 贵', '梨 中', '桃 廉']);
    await page.locator('.item').nth(1).click();
    await page.locator('#out', { hasText: '梨' }).waitFor();
    expect(await page.locator('#sum').textContent()).toBe('合计 12.50');
    expect(await page.getByRole('img', { name: '房子' }).isVisible()).toBe(true);
    await page.locator('#city').click();
    await page.getByRole('option', { name: '慈溪' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.locator('#city', { hasText: '慈溪' }).waitFor();
    await page.locator('#date').click();
    await page.getByRole('option', { name: '3月', exact: true }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.locator('#date', { hasText: '2024-03-29' }).waitFor();
    expect(await page.locator('wx-rich-text').innerHTML()).not.toMatch(/script|onclick|onerror/);
    await page.getByRole('button', { name: '问' }).click();
    await page.getByRole('dialog', { name: '提示' }).getByRole('button', { name: '确定' }).click();
    await page.locator('#out', { hasText: '是' }).waitFor();
    await page.getByRole('button', { name: '订阅' }).click();
    await page.getByRole('button', { name: '允许' }).click();
    await page.locator('#out', { hasText: 'accept' }).waitFor();
    expect(await page.locator('canvas').evaluate((node) => (node as HTMLCanvasElement).width)).toBe(200);
    await page.getByRole('button', { name: '猫' }).click();
    await page.locator('#cat', { hasText: '咪' }).waitFor();
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('button', { name: '我的' }).click();
    await page.getByRole('link', { name: '日志' }).click();
    await page.locator('.log', { hasText: '1' }).waitFor();
    await expectNoErrors(page);
  });

  test('words on a canvas are drawn again when the font that is on its way has come', async () => {
    const page = await open();
    const seen = await page.locator('canvas').evaluate(async (node) => {
      const canvas = node as HTMLCanvasElement;
      const word = '兹';
      const font = '40px "Noto Sans SC Variable"';
      const paint = (on: HTMLCanvasElement): void => {
        on.width = 80;
        on.height = 80;
        const pen = on.getContext('2d') as CanvasRenderingContext2D;
        pen.font = font;
        pen.fillText(word, 10, 60);
      };
      const late = !document.fonts.check(font, word);
      paint(canvas);
      const first = canvas.toDataURL();
      await document.fonts.load(font, word);
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const plain = document.createElement('canvas');
      paint(plain);
      return { late, changed: canvas.toDataURL() !== first, right: canvas.toDataURL() === plain.toDataURL() };
    });
    expect(seen).toEqual({ late: true, changed: true, right: true });
  });

  test('what is missing fails with its name', async () => {
    const page = await open();
    await page.getByRole('button', { name: '没有' }).click();
    await page
      .getByRole('alert')
      .getByText(/wx\.startBeaconDiscovery/)
      .first()
      .waitFor();
    const [error] = (await page.evaluate('__phone.errors')) as { message: string }[];
    expect(error?.message).toContain('wx.startBeaconDiscovery');
  });

  test('calls are recorded; a code that another phone shows can be scanned', async () => {
    const page = await open('&path=pages/user/user');
    await page.getByRole('button', { name: '打电话' }).click();
    await page.getByRole('button', { name: '呼叫' }).click();
    await page.locator('#scanned', { hasText: 'makePhoneCall:ok' }).waitFor();
    expect(await page.evaluate('__phone.calls')).toEqual([
      { kind: 'call', phoneNumber: '057462000000', called: true },
    ]);
    const other = await context.newPage();
    await other.goto(`${phone.url}/phone/?openid=o-other`);
    await other.locator('[data-code]').waitFor();
    await page.waitForFunction('__phone.sharedCodes().length > 0');
    await page.getByRole('button', { name: '扫码' }).click();
    await page.getByRole('button', { name: /我的码/ }).click();
    await page.locator('#scanned', { hasText: 'CODE-42' }).waitFor();
  });

  test('a file of a chat is chosen, sent on or not, opened; one that is gone fails', async () => {
    const page = await open('&path=pages/user/user');
    const said = (text: string | RegExp) => page.locator('#scanned', { hasText: text }).waitFor();
    await page.getByRole('button', { name: '看文件' }).click();
    await said(/openDocument:fail/);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选文件' }).click();
    const dialog = await chooser;
    expect(dialog.isMultiple()).toBe(false);
    await dialog.setFiles({ name: '表.xlsx', mimeType: '', buffer: Buffer.from('12345') });
    await said('表.xlsx 5 file');
    await page.getByRole('button', { name: '发文件' }).click();
    await page.getByRole('button', { name: '拒绝' }).click();
    await said('shareFileMessage:fail cancel');
    expect(await page.evaluate('__phone.calls')).toEqual([]);
    await page.getByRole('button', { name: '发文件' }).click();
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await said('shareFileMessage:ok');
    await page.getByRole('button', { name: '看文件' }).click();
    await said('openDocument:ok');
    expect(await page.evaluate('__phone.calls')).toMatchObject([
      { kind: 'share', fileName: '名册.xlsx' },
      { kind: 'document' },
    ]);
    await expectNoErrors(page);
  });
});

test('@vant/weapp runs: 20 components, dialog, popup with picker', async () => {
  phone = await startPhone({ miniprogramDir: join(FIXTURES, 'vant') });
  const page = await open();
  await page.getByPlaceholder('请输入姓名').fill('王');
  await page.locator('.van-switch').click();
  await page.locator('.van-stepper__plus').click();
  await page.locator('#state', { hasText: '0 王 2 true false' }).waitFor();
  await page.getByText('弹窗').click();
  await page.getByText('弹窗内容').waitFor();
  await page.getByText('确认', { exact: true }).click();
  await page.locator('#state', { hasText: '已确认' }).waitFor();
  await page.getByText('标题', { exact: true }).first().click();
  await page.getByText('宁波').waitFor();
  expect(await page.evaluate("document.fonts.check('16px vant-icon')")).toBe(true);
  await expectNoErrors(page);
  await phone.close();
});

test('a changed file is on the phone in less than 2 s, on the same page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phone-watch-'));
  cpSync(join(FIXTURES, 'plain'), folder, { recursive: true });
  phone = await startPhone({ miniprogramDir: folder, watch: true });
  const page = await open('&path=pages/detail/detail?id=5');
  await page.getByText('id=5').waitFor();
  const started = Date.now();
  writeFileSync(join(folder, 'pages/detail/detail.wxml'), '<view>新的 {{text}}</view>');
  await page.getByText('新的 id=5').waitFor();
  expect(Date.now() - started).toBeLessThan(2000);
  await phone.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the workbench shows pinned people and opens others', async () => {
  const personas = [
    { openid: 'o-a', label: '甲', note: '居民', group: '居民', pinned: true },
    { openid: 'o-b', label: '乙', note: '志愿者', group: '志愿者' },
  ];
  phone = await startPhone({
    miniprogramDir: join(FIXTURES, 'demo'),
    personas,
    links: [{ label: '大屏', url: '/screen/' }],
  });
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${phone.url}/workbench/`);
  await page.frameLocator('iframe').locator('wx-page').waitFor();
  await page.getByLabel('找人').fill('志愿');
  await page.getByRole('button', { name: /乙/ }).click();
  await page.frameLocator('iframe[title="乙的手机"]').locator('wx-page').waitFor();
  expect(await page.getByRole('link', { name: '大屏' }).getAttribute('href')).toBe('/screen/');
  await page.getByRole('region', { name: '甲' }).getByRole('button', { name: '关掉这部手机' }).click();
  expect(await page.locator('iframe').count()).toBe(1);
  await phone.close();
});

test('files of the mini-program that are code are not served, nor anything outside', async () => {
  phone = await startPhone({ miniprogramDir: join(FIXTURES, 'demo') });
  context = await browser.newContext();
  for (const path of ['app.js', 'project.config.json', '..%2f..%2f..%2fpackage.json', '%2e%2e/x.png']) {
    expect((await fetch(`${phone.url}/phone/mp/${path}`)).status).toBe(404);
  }
  expect((await fetch(`${phone.url}/phone/mp/images/home.png`)).status).toBe(200);
  const foreign = await fetch(`${phone.url}/phone/api/call?openid=o-x`, {
    method: 'POST',
    headers: { origin: 'http://evil.example' },
    body: '{}',
  });
  expect(foreign.status).toBe(403);
  await phone.close();
});
