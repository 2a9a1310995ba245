/** The town's report of the day, how the program runs, and what failed: what is said, where it leads, what is copied. */
import type { DailyFigures, DailyReport, Health, Incident } from '../../typings/api/operations';
import { event, ok, Phone, run, settle } from './support/phone';

const NOW = Date.parse('2026-03-05T09:00:00+08:00');

let phone: Phone;
let clipboard = '';
beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  phone = new Phone();
  phone.wx.setClipboardData = ({ data }: { data: string }) => {
    clipboard = data;
  };
  phone.storage.set('zhinan:session:active', { role: 'townStaff' });
});
afterEach(() => jest.useRealTimers());

const FIGURES: DailyFigures = {
  submitted: { device: 2, repair: 0, employment: 0, renovation: 0, wish: 1 },
  decided: 1,
  delivered: 0,
  overdue: 3,
  emergencies: 1,
  emergenciesOpen: 1,
  services: 4,
  minutes: 200,
  volunteers: 0,
  residentsBound: 2,
  lowScores: 0,
  disputes: 1,
  donationsPromised: 1,
  donationsReceived: 0,
  pointsGiven: 20,
  pointsSpent: 5,
  messagesHeld: 0,
  failed: 0,
  slow: 2,
};
const report = (day: string, figures: Partial<DailyFigures> = {}): DailyReport => ({
  day,
  at: NOW - 3_600_000,
  figures: { ...FIGURES, ...figures },
  overdueBy: [
    { villageId: 'xiejialu', villageName: '谢家路村', overdue: 2 },
    { villageId: 'jiatang', villageName: '夹塘村', overdue: 1 },
  ],
  nightly: 'right',
});
const inputs = (action: string): unknown[] =>
  phone.asked.filter((one) => one.action === action).map(({ input }) => input);

interface Row {
  key: string;
  value: string;
  note: string;
  url: string;
}
const rowsOf = (data: Record<string, unknown>): Record<string, Row> =>
  Object.fromEntries(
    (data.sections as { rows: Row[] }[]).flatMap(({ rows }) => rows).map((row) => [row.key, row]),
  );

test('each figure with what changed since the day before, and its list', async () => {
  phone.answer = () =>
    ok({ items: [report('2026-03-04'), report('2026-03-03', { decided: 3, overdue: 1 })], next: null });
  const page = await phone.open('set-up/daily/index');
  expect(page.data).toMatchObject({ phase: 'ready', title: '3月4日 周三' });
  const rows = rowsOf(page.data);
  expect(rows.submitted).toMatchObject({ value: '3件', note: '辅具器材2、微心愿1' });
  expect(rows.decided).toMatchObject({ value: '1件', note: '比前一天少2件', url: '' });
  expect(rows.overdue).toMatchObject({ value: '3件', note: '比前一天多2件' });
  expect(rows.delivered).toMatchObject({ note: '和前一天一样' });
  expect(rows.emergencies).toMatchObject({ note: '还有1个没有回电' });
  await run(page, 'onGo', event({}, { url: rows['overdue-jiatang']?.url ?? '' }));
  await run(page, 'onDay', event({}, { day: '2026-03-03' }));
  expect(phone.went).toEqual([
    '/staff/work/index?list=overdueAll&villageId=jiatang',
    '/set-up/daily/index?day=2026-03-03',
  ]);
});

test('one day of earlier ones: asked for with the day after it; a gap says what it is compared with', async () => {
  phone.answer = () =>
    ok({ items: [report('2026-02-28'), report('2026-02-26', { decided: 0 })], next: null });
  const page = await phone.open('set-up/daily/index', { day: '2026-02-28' });
  expect(inputs('dailyReports')).toEqual([{ before: '2026-03-01' }]);
  expect(rowsOf(page.data).decided?.note).toBe('比2月26日 周四多1件');
});

test('the text for the group: places and numbers, what to hurry with', async () => {
  phone.answer = () => ok({ items: [report('2026-03-04')], next: null });
  const page = await phone.open('set-up/daily/index');
  // Nothing to compare with: nothing is said.
  expect(rowsOf(page.data).decided?.note).toBe('');
  await run(page, 'onCopy');
  expect(clipboard.split('\n')).toEqual([
    '【泗门镇助残简报】3月4日 周三',
    '1. 新申请3件（辅具器材2、微心愿1），审批1件，办成、送到0件。',
    '2. 超时3件：谢家路村2件、夹塘村1件。请抓紧办。',
    '3. 应急求助1个，还有1个没有回电，请马上回电。',
    '4. 志愿服务4次，共3小时20分钟。不满意0次，说有问题的1件。',
    '5. 新登记志愿者0人，新绑定残障朋友2人。',
    '6. 新答应捐赠1份，收到0份。积分发出20分，用掉5分。',
    '7. 每晚核对：都对得上。',
  ]);
});

