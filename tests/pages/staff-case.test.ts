/** The staff side of applications: queue, case page of every kind, pages of single steps; logic with a scripted cloud, words from the real WXML. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseKind } from '../../typings/domain';
import { CASE_KINDS, CASE_KIND_LABELS, CASE_STATES } from '../../miniprogram/shared/case-states';
import { MINIPROGRAM, mount, type Screen } from '../components/support/mount';
import { actionsFor } from '../../cloudfunctions/applications/rules/tables';
import { stepOf } from '../../miniprogram/staff/case/steps';
import { fenOf } from '../../miniprogram/shared/money';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const quoteOf = (payFen: number) => ({
  priceFen: 86_800,
  payFen,
  reasons: [{ code: 'SHARE', text: '按规定付一半' }],
  ruleVersion: '1',
  ruleSource: '规定',
  age: 61,
  appliedOn: '2026-11-01',
  evaluatedOn: '2026-11-01',
});
const device = (name: string, payFen: number) => ({
  itemId: name,
  name,
  image: 'wheelchair',
  quote: quoteOf(payFen),
  decision: null,
});
const picture = { photoId: 'p1', url: 'https://photo/p1' };

const DETAILS = {
  device: {
    kind: 'device',
    items: [device('轮椅', 0), device('拐杖', 0)],
    quotedFen: 0,
    decidedFen: null,
    difference: null,
    deliverTo: '测试路1号',
  },
  repair: {
    kind: 'repair',
    deviceApplicationId: 'd1',
    itemId: 'wheelchair',
    itemName: '轮椅',
    receivedOn: '2026-03-05',
  },
  employment: {
    kind: 'employment',
    abilities: ['handwork'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '',
    noticeId: null,
    noticeTitle: '',
    followUps: [{ at: 0, by: '村残协', words: '问过制衣厂', nextOn: '2026-12-01' }],
    nextOn: '2026-12-01',
    placement: { employer: '制衣厂', post: '包装工', since: '2026-11-01' },
  },
  renovation: {
    kind: 'renovation',
    items: ['ramp', 'grab-bar'],
    address: '测试路1号',
    before: [picture],
    survey: { items: ['ramp'], findings: '三级台阶', photos: [picture], at: 0 },
    building: { builder: '张师傅', from: '2026-12-01', to: '2026-12-05' },
    after: [picture],
  },
  wish: {
    kind: 'wish',
    category: 'appliance',
    costFen: 12_000,
    publicText: '想要一台收音机',
    openUntil: '2026-12-31',
    volunteerName: '叶勇芳',
  },
} as const;

const DESK = {
  number: '261127-AAAA',
  dueAt: null,
  overdue: false,
  assignee: null,
  mayTake: true,
  log: [],
  undo: null,
  others: [],
};

/** What the function answers for an application of this kind. */
const answerOf = (kind: CaseKind, over: object = {}, staff: object = {}) => ({
  unchanged: false,
  application: {
    applicationId: 'a1',
    kind,
    version: 1,
    title: kind === 'device' ? '轮椅、拐杖' : '标题',
    image: 'x/y',
    state: 'submitted',
    createdAt: 0,
    updatedAt: 0,
    detail: DETAILS[kind],
    contactPhone: '13800000000',
    reason: '请快一点',
    voice: { voiceId: 'v1', url: 'https://voice/v1', seconds: 12 },
    timeline: [],
    feedback: null,
    actions: [],
    onBehalfBy: null,
    staff: {
      residentId: 'r1',
      residentName: '王小明',
      idNumberMasked: '9999**********0011',
      age: 61,
      birthDate: '',
      villageName: '谢家路村',
      categoryLabel: '肢体',
      levelLabel: '二级',
      lowIncomeLabel: '低保',
      identityVerified: true,
      verificationId: null,
      today: [],
      desk: DESK,
      assists: [],
      secondPerson: false,
      ...staff,
    },
    ...over,
  },
});

const opened = (kind: CaseKind, over: object = {}, staff: object = {}, path = 'staff/case/index') => {
  phone.answer = () => ok(answerOf(kind, over, staff));
  return phone.open(path, { applicationId: 'a1' });
};
const commands = (action: string) => phone.asked.filter((asked) => asked.action === action);
const errorsOf = (page: RunningPage) => page.data.errors as Record<string, string>;
const press = (page: RunningPage, action: string) => run(page, 'onStep', event({}, { action }));

