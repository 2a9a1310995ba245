import type { ScreenData } from '../../typings/api/dashboard';
import { emptyData, feedLine, smallData, townData, trialData } from './support/samples';
import { figure, Stage, untilAsked, type Opened } from './support/page';

const stage = new Stage();
beforeAll(() => stage.start());
afterAll(() => stage.stop());
afterEach(() => stage.closeAll());

const text = (locator: { textContent(): Promise<string | null> }): Promise<string> =>
  locator.textContent().then((found) => (found ?? '').trim());

describe('the trial on a screen', () => {
  let trial: Opened;
  beforeAll(async () => {
    trial = await stage.show({ data: trialData(), kept: true });
    await trial.page.locator('[data-chart=trend] svg').waitFor();
    await trial.page.clock.runFor(2_000);
  });

  test('first picture: the figures of the trial, charts with tables, the feed', async () => {
    const { page, server, complaints } = trial;
    expect(await text(figure(page, '残障朋友'))).toBe('183');
    expect(await text(figure(page, '志愿者'))).toBe('97');
    expect(await text(figure(page, '结对帮扶'))).toBe('30');
    expect(await text(figure(page, '找到工作'))).toBe('2');
    expect(await text(figure(page, '辅具申请'))).toBe('9');
    expect(await text(figure(page, '申请改造'))).toBe('32');
    expect(await text(figure(page, '小时志愿服务'))).toBe('214');
    expect(await text(page.locator('#title'))).toBe('谢家路村智慧助残');
    expect(await page.locator('#trend-table tbody tr').count()).toBe(12);
    expect(await text(page.locator('.line-text').first())).toBe('谢家路村有人申请了轮椅');
    expect(await text(page.locator('#clock'))).toBe('14:20');
    expect(server.asked[0]?.authorization).toBe(`Bearer ${server.token}`);
    expect(complaints).toEqual([]);
  });

  test('the ring shows the shares of the volunteers', async () => {
    const { page } = trial;
    await page.locator('#kinds-ring svg').waitFor();
    const dashes = await page
      .locator('.ring-part')
      .evaluateAll((parts) => parts.map((part) => parseFloat((part as SVGElement).style.strokeDasharray)));
    expect(dashes.map((dash) => Math.round(dash + 0.6))).toEqual([39, 18, 9, 12, 22]);
  });

  test('without a QR code the page says how to find the mini-program', async () => {
    const { page } = trial;
    await page.getByText('微信里搜“泗门智慧助残”').waitFor();
    expect(await page.getByRole('img', { name: '小程序码' }).count()).toBe(0);
  });

  test('a village does not see the others', async () => {
    expect(await trial.page.locator('.part-ranking').isVisible()).toBe(false);
  });

  test('asks with the ETag it has, and an unchanged answer touches nothing but the time', async () => {
    const { page, server } = trial;
    await page.evaluate(() => {
      const changes = { count: 0 };
      new MutationObserver((records) => (changes.count += records.length)).observe(
        document.querySelector('.board')!,
        { subtree: true, childList: true, characterData: true, attributes: true },
      );
      Object.assign(window, { changes });
    });
    const before = await text(page.locator('#asof'));
    await untilAsked(trial, 2);
    expect(server.asked.at(-1)).toMatchObject({ ifNoneMatch: '"412"', status: 304 });
    expect(
      await page.evaluate(() => (window as unknown as { changes: { count: number } }).changes.count),
    ).toBe(0);
    expect(await text(page.locator('#asof'))).not.toBe(before);
  });

  test.each([
    ['unchanged', 304],
    ['with news', 200],
  ] as const)('an answer that asks for patience (%s) is followed by none for as long', async (_, status) => {
    const { page, server } = trial;
    server.retryAfter = '30';
    if (status === 200) server.data = { ...server.data, version: `${server.data.version}-night` };
    await untilAsked(trial);
    expect(server.asked.at(-1)).toMatchObject({ status });
    const asked = server.asked.length;
    await page.clock.runFor(25_000);
    await page.evaluate(() => fetch('./logo.svg').then((response) => response.blob()));
    expect(server.asked).toHaveLength(asked);
    server.retryAfter = '';
    await untilAsked(trial, 2);
  });

  /** Another answer on the same page. */
  async function showNow(data: ScreenData): Promise<Opened> {
    trial.server.data = data;
    await untilAsked(trial);
    await trial.page.getByRole('heading', { name: data.title }).waitFor();
    return trial;
  }

  test('hidden cells are 少于5 in charts, lists and tables', async () => {
    const { page } = await showNow(smallData());
    await page.locator('.level-count', { hasText: '少于5' }).first().waitFor();
    await page.clock.runFor(3_000);
    expect(await page.locator('[data-chart=categories] svg text', { hasText: '少于5' }).count()).toBe(2);
    expect(await page.locator('[data-chart=ages] svg text', { hasText: '少于5' }).count()).toBe(3);
    expect(await page.locator('#categories-table td', { hasText: '少于5' }).count()).toBe(2);
    expect(await page.locator('.level-count').allTextContents()).toEqual(['少于5', '0', '少于5', '0']);
    expect(await page.locator('.kind-count', { hasText: '少于5' }).count()).toBe(2);
  });

  test('the town sees its villages by number of applications', async () => {
    const town = await showNow(townData());
    await town.page.locator('.village').first().waitFor();
    const names = await town.page.locator('.village-name').allTextContents();
    expect(names).toHaveLength(20);
    expect(names.slice(0, 3)).toEqual(['西大街', '上新屋', '东大街']);
  });

  test('data is text, never markup', async () => {
    const data = { ...trialData(), version: 'markup' };
    data.title = '<img src=x onerror=alert(1)>';
    data.feed = [feedLine('x', 'deviceSubmitted', '<b>轮椅</b>', 1)];
    data.categories = [{ label: '<i>视力</i>', count: 7 }];
    const { page } = await showNow(data);
    expect(await text(page.locator('#title'))).toBe(data.title);
    expect(await page.locator('#screen').locator('b, i, img[src=x]').count()).toBe(0);
  });
});

