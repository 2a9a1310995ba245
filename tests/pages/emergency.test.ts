/** Calling for help on the phone: always somebody to call, never waiting, told exactly once. */
import type { EmergencyCallRow } from '../../typings/api/emergency';
import { CONFIG } from '../../miniprogram/services/config';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

const OFFICER = { name: '陈建国', duty: '主席', phone: '13900000001' };
const VICE = { name: '王秀英', duty: '副主席', phone: '13900000002' };
const DUTY_ROOM = { name: '值班室', duty: '24小时值班', phone: '057462150000' };
const NUMBERS = {
  villageId: 'xiejialu',
  villageName: '谢家路村',
  officers: [OFFICER, VICE],
  town: { name: '泗门镇残联', officers: [DUTY_ROOM] },
};
const STRANGERS = { ...NUMBERS, villageId: null, villageName: '', officers: [] };
const NUMBERS_KEY = 'zhinan:emergency:numbers';
const OUTBOX_KEY = 'zhinan:emergency:outbox';
const RECORDED = { callId: 'c1', told: 'village', canCallBack: true };

type Contact = { key: string; title: string; label: string };
type Service = typeof import('../../miniprogram/services/emergency');
type Stored = { requestId: string; state: string }[];

let phone: Phone;
let dialled: string[];
let outcome: () => Promise<unknown>;
let network: (change: { isConnected: boolean }) => void;

beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  dialled = [];
  outcome = () => Promise.resolve({});
  Object.assign(phone.wx, {
    makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => {
      dialled.push(phoneNumber);
      return outcome();
    },
    onNetworkStatusChange: (listener: typeof network) => {
      network = listener;
    },
  });
});
afterEach(() => jest.useRealTimers());

/** The service as after a start of the mini-program: its memory is empty, the storage is not. */
function started(): Service {
  let service: Service | undefined;
  jest.isolateModules(() => {
    service = jest.requireActual<Service>('../../miniprogram/services/emergency');
  });
  return service as Service;
}
const offline = () => {
  phone.network = 'none';
  phone.answer = () => new Error('request:fail');
};
const online = () => {
  phone.network = 'wifi';
  phone.answer = ({ action }) => ok(action === 'numbers' ? NUMBERS : RECORDED);
};
const recorded = () => phone.asked.filter(({ action }) => action === 'recordCall');
const outbox = () => (phone.storage.get(OUTBOX_KEY) ?? []) as Stored;
const first = (page: RunningPage) => page.data.first as Contact;
const others = (page: RunningPage) => (page.data.others as Contact[]).map(({ title }) => title);
const press = (page: RunningPage, contact: Contact) => run(page, 'onCall', event({}, { key: contact.key }));