function screenOf(path: string, page: RunningPage): Screen {
  const wxml = readFileSync(join(MINIPROGRAM, `${path}.wxml`), 'utf8').replace(/<page-meta[^>]*\/>/, '');
  return mount(wxml, JSON.parse(JSON.stringify(page.data)) as object);
}

test('every step that the tables give to officers has a button', () => {
  for (const kind of CASE_KINDS) {
    for (const state of CASE_STATES[kind]) {
      for (const role of ['villageStaff', 'townStaff'] as const) {
        for (const action of actionsFor(kind, state, role)) {
          expect({ kind, action, label: stepOf(kind, action)?.label }).toEqual({
            kind,
            action,
            label: expect.any(String) as string,
          });
        }
      }
    }
  }
});

test.each(CASE_KINDS)('%s: one heading with the name, what was said, and what is asked for', async (kind) => {
  const screen = screenOf('staff/case/index', await opened(kind, {}, { today: [] }));
  const headings = screen.roles('heading').filter(({ attrs }) => String(attrs['aria-level']) === '1');
  expect(headings).toHaveLength(1);
  expect(headings[0]?.text).toContain('王小明');
  expect(screen.text).toContain('请快一点');
  screen.get('button', '王小明的语音');
  const told: Record<CaseKind, string[]> = {
    device: ['测试路1号'],
    repair: ['轮椅', '3月5日'],
    employment: ['手工活', '半天', '问过制衣厂', '12月1日', '包装工'],
    renovation: ['坡道、扶手', '三级台阶', '张师傅', '12月5日'],
    wish: ['小家电', '120.00元', '想要一台收音机', '叶勇芳'],
  };
  for (const words of told[kind]) expect(screen.text).toContain(words);
});

describe('devices', () => {
  const today = [
    { quotable: true, quote: quoteOf(43_400) },
    { quotable: true, quote: quoteOf(2_900) },
  ];
  const over = { state: 'checked', actions: ['approve', 'return', 'reject'] };

  test('each amount and the sum; dearer today is warned of; the sum that was seen is approved', async () => {
    const page = await opened('device', over, { today });
    const screen = screenOf('staff/case/index', page);
    for (const words of ['434.00元', '29.00元', '463.00']) expect(screen.text).toContain(words);
    expect((page.data.view as { amounts: { warning: string } }).amounts.warning).toContain('463.00元');
    await press(page, 'approve');
    expect(page.data.question).toMatchObject({
      show: true,
      text: expect.stringContaining('463.00元') as string,
    });
    phone.answer = () => ok({ state: 'approved', decidedFen: 46_300, difference: null });
    await run(page, 'onConfirm');
    expect(commands('approve')[0]).toMatchObject({ input: { applicationId: 'a1', seenPayFen: 46_300 } });
    expect(page.data.done).toMatchObject({ show: true, text: expect.stringContaining('463.00元') as string });
  });

  test('without an amount nothing can be approved, and it says why', async () => {
    const refused = { quotable: false, code: 'STATUS_UNKNOWN', message: '低保、低边情况还没有核对' };
    const page = await opened('device', over, { today: [today[0], refused] });
    const screen = screenOf('staff/case/index', page);
    expect(screen.text).toContain('低保、低边情况还没有核对');
    expect(screen.text).toContain('算出金额以后才能批准');
  });

  test('an amount that changed meanwhile is shown before anything is approved', async () => {
    const page = await opened('device', over, { today });
    await press(page, 'approve');
    phone.answer = ({ action }) =>
      action === 'approve'
        ? failed('QUOTE_CHANGED')
        : ok(answerOf('device', over, { today: [today[0], today[0]] }));
    await run(page, 'onConfirm');
    await settle();
    expect(page.data.changed).toContain('463.00元');
    expect(page.data.changed).toContain('868.00元');
    expect(page.data.done).toMatchObject({ show: false });
  });
});