test('figures count up', async () => {
  const { page } = await stage.show({ data: trialData(), paused: true });
  await page.locator('#screen').waitFor();
  await page.clock.runFor(400);
  const between = Number(await text(figure(page, '残障朋友')));
  expect(between).toBeGreaterThan(0);
  expect(between).toBeLessThan(183);
});

describe('the trial, without movement', () => {
  let still: Opened;
  beforeAll(async () => {
    still = await stage.show({ data: trialData(), kept: true, context: { reducedMotion: 'reduce' } });
    await still.page.locator('#screen').waitFor();
  });

  test('whoever prefers stillness sees the figures at once', async () => {
    expect(await text(figure(still.page, '残障朋友'))).toBe('183');
  });

  test('the road of the devices and the table of needs say the same, and all of it adds up to the figures', async () => {
    const { page } = still;
    expect(await page.locator('.step').allTextContents()).toEqual([
      '1待村核实',
      '1待镇审批',
      '1待发放',
      '1待确认收到',
      '3已办好',
    ]);
    expect(await page.locator('#road-note span').allTextContents()).toEqual(['待补充 1', '未通过 1']);
    const table = page.getByRole('table', { name: '大家的需求办得怎样' });
    expect((await table.getByRole('columnheader').allTextContents()).filter(Boolean)).toEqual([
      '种类',
      '待受理',
      '办理中',
      '已办好',
      '未办成',
    ]);
    const rows = await table
      .locator('tbody tr')
      .evaluateAll((trs) =>
        trs.map((tr) => [
          tr.querySelector('th')?.textContent,
          ...[...tr.querySelectorAll('.need-count')].map((cell) => Number(cell.textContent)),
        ]),
      );
    expect(rows).toEqual([
      ['辅具器材', 2, 3, 3, 1],
      ['辅具维修', 1, 1, 2, 0],
      ['就业支持', 2, 3, 2, 1],
      ['无障碍改造', 6, 12, 13, 1],
      ['微心愿', 1, 7, 9, 2],
    ]);
  });

  test('a change is on the screen after the next poll, within 5 s', async () => {
    const { page, server } = still;
    await untilAsked(still);
    const next = trialData();
    next.version = '413';
    next.headline.deviceApplications = 10;
    next.feed.unshift(feedLine('new', 'deviceSubmitted', '助行器', -0.05));
    server.data = next;
    const asked = server.asked.length;
    await page.clock.runFor(4_900);
    await page.getByText('谢家路村有人申请了助行器').waitFor();
    expect(await text(figure(page, '辅具申请'))).toBe('10');
    expect(server.asked.length).toBe(asked + 1);
    expect(await page.locator('.line.is-new').count()).toBe(1);
  });

  test.each(['error', 'nonsense', 'wrongShape', 'busy', 'hang'] as const)(
    'an answer of kind "%s" keeps the last picture, says so, and recovers',
    async (behaviour) => {
      const { page, server } = still;
      server.data = { ...trialData(), version: `before ${behaviour}` };
      await untilAsked(still);
      await page.locator('.figure', { hasText: '残障朋友' }).getByText('183').waitFor();
      await page.getByText('实时更新中').waitFor();
      server.behaviour = behaviour;
      await untilAsked(still);
      // The page gives up on a hanging request by itself.
      await page.clock.runFor(9_000);
      await page.getByText('正在重连').waitFor();
      expect(await text(figure(page, '残障朋友'))).toBe('183');
      server.behaviour = 'answer';
      server.data = {
        ...trialData(),
        version: `after ${behaviour}`,
        headline: { ...trialData().headline, residents: 184 },
      };
      await untilAsked(still);
      await page.getByText('实时更新中').waitFor();
      expect(await text(figure(page, '残障朋友'))).toBe('184');
      expect(server.mostAtOnce).toBe(1);
    },
  );
});