describe('the page', () => {
  test('before the first time online it has the number of the installation, and says what will come', async () => {
    offline();
    const page = await phone.open('pages/emergency/index');
    const [bundled] = CONFIG.townOffice.officers;
    expect(page.data).toMatchObject({ phase: 'ready', offline: false });
    expect(page.data.hint).toContain('连上网络后');
    await press(page, first(page));
    expect(dialled).toEqual([bundled.phone]);
    expect((page.data.publics as { phone: string }[]).map((one) => one.phone)).toEqual(['120', '110', '119']);
  });

  test('shows the village in the order of duty, then the town; the numbers stay without network for ever', async () => {
    online();
    started().keepInTouch();
    await settle();
    offline();
    jest.setSystemTime(Date.now() + 1000 * 24 * 3_600_000);
    const page = await phone.open('pages/emergency/index');
    expect(first(page).label).toBe('打给陈建国，谢家路村 主席，电话13900000001');
    expect(others(page)).toEqual(['打给王秀英', '打给值班室']);
    expect(page.data.hint).toBe('');
  });

  test('a stranger gets the town', async () => {
    phone.answer = () => ok(STRANGERS);
    started().keepInTouch();
    await settle();
    const page = await phone.open('pages/emergency/index');
    expect(first(page).title).toBe('打给值班室');
    expect(page.data.hint).toContain('绑定身份后');
  });

  test('another role does not take the numbers away', async () => {
    phone.storage.set(NUMBERS_KEY, NUMBERS);
    phone.storage.set('zhinan:cache:resident-r1:home', { version: 1, at: Date.now(), value: {} });
    jest.isolateModules(() => {
      jest
        .requireActual<typeof import('../../miniprogram/services/session')>(
          '../../miniprogram/services/session',
        )
        .switchRole({ role: 'volunteer' });
    });
    expect(phone.storage.has('zhinan:cache:resident-r1:home')).toBe(false);
    expect(phone.storage.get(NUMBERS_KEY)).toEqual(NUMBERS);
  });

  test('works without wx.cloud and with a broken storage', async () => {
    delete phone.wx.cloud;
    const broken = () => {
      throw new Error('storage');
    };
    Object.assign(phone.wx, { getStorageSync: broken, setStorageSync: broken });
    const page = await phone.open('pages/emergency/index');
    await press(page, first(page));
    expect(dialled).toHaveLength(1);
    await settle();
    expect(page.data.told).toMatchObject({ tone: 'progress' });
  });

  test('dials at once, before anything is sent, and says when staff know', async () => {
    phone.storage.set(NUMBERS_KEY, NUMBERS);
    online();
    let answered: (value: unknown) => void = () => undefined;
    outcome = () => new Promise((resolve) => (answered = resolve));
    const page = await phone.open('pages/emergency/index');
    const pressing = press(page, first(page));
    expect(dialled).toEqual([OFFICER.phone]);
    expect(outbox()).toMatchObject([{ state: 'pressed' }]);
    expect(recorded()).toEqual([]);
    answered({});
    await pressing;
    await settle();
    expect(recorded()).toMatchObject([
      { input: { officerName: '陈建国', officerDuty: '主席', town: false, dialled: true } },
    ]);
    expect(page.data.told).toEqual({ tone: 'success', text: '已告诉村残协，他们会回电' });
    expect(outbox()).toEqual([]);
  });

  test('says that nobody can call back when no number is known', async () => {
    phone.answer = ({ action }) =>
      ok(action === 'numbers' ? STRANGERS : { callId: 'c1', told: 'town', canCallBack: false });
    const page = await phone.open('pages/emergency/index');
    await press(page, first(page));
    await settle();
    expect(page.data.told).toMatchObject({
      tone: 'warning',
      text: expect.stringMatching(/^已告诉镇残联，但/) as string,
    });
  });

  test('a phone that cannot dial says the number; the wish to call is told all the same', async () => {
    phone.storage.set(NUMBERS_KEY, NUMBERS);
    online();
    outcome = () => Promise.reject({ errMsg: 'makePhoneCall:fail system error' });
    const page = await phone.open('pages/emergency/index');
    await press(page, first(page));
    await settle();
    expect(page.data.message).toMatchObject({
      show: true,
      text: expect.stringContaining(OFFICER.phone) as string,
    });
    expect(recorded()).toMatchObject([{ input: { dialled: false } }]);
  });

  test('a call that was not dialled after all is forgotten', async () => {
    online();
    outcome = () => Promise.reject({ errMsg: 'makePhoneCall:fail cancel' });
    const page = await phone.open('pages/emergency/index');
    await press(page, first(page));
    await settle();
    expect(outbox()).toEqual([]);
    expect(recorded()).toEqual([]);
    expect(page.data.message).toMatchObject({ show: false });
  });

  test('120 is dialled and nobody is told', async () => {
    online();
    const page = await phone.open('pages/emergency/index');
    await run(page, 'onPublic', event({}, { phone: '120' }));
    await settle();
    expect(dialled).toEqual(['120']);
    expect(recorded()).toEqual([]);
  });
});

