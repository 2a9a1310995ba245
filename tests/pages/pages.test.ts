import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const quotedItem = (itemId: string, name: string, payFen: number, obstacle: object | null = null) => ({
  item: { itemId, name, kind: 'mobility', summary: '', image: itemId, priceFen: 86800, active: true },
  view: {
    quotable: true,
    quote: {
      priceFen: 86800,
      payFen,
      reasons: [],
      ruleVersion: '1',
      ruleSource: '规定',
      age: 61,
      appliedOn: '',
      evaluatedOn: '',
    },
  },
  obstacle,
});
const quote = (payFen: number, ...more: ReturnType<typeof quotedItem>[]) => ({
  items: [quotedItem('wheelchair', '轮椅', payFen), ...more],
  payFen,
  deliverTo: '谢家路村1号',
  contactPhone: '13800000000',
});
const errorsOf = (page: RunningPage) => page.data.errors as Record<string, string>;
const commands = (action: string) => phone.asked.filter((asked) => asked.action === action);

/** Every page that reads before it shows: what it reads, and an answer that means "nothing here". */
const READING: { path: string; query?: Record<string, string>; empty?: unknown }[] = [
  { path: 'pages/home/index' },
  { path: 'resident/devices/index', empty: { items: [] } },
  { path: 'resident/device/index', query: { itemId: 'wheelchair' } },
  { path: 'resident/apply/index', query: { itemIds: 'wheelchair' } },
  { path: 'resident/repair/index', empty: { devices: [], contactPhone: '' } },
  { path: 'staff/leaving/index', query: { residentId: 'r1' } },
  { path: 'resident/applications/index', empty: { items: [], next: null } },
  { path: 'resident/application/index', query: { applicationId: 'a1' } },
  { path: 'staff/queue/index', empty: { unchanged: false, version: 1, counts: {}, items: [], next: null } },
  { path: 'staff/case/index', query: { applicationId: 'a1' } },
  { path: 'staff/verifications/index', empty: { unchanged: false, version: 1, items: [], next: null } },
  { path: 'staff/residents/index', empty: { items: [], next: null, total: 0 } },
  { path: 'staff/resident/index', query: { residentId: 'r1' } },
];

describe.each(READING)('$path', ({ path, query, empty }) => {
  test('fails in words, offline in words, and tries again', async () => {
    phone.answer = () => failed('NOT_FOUND', '没有找到这条记录');
    const page = await phone.open(path, query);
    expect(page.data).toMatchObject({
      phase: 'error',
      problem: { note: '没有找到这条记录', code: 'trace-1' },
    });
    phone.network = 'none';
    phone.answer = () => new Error('request:fail');
    const before = phone.asked.length;
    void run(page, 'onRetry');
    expect(page.data.phase).toBe('loading');
    await settle();
    expect(page.data.phase).toBe('offline');
    expect(phone.asked.length).toBeGreaterThan(before);
  });

  if (empty) {
    test('says when there is nothing', async () => {
      phone.answer = () => ok(empty);
      expect((await phone.open(path, query)).data.phase).toBe('empty');
    });
  }
});

describe('bind', () => {
  const filled = async () => {
    const page = await phone.open('join/bind/index');
    page.setData({
      form: { name: '王小明', document: '11010519491231002X', phone: '13800000000' },
      consents: ['identity', 'service'],
    });
    return page;
  };

  test('a wrong check digit is caught on the phone', async () => {
    const page = await filled();
    page.setData({ 'form.document': '110105194912310021' });
    await run(page, 'onSubmit');
    expect(errorsOf(page).document).toContain('有一位填错了');
    expect(phone.asked).toHaveLength(0);
  });

  test('nothing is sent without both consents', async () => {
    const page = await filled();
    page.setData({ consents: ['identity'] });
    await run(page, 'onSubmit');
    expect(errorsOf(page).consent).not.toBe('');
    expect(phone.asked).toHaveLength(0);
  });

  test('no match says how many tries are left; the third wrong try says wait', async () => {
    phone.answer = ({ action }) =>
      action === 'bind' ? ok({ outcome: 'noMatch', triesLeft: 2 }) : ok({ villages: [] });
    const page = await filled();
    await run(page, 'onSubmit');
    expect(page.data).toMatchObject({ step: 'noMatch', triesLeft: 2 });
    phone.answer = () => failed('TOO_MANY_TRIES', '请过一会儿再试');
    await run(page, 'onTryAgain');
    await run(page, 'onSubmit');
    expect(page.data.wait).toBe('请过一会儿再试');
  });
});