describe('words before a step', () => {
  const over = { actions: ['survey', 'return', 'reject'] };

  test('nothing is sent back without a reason', async () => {
    const page = await opened('renovation', over);
    await press(page, 'return');
    await run(page, 'onWords');
    expect(errorsOf(page).reason).toBe('请选一个原因');
    await run(page, 'onReason', event({ value: 'own' }));
    await run(page, 'onWords');
    expect(errorsOf(page).ownWords).toBe('请写几句');
    expect(commands('return')).toHaveLength(0);
  });

  test('are asked about, kept over a closed page, sent once, and forgotten', async () => {
    const first = await opened('renovation', over);
    await press(first, 'return');
    await run(first, 'onReason', event({ value: 'own' }));
    await run(first, 'onOwnWords', event({ name: 'ownWords', value: '请补拍后门' }));

    const page = await opened('renovation', over);
    await press(page, 'return');
    expect(page.data).toMatchObject({ reason: 'own', ownWords: '请补拍后门' });
    await run(page, 'onWords');
    expect(page.data.sheet).toMatchObject({ show: false });
    expect(page.data.question).toMatchObject({
      show: true,
      text: expect.stringContaining('“请补拍后门”') as string,
    });
    await run(page, 'onCancel');
    expect(page.data.sheet).toMatchObject({ show: true });
    await run(page, 'onWords');
    phone.answer = () => new Error('request:fail');
    const broken = run(page, 'onConfirm');
    await settle();
    await broken;
    phone.answer = () => ok({ state: 'returned' });
    await run(page, 'onMessageClose');
    await run(page, 'onConfirm');
    expect(commands('return')[0]?.input).toEqual({ applicationId: 'a1', reason: '请补拍后门' });
    expect(new Set(commands('return').map(({ requestId }) => requestId)).size).toBe(1);

    const last = await opened('renovation', over);
    await press(last, 'return');
    expect(last.data).toMatchObject({ reason: '', ownWords: '' });
  });

  test('a note may be left out', async () => {
    const page = await opened('employment', { actions: ['check'] });
    await press(page, 'check');
    await run(page, 'onWords');
    phone.answer = () => ok({ state: 'checked' });
    await run(page, 'onConfirm');
    expect(commands('check')[0]?.input).toEqual({ applicationId: 'a1' });
  });
});

test('the second officer is told, and sees the new state after closing the message', async () => {
  const page = await opened('wish', { state: 'claimed', actions: ['release'] });
  await press(page, 'release');
  await run(page, 'onReason', event({ value: '联系不上志愿者' }));
  await run(page, 'onWords');
  phone.answer = () => failed('STATE_CHANGED', '志愿者已在今天办理「送达」，请刷新后再看');
  await run(page, 'onConfirm');
  expect(page.data.message).toMatchObject({ show: true, title: '情况有变化' });
  phone.answer = () => ok(answerOf('wish', { state: 'delivered', actions: [] }));
  await run(page, 'onMessageClose');
  await settle();
  expect(page.data.view).toMatchObject({ bar: [], status: '待确认收到' });
});

test('somebody who is not known yet is verified first', async () => {
  const page = await opened(
    'wish',
    { actions: ['publish'] },
    { identityVerified: false, verificationId: 'v1' },
  );
  const screen = screenOf('staff/case/index', page);
  expect(screen.text).toContain('先核实身份，才能往下办');
  screen.get('button', '核实身份');
});