test.each([
  [
    'WeChat may not use the clipboard: it is said what to do',
    'setClipboardData:fail auth deny',
    '没有复制成',
  ],
  ['who has just not agreed to it knows', 'setClipboardData:fail privacy permission is not authorized', ''],
])('%s', async (_, errMsg, title) => {
  phone.answer = () => ok({ items: [report('2026-03-04')], next: null });
  const page = await phone.open('set-up/daily/index');
  phone.wx.setClipboardData = () => Promise.reject(Object.assign(new Error(errMsg), { errMsg }));
  await run(page, 'onCopy');
  await settle();
  expect(page.data.message).toMatchObject({ show: title !== '', title });
});

test('an administrator reads the same; lists of cases are not theirs', async () => {
  phone.storage.set('zhinan:session:active', { role: 'admin' });
  phone.answer = () => ok({ items: [report('2026-03-04')], next: null });
  const rows = rowsOf((await phone.open('set-up/daily/index')).data);
  expect(rows.overdue?.url).toBe('');
  expect(rows['overdue-jiatang']?.url).toBe('');
  expect(rows.calls?.url).toBe('/set-up/incidents/index');
});

test('before the first morning: that there is none yet', async () => {
  phone.answer = () => ok({ items: [], next: null });
  expect((await phone.open('set-up/daily/index')).data.phase).toBe('empty');
});

test('how it runs: what needs somebody first, in words, and where to look further', async () => {
  const health: Health = {
    at: NOW,
    state: 'act',
    items: [
      { code: 'MESSAGES', state: 'act', title: '微信消息', words: '2条没有送出', todo: '请打电话' },
      { code: 'CALLS', state: 'look', title: '出错和慢的操作', words: '24小时里出错1次', todo: '请看' },
      { code: 'KEYS', state: 'fine', title: '密钥', words: '现用第1版', todo: '' },
    ],
    timers: [],
    sizes: [
      { collection: 'audit', documents: 900 },
      { collection: 'applications', documents: 40 },
      { collection: 'openSlots', documents: 7 },
    ],
    sizesOn: '2026-03-04',
  };
  phone.answer = () => ok(health);
  const page = await phone.open('set-up/health/index');
  expect(page.data).toMatchObject({
    phase: 'ready',
    headline: '有1件事要处理，1件要看一看',
    tone: 'danger',
    problems: [
      { status: '要处理', url: '' },
      { status: '看一看', url: '/set-up/incidents/index' },
    ],
    fine: [{ code: 'KEYS' }],
    sizes: [
      { label: '操作记录', value: '900条' },
      { label: '申请', value: '40条' },
      { label: '其他', value: '7条' },
    ],
  });
});

test('incidents: by kind and part of the program; what another question answers late is not shown; each can be handed on', async () => {
  const incident = (n: number, kind: 'failed' | 'slow'): Incident => ({
    incidentId: `i${n}`,
    at: NOW - 60_000,
    fn: 'points',
    action: 'shop',
    what: '看积分商品',
    kind,
    code: kind === 'failed' ? 'INTERNAL' : 'OK',
    ms: 3210,
    db: 4,
    requestId: `request-${n}`,
    detail: kind === 'failed' ? 'TypeError: *' : '',
  });
  phone.answer = ({ action, input }) => {
    if (action === 'incidentCounts')
      return ok({ counts: [{ fn: 'points', action: 'shop', what: '看积分商品', failed: 1, slow: 2 }] });
    const isSlow = (input as { kind?: string }).kind === 'slow';
    return ok({ items: [isSlow ? incident(2, 'slow') : incident(1, 'failed')], next: null });
  };
  // The answer about what was slow takes its time.
  const cloud = phone.wx.cloud as { callFunction: (call: { data: { input?: unknown } }) => Promise<unknown> };
  const { callFunction } = cloud;
  cloud.callFunction = async (call) => {
    const answer = await callFunction(call);
    if ((call.data.input as { kind?: string }).kind === 'slow')
      await new Promise((resolve) => setTimeout(resolve, 2000));
    return answer;
  };
  const page = await phone.open('set-up/incidents/index');
  expect(page.data).toMatchObject({
    phase: 'ready',
    counts: [{ what: '看积分商品', value: '出错1次，慢2次' }],
    rows: [{ what: '看积分商品', note: '3月5日 周四 上午8:59，程序出错（INTERNAL），3.2秒' }],
  });
  await run(page, 'onCopy', event({}, { id: 'i1' }));
  expect(clipboard).toBe(
    '看积分商品\n3月5日 周四 上午8:59，程序出错（INTERNAL），3.2秒\n编号request-1\nTypeError: *',
  );

  await run(page, 'onKind', event({ key: 'slow' }));
  await run(page, 'onKind', event({ key: 'failed' }));
  await settle();
  expect(page.data).toMatchObject({ kind: 'failed', rows: [{ incidentId: 'i1' }] });
  await run(page, 'onCount', event({}, { fn: 'points' }));
  expect(page.data).toMatchObject({ fn: 'points', fnWords: '积分' });
  expect(inputs('incidents').at(-1)).toEqual({ kind: 'failed', fn: 'points' });
});