describe('apply', () => {
  const opened = async (payFen = 43400) => {
    phone.answer = () => ok(quote(payFen));
    return phone.open('resident/apply/index', { itemIds: 'wheelchair' });
  };

  test('sends what was agreed to, once, also after a broken line', async () => {
    const page = await opened();
    phone.answer = () => new Error('request:fail');
    const sending = run(page, 'onConfirm');
    await settle();
    await sending;
    expect(page.data.message).toMatchObject({ show: true });
    phone.answer = () => ok({ applicationId: 'a1', payFen: 43400 });
    await run(page, 'onConfirm');
    expect(commands('applyDevice')[0]?.input).toMatchObject({
      itemIds: ['wheelchair'],
      deliverTo: '谢家路村1号',
      agreedPayFen: 43400,
    });
    expect(new Set(commands('applyDevice').map((asked) => asked.requestId)).size).toBe(1);
    expect(phone.went).toEqual(['/resident/application/index?applicationId=a1']);
  });

  test('a changed amount is shown and asked for again', async () => {
    const page = await opened();
    phone.answer = ({ action }) => (action === 'applyDevice' ? failed('QUOTE_CHANGED') : ok(quote(0)));
    await run(page, 'onConfirm');
    expect(page.data.changed).toContain('434.00元');
    expect(page.data).toMatchObject({ list: { payFen: 0 }, confirming: true });
  });

  test('the reason typed survives the phone dying', async () => {
    const page = await opened();
    await run(page, 'onField', event({ name: 'reason', value: '腿脚不便' }));
    expect((await opened()).data.form).toMatchObject({ reason: '腿脚不便' });
  });

  test('one of several is withdrawn while sending: it is marked, taken off, brought back or left out', async () => {
    const gone = { code: 'ITEM_WITHDRAWN', message: '这种辅具已停止申请', applicationId: null, until: null };
    const both = (obstacle: object | null) => ok(quote(43400, quotedItem('cane', '拐杖', 2900, obstacle)));
    phone.answer = () => both(null);
    const page = await phone.open('resident/apply/index', { itemIds: 'wheelchair%2Ccane' });
    expect(page.data.list).toMatchObject({ payFen: 46300, blocked: '' });
    phone.answer = ({ action }) => (action === 'applyDevice' ? failed('ITEM_WITHDRAWN') : both(gone));
    await run(page, 'onConfirm');
    expect(page.data.list).toMatchObject({
      items: [{ problem: '' }, { name: '拐杖', problem: '这种辅具已停止申请' }],
      blocked: expect.stringContaining('拐杖现在不能申请') as string,
    });
    phone.answer = () => ok(quote(43400));
    await run(page, 'onRemove', event({}, { id: 'cane' }));
    expect(page.data.list).toMatchObject({ items: [{ name: '轮椅' }], payFen: 43400, blocked: '' });
    expect(commands('quote').at(-1)?.input).toEqual({ itemIds: ['wheelchair'] });
    await run(page, 'onUndoRemove');
    expect(commands('quote').at(-1)?.input).toEqual({ itemIds: ['wheelchair', 'cane'] });
  });

  test('sent before, and the answer was lost: leads to what was filed, and nothing stays chosen', async () => {
    const open = { code: 'ALREADY_OPEN', message: '', applicationId: 'a7', until: null };
    phone.answer = () => ok({ ...quote(0), items: [quotedItem('wheelchair', '轮椅', 0, open)] });
    await phone.open('resident/apply/index', { itemIds: 'wheelchair' });
    expect(phone.went).toEqual(['/resident/application/index?applicationId=a7']);
    expect([...phone.storage.keys()].filter((key) => key.includes('basket'))).toEqual([]);
  });
});