describe('pages of steps', () => {
  test('survey: the request’s items are chosen; what was changed and written survives; a photo is needed', async () => {
    const over = { actions: ['survey'] };
    const first = await opened('renovation', over, {}, 'staff/survey/index');
    expect(first.data.items).toEqual(['ramp', 'grab-bar']);
    await run(first, 'onItems', event({ name: 'items', value: ['toilet'] }));
    await run(first, 'onFindings', event({ name: 'findings', value: '门口窄' }));
    const page = await opened('renovation', over, {}, 'staff/survey/index');
    expect(page.data).toMatchObject({ items: ['toilet'], findings: '门口窄' });
    await run(page, 'onSubmit');
    expect(errorsOf(page)).toEqual({ photoIds: '请至少拍一张现场的照片' });
    expect(page.data.asking).toBe(false);
  });

  test('building: the end is not before the beginning', async () => {
    const over = { state: 'building', actions: ['startBuilding', 'finishBuilding'] };
    const page = await opened('renovation', over, {}, 'staff/building/index');
    expect(page.data.form).toEqual(DETAILS.renovation.building);
    await run(page, 'onTo', event({ value: '2026-11-30' }));
    await run(page, 'onSubmit');
    expect(errorsOf(page)).toEqual({ to: '完工日期不能早于开工日期' });
    await run(page, 'onTo', event({ value: '2026-12-01' }));
    await run(page, 'onSubmit');
    expect(page.data.asking).toBe(true);
  });

  test('a wish: words never begin with anything; the name is noticed; the function’s refusal stands at its field', async () => {
    const page = await opened('wish', { actions: ['publish'] }, {}, 'staff/publish-wish/index');
    expect(page.data.form).toEqual({ publicText: '', cost: '120' });
    const write = (value: string) => run(page, 'onField', event({ name: 'publicText', value }));
    await write('王 小明想要收音机');
    await run(page, 'onSubmit');
    expect(errorsOf(page).publicText).toContain('姓名');
    await write('住在测试路1号的人想要收音机');
    await run(page, 'onSubmit');
    phone.answer = () => failed('BAD_INPUT', '有内容填得不对', { publicText: '公开的话里不能有住址' });
    await run(page, 'onConfirm');
    expect(errorsOf(page)).toEqual({ publicText: '公开的话里不能有住址' });
    expect(commands('publishWish')[0]?.input).toMatchObject({ costFen: 12_000 });
  });

  test.each([
    ['repair', { note: '请写一写修了什么，例如：换了一个轮胎' }],
    ['renovation', { photoIds: '请至少拍一张改造后的照片' }],
    ['device', { photoIds: '请至少拍一张送到时的照片' }],
  ] as const)('carried out, %s: what is still missing', async (kind, missing) => {
    const action = { repair: 'finishRepair', renovation: 'finishBuilding', device: 'deliver' }[kind];
    const over = { state: 'approved', actions: [action] };
    const page = await opened(kind, over, {}, 'staff/deliver/index');
    await run(page, 'onSubmit');
    expect(errorsOf(page)).toEqual(missing);
  });

  test.each([
    ['staff/follow-up/index', 'employment', { words: '请写一写这次联系的情况' }],
    [
      'staff/placement/index',
      'employment',
      { employer: '请填在哪里上班', post: '请填做什么', since: '请选从哪天开始上班' },
    ],
  ] as const)('%s: what is still missing', async (path, kind, missing) => {
    const page = await opened(kind, { state: 'checked', actions: ['followUp', 'place'] }, {}, path);
    await run(page, 'onSubmit');
    expect(errorsOf(page)).toEqual(missing);
  });

  test('a step that is over says so instead of failing at the end', async () => {
    const page = await opened('renovation', { state: 'approved' }, {}, 'staff/survey/index');
    expect(page.data.refusal).toContain('待施工');
  });
});

describe('queue', () => {
  const empty = { unchanged: false, version: 1, counts: { toCheck: 2 }, items: [], next: null };

  test.each(CASE_KINDS)('%s has its own tabs and is asked for', async (kind) => {
    phone.answer = () => ok(empty);
    const page = await phone.open('staff/queue/index', { kind, tab: 'toCheck' });
    expect(page.data).toMatchObject({ phase: 'empty', kindLabel: CASE_KIND_LABELS[kind] });
    expect(commands('queue')[0]?.input).toEqual({ kind, tab: 'toCheck' });
    expect((page.data.tabs as { count: number }[])[0]?.count).toBe(2);
  });

  test('a kind without the tab asked for begins at its first one; another kind is read anew', async () => {
    phone.answer = () => ok(empty);
    const page = await phone.open('staff/queue/index', { kind: 'wish', tab: 'toApprove' });
    expect(page.data.tab).toBe('toCheck');
    await run(page, 'onKind', event({ value: 'employment' }));
    await settle();
    expect(commands('queue').at(-1)?.input).toEqual({ kind: 'employment', tab: 'toCheck' });
  });

  test('what waits is told beside each kind, and the choice works without the numbers', async () => {
    phone.answer = () => ok(empty);
    const page = await phone.open('staff/queue/index', {});
    phone.answer = () => new Error('request:fail');
    const choosing = run(page, 'onChooseKind');
    await settle();
    await choosing;
    expect((page.data.kinds as { label: string }[]).map(({ label }) => label)).toEqual(
      Object.values(CASE_KIND_LABELS),
    );
  });
});

test.each([
  ['20', 2000],
  ['19.9', 1990],
  ['19.90', 1990],
  ['0', 0],
  ['', null],
  ['1.234', null],
  ['-1', null],
  ['二十', null],
  ['1e3', null],
])('%j yuan is %j fen', (typed, fen) => expect(fenOf(typed)).toBe(fen));