describe('telling staff', () => {
  test('what could not be sent is sent when the network is back, once, with the same id and role', async () => {
    phone.storage.set('zhinan:session:active', { role: 'resident', residentId: 'r1' });
    offline();
    const service = started();
    service.startEmergency();
    await service.callForHelp(OFFICER, false);
    await settle();
    expect(outbox()).toMatchObject([{ state: 'dialled' }]);
    const [{ requestId } = { requestId: '' }] = outbox();
    expect(requestId).toMatch(/^[\w-]{8,64}$/);

    phone.storage.set('zhinan:session:active', { role: 'volunteer' });
    online();
    phone.asked.length = 0;
    network({ isConnected: true });
    network({ isConnected: true });
    await settle();
    expect(recorded()).toMatchObject([{ requestId, as: { role: 'resident', residentId: 'r1' } }]);
    await settle();
    expect(recorded()).toHaveLength(1);
  });

  test('is tried again by itself when the phone does not notice that the network is back', async () => {
    offline();
    phone.network = 'wifi';
    const service = started();
    await service.callForHelp(OFFICER, false);
    await settle();
    const ids = new Set(recorded().map(({ requestId }) => requestId));
    online();
    await jest.advanceTimersByTimeAsync(40_000);
    expect(outbox()).toEqual([]);
    expect(new Set([...ids, ...recorded().map(({ requestId }) => requestId)]).size).toBe(1);
  });

  test('two calls are two records', async () => {
    offline();
    const service = started();
    await service.callForHelp(OFFICER, false);
    await service.callForHelp(DUTY_ROOM, true);
    await settle();
    online();
    phone.asked.length = 0;
    await service.flushCalls();
    expect(recorded().map(({ input }) => input)).toMatchObject([
      { officerName: '陈建国', town: false },
      { officerName: '值班室', town: true },
    ]);
  });

  test('the mini-program ended while dialling: at the next start staff are told, not knowing whether it was dialled', async () => {
    online();
    outcome = () => new Promise(() => undefined);
    const before = started();
    void before.callForHelp(OFFICER, false);
    await before.flushCalls();
    expect(recorded()).toEqual([]);
    const [{ requestId } = { requestId: '' }] = outbox();

    started().startEmergency();
    await settle();
    expect(recorded()).toMatchObject([{ requestId, input: { dialled: false } }]);
    expect(outbox()).toEqual([]);
  });

  test('a request that can never succeed does not stop the others', async () => {
    phone.answer = ({ input }) =>
      (input as { officerName: string }).officerName === OFFICER.name
        ? failed('BAD_INPUT', '有内容填得不对')
        : ok(RECORDED);
    const service = started();
    await service.callForHelp(OFFICER, false);
    await service.callForHelp(VICE, false);
    await settle();
    expect(outbox()).toEqual([]);
    expect(recorded()).toHaveLength(2);
  });
});

describe('numbers', () => {
  test('the role changes meanwhile: what stays are the numbers of the role now', async () => {
    const service = started();
    phone.storage.set('zhinan:session:active', { role: 'volunteer' });
    let asked = 0;
    phone.answer = () => {
      phone.storage.set('zhinan:session:active', { role: 'resident', residentId: 'r1' });
      asked += 1;
      return ok(asked === 1 ? STRANGERS : NUMBERS);
    };
    await service.refreshNumbers();
    expect(phone.storage.get(NUMBERS_KEY)).toEqual(NUMBERS);
    expect(asked).toBe(2);
  });

  test('the start and the home page ask once; when the line is back, what hangs is not waited for', async () => {
    const service = started();
    let asked = 0;
    phone.answer = () => {
      asked += 1;
      return asked === 1 ? new Promise<never>(() => undefined) : ok(NUMBERS);
    };
    service.startEmergency();
    service.keepInTouch();
    await settle();
    expect(asked).toBe(1);
    network({ isConnected: true });
    await settle();
    expect(phone.storage.get(NUMBERS_KEY)).toEqual(NUMBERS);
  });

  test('are not read again right after they were read', async () => {
    online();
    const service = started();
    service.startEmergency();
    await settle();
    service.keepInTouch();
    await settle();
    expect(phone.asked.filter(({ action }) => action === 'numbers')).toHaveLength(1);
  });
});

describe('contact', () => {
  test('has the own village without network, and says so', async () => {
    phone.storage.set(NUMBERS_KEY, NUMBERS);
    offline();
    const page = await phone.open('pages/contact/index');
    expect(page.data).toMatchObject({ phase: 'ready', offline: true });
    expect(page.data.places).toMatchObject([{ name: '谢家路村' }, { name: '泗门镇残联' }]);
  });
});

