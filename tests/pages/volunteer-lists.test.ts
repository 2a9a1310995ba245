/** What staff see of volunteers' doings, and a volunteer's own copy: filters, tabs, pictures, as phones run them. */
import type { IntentionView } from '../../typings/api/intentions';
import { pictureNote } from '../../miniprogram/pages/shared/picture-note';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 27, 4) });
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const inputs = (action: string): unknown[] =>
  phone.asked.filter((asked) => asked.action === action).map(({ input }) => input);
const NOTHING = ok({ unchanged: false, version: 1, items: [], next: null });

describe('one village of a list', () => {
  test.each([
    ['staff/services/index', 'serviceQueue', { tab: 'toCheck' }],
    ['staff/pairings/index', 'pairings', { state: 'active' }],
    ['staff/intentions/index', 'intentions', { tab: 'submitted' }],
    ['staff/orders/index', 'orders', { state: 'reserved' }],
  ])('%s asks for it, and for all again', async (path, action, input) => {
    phone.answer = () => NOTHING;
    const page = await phone.open(path);
    await run(page, 'onVillage', event({ villageId: 'jiatang' }));
    await settle();
    await run(page, 'onVillage', event({ villageId: '' }));
    await settle();
    expect(inputs(action)).toEqual([input, { ...input, villageId: 'jiatang' }, input]);
  });

  test('donations: only those for a village lie with one', async () => {
    phone.storage.set('zhinan:session:active', { role: 'townStaff' });
    phone.answer = () => NOTHING;
    const page = await phone.open('staff/donations/index');
    const last = (): unknown => inputs('queue').at(-1);
    await run(page, 'onVillage', event({ villageId: 'jiatang' }));
    await settle();
    expect(last()).toEqual({ tab: page.data.tab, directed: false });
    await run(page, 'onSort', event({ key: 'directed' }));
    await settle();
    expect(last()).toEqual({ tab: 'toAccept', directed: true, villageId: 'jiatang' });
  });
});

test('whom staff search for by name while the sheet still opens is not overwritten by whom the program proposes', async () => {
  const row: IntentionView = {
    intentionId: 'i1',
    version: 1,
    state: 'submitted',
    kinds: ['visit'],
    times: ['weekendMorning'],
    villageId: null,
    villageName: null,
    words: '',
    volunteerName: '孙一',
    createdAt: 0,
    updatedAt: 0,
    arrangement: null,
    declined: [],
    closedReason: null,
    can: { change: false, withdraw: false, answer: false, arrange: true, close: true },
  };
  let open = (): void => undefined;
  phone.answer = ({ action }) => {
    if (action === 'intentions') return ok({ items: [row], next: null });
    if (action === 'suggestions') return ok({ items: [] });
    if (action !== 'intention') return ok({});
    return new Promise((answer) => (open = () => answer(ok({ intention: row, volunteer: null }))));
  };
  const page = await phone.open('staff/intentions/index');
  await settle();
  const opening = run(page, 'onArrange', event({}, { id: 'i1' }));
  await settle();
  await run(page, 'onFind', event({ value: '戚' }));
  open();
  await opening;
  await settle();
  expect(inputs('suggestions')).toEqual([{ intentionId: 'i1', q: '戚' }]);
});

test('services that nobody answered have a list of their own, and words for when it is empty', async () => {
  phone.answer = () => NOTHING;
  const page = await phone.open('staff/services/index');
  await run(page, 'onTab', event({ key: 'unanswered' }));
  await settle();
  expect(inputs('serviceQueue').at(-1)).toEqual({ tab: 'unanswered' });
  expect(page.data).toMatchObject({ phase: 'empty', empty: { title: '没有没人答复的' } });
});

test('pictures that others do not see are named, the most pressing first', () => {
  const photo = (check?: 'waiting' | 'review' | 'risky') => ({
    photoId: 'p',
    url: 'u',
    ...(check ? { check } : {}),
  });
  expect(pictureNote([photo(), photo()])).toBe('');
  expect(pictureNote([photo(), photo('waiting'), photo('waiting')])).toMatch(/^第2、3张照片正在安全检查/);
  expect(pictureNote([photo('waiting'), photo('risky')])).toMatch(/^第2张照片没有通过/);
});

describe('pictures for staff to look at', () => {
  const row = { photoId: 'p1', url: 'u1', purpose: 'notice', createdAt: 0, own: false };
  const open = async (): Promise<RunningPage> => {
    phone.answer = ({ action }) =>
      action === 'pictures' ? ok({ items: [row], next: null }) : ok({ passed: true });
    return phone.open('staff/pictures/index');
  };
  const chosen = event({}, { id: 'p1' });
  const decisions = (): unknown[] => inputs('decidePicture');

  test('shown at once; refused only after a second look', async () => {
    const page = await open();
    await run(page, 'onRefuse', chosen);
    expect(page.data.refusing).toBe(true);
    expect(decisions()).toEqual([]);
    const refused = run(page, 'onConfirmRefuse');
    await settle();
    await refused;
    expect(page.data.refusing).toBe(false);
    await run(page, 'onPass', chosen);
    await settle();
    expect(decisions()).toEqual([
      { photoId: 'p1', pass: false },
      { photoId: 'p1', pass: true },
    ]);
  });

  test('somebody was first: said, and read anew', async () => {
    const page = await open();
    phone.answer = ({ action }) =>
      action === 'pictures' ? ok({ items: [], next: null }) : failed('STATE_CHANGED', '别人已经看过');
    await run(page, 'onPass', chosen);
    await settle();
    expect(page.data.message).toMatchObject({ show: true, text: '别人已经看过' });
    await run(page, 'onMessageClose');
    await settle();
    expect(page.data.phase).toBe('empty');
  });
});

describe('the copy of a volunteer', () => {
  const path = 'info/volunteer-copy/index';

  test('is asked for by a press, not by opening the page, and put away when the page is left', async () => {
    phone.wx.canIUse = () => true;
    phone.answer = () => ok({ title: '叶*的信息副本', text: '一、登记信息', at: 0 });
    const page = await phone.open(path);
    expect(phone.asked).toEqual([]);
    await run(page, 'onOpen');
    await settle();
    expect(page.data.copy).toBe('一、登记信息');
    await run(page, 'onHide');
    expect(page.data.copy).toBe('');
    expect(JSON.stringify([...phone.storage])).not.toContain('登记信息');
  });

  test('without network it says so', async () => {
    phone.wx.canIUse = () => true;
    phone.network = 'none';
    const page = await phone.open(path);
    const opened = run(page, 'onOpen');
    await settle();
    await opened;
    expect(page.data).toMatchObject({ copy: '', message: { show: true, title: '没有网络' } });
  });
});