test('outlives a restart of the server, asking less and less often', async () => {
  const opened = await stage.show({ data: trialData(), context: { reducedMotion: 'reduce' } });
  const { page, server } = opened;
  await page.getByText('实时更新中').waitFor();
  await server.stop();
  let tries = 0;
  page.on('requestfailed', () => (tries += 1));
  for (let minute = 0; minute < 10; minute += 1) {
    for (let part = 0; part < 6; part += 1) await page.clock.runFor(10_000);
  }
  await page.getByText('正在重连').waitFor();
  expect(tries).toBeGreaterThan(8);
  expect(tries).toBeLessThan(40);
  expect(await text(figure(page, '残障朋友'))).toBe('183');
  await server.start();
  // The network tells that it is back: no need to wait for the rest of the pause.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.getByText('实时更新中').waitFor();
});

test('asks rarely while hidden, at once when seen again', async () => {
  const opened = await stage.show({ data: trialData() });
  const { page, server } = opened;
  await page.getByText('实时更新中').waitFor();
  const hide = (hidden: boolean): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await hide(true);
  await untilAsked(opened);
  const asked = server.asked.length;
  await page.clock.runFor(25_000);
  expect(server.asked.length).toBe(asked);
  const answered = page.waitForResponse((response) => response.url().endsWith('/dashboard/screen'));
  await hide(false);
  await answered;
  expect(server.asked.length).toBe(asked + 1);
});

describe('links', () => {
  test('a link that is not valid gets a page that helps, without any figure', async () => {
    const { page } = await stage.show({ data: trialData(), token: 'made-up' });
    await page.getByRole('heading', { name: '这个大屏链接已经失效' }).waitFor();
    expect(await text(page.locator('#notice-text'))).toContain('工作人员');
    expect(await page.locator('body').innerText()).not.toContain('183');
  });

  test('a link revoked while on the screen takes the picture away; a new link brings it back without reloading', async () => {
    const opened = await stage.show({ data: trialData() });
    const { page, server } = opened;
    await page.getByText('实时更新中').waitFor();
    server.token = 'renewed-token';
    await untilAsked(opened);
    await page.getByRole('heading', { name: '这个大屏链接已经失效' }).waitFor();
    expect(await page.locator('#screen').isVisible()).toBe(false);
    await page.evaluate(() => (location.hash = 'renewed-token'));
    await page.getByRole('heading', { name: '谢家路村智慧助残' }).waitFor();
  });

  test('no link at all: says what is missing and does not ask the server', async () => {
    const { page, server } = await stage.show({ data: trialData(), token: '' });
    await page.getByRole('heading', { name: '请用大屏链接打开本页' }).waitFor();
    await page.clock.runFor(10_000);
    expect(server.asked).toEqual([]);
  });

  test('the token is in no address that is asked for', async () => {
    const opened = await stage.show({ data: trialData() });
    const addresses: string[] = [];
    opened.page.on('request', (request) => addresses.push(request.url()));
    await opened.page.getByText('实时更新中').waitFor();
    await untilAsked(opened);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => address.includes(opened.server.token))).toEqual([]);
  });
});

test('nothing yet: zeros and a friendly word, nothing broken', async () => {
  const { page, complaints } = await stage.show({ data: emptyData() });
  await page.locator('#kinds-ring svg').waitFor();
  await page.clock.runFor(2_000);
  expect(await text(figure(page, '残障朋友'))).toBe('0');
  // Nobody: an empty ring.
  expect(await page.locator('.ring-part:visible').count()).toBe(0);
  await page.getByText('这里会出现村里的新动态').waitFor();
  expect(await page.locator('#screen').innerText()).not.toMatch(/NaN|undefined|null|Infinity/);
  expect(complaints).toEqual([]);
});

test('wishes that wait stand beside the QR code, and go with the last of them', async () => {
  const opened = await stage.show({ data: trialData(), code: true });
  const { page, server, complaints } = opened;
  await page.getByRole('img', { name: '小程序码' }).waitFor();
  const join = page.getByRole('complementary', { name: '加入我们' });
  expect(await text(join.locator('#join-title'))).toBe('4个心愿等您认领');
  expect(await text(join.locator('#join-how'))).toBe('微信扫一扫，来做志愿者');
  expect(await text(join.locator('#join-used'))).toBe('已有61人在用');
  for (const [openWishes, words] of [
    [3, '3个心愿等您认领'],
    [0, '您也可以帮一把'],
    [12, '12个心愿等您认领'],
  ] as const) {
    server.data = { ...trialData(), version: `wishes-${openWishes}`, openWishes };
    await untilAsked(opened);
    await join.getByText(words).waitFor();
  }
  expect(complaints).toEqual([]);
});