describe('the queue of staff', () => {
  const row: EmergencyCallRow = {
    callId: 'c1',
    villageName: '谢家路村',
    callerName: '王小明',
    onBehalfOf: null,
    residentId: 'r1',
    calledAt: 0,
    receivedAt: 3_600_000,
    called: '陈建国 主席',
    dialled: false,
    times: 2,
    hasPhone: true,
    state: 'open',
    takenBy: null,
    outcome: null,
    note: null,
    overdue: true,
  };
  const list = (items: EmergencyCallRow[], version = 1) =>
    ok({ unchanged: false, version, open: items.length, items, next: null });
  type Card = { status: string; facts: { value: string }[] };
  const cards = (page: RunningPage) => page.data.cards as Card[];

  test('says what is known of a call', async () => {
    phone.answer = () => list([row]);
    const page = await phone.open('staff/emergencies/index');
    const [card] = cards(page);
    expect(card?.status).toContain('超时');
    expect(card?.facts.map(({ value }) => value).join()).toMatch(/不知道有没有拨出去.*打了2次.*没有网络/);
    expect(page.data.tabs).toMatchObject([{ count: 1 }, {}]);
  });

  test('asks with the version known and shows what is new', async () => {
    phone.answer = () => list([]);
    const page = await phone.open('staff/emergencies/index');
    expect(page.data.phase).toBe('empty');
    phone.answer = ({ input }) =>
      (input as { knownVersion?: number }).knownVersion === 1 ? list([row], 2) : ok({ unchanged: true });
    await run(page, 'poll');
    expect(page.data.phase).toBe('ready');
    expect(cards(page)).toHaveLength(1);
  });

  test('reads the number and dials it', async () => {
    phone.answer = ({ action }) => (action === 'calls' ? list([row]) : ok({ phone: '13900000009' }));
    const page = await phone.open('staff/emergencies/index');
    await run(page, 'onPhone', event({}, { id: 'c1' }));
    expect(dialled).toEqual(['13900000009']);
  });

  test('an outcome must be chosen; what was typed outlives a broken line and another look', async () => {
    phone.answer = () => list([row]);
    const page = await phone.open('staff/emergencies/index');
    await run(page, 'onRecord', event({}, { id: 'c1' }));
    await run(page, 'onSave');
    expect(page.data.errors).toMatchObject({ outcome: '请选一个结果' });
    await run(page, 'onOutcome', event({ value: 'safe' }));
    await run(page, 'onNote', event({ value: '没事了' }));
    phone.answer = ({ action }) => (action === 'calls' ? list([row]) : new Error('request:fail'));
    const saving = run(page, 'onSave');
    await settle();
    await saving;
    expect(page.data).toMatchObject({ recording: true, message: { show: true } });
    await run(page, 'onCancel');
    await run(page, 'onRecord', event({}, { id: 'c1' }));
    expect(page.data).toMatchObject({ outcome: 'safe', note: '没事了' });
    phone.answer = ({ action }) => (action === 'calls' ? list([], 2) : ok({ state: 'closed' }));
    await run(page, 'onSave');
    expect(page.data).toMatchObject({ recording: false, phase: 'empty' });
    const sent = phone.asked.filter(({ action }) => action === 'followUp');
    expect(new Set(sent.map(({ requestId }) => requestId)).size).toBe(1);
  });

  test('who is second is told so and sees the new state', async () => {
    phone.answer = () => list([row]);
    const page = await phone.open('staff/emergencies/index');
    phone.answer = ({ action }) =>
      action === 'calls'
        ? list([{ ...row, state: 'taken', takenBy: '谢家路村残协 王某' }], 2)
        : failed('STATE_CHANGED', '谢家路村残协 王某已经在处理');
    await run(page, 'onTake', event({}, { id: 'c1' }));
    expect(page.data.message).toMatchObject({ text: '谢家路村残协 王某已经在处理' });
    await run(page, 'onMessageClose');
    await settle();
    expect(cards(page)[0]?.facts.map(({ value }) => value)).toContain('谢家路村残协 王某');
  });
});
