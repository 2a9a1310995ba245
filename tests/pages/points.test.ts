/** Points on the phone: what is read, what a refusal says, what is kept, and what is never asked of the functions. */
import type { GoodsView, OrderView, PointEntry } from '../../typings/api/points';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 24, 4) });
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const soap: GoodsView = {
  goodsId: 'g1',
  name: '香皂',
  summary: '两块装',
  picture: null,
  points: 20,
  stock: 3,
  limitPerPerson: 1,
  villageId: 'v1',
  villageName: '谢家路村',
  active: true,
  version: 4,
};
const order: OrderView = {
  orderId: 'o1',
  goodsName: '香皂',
  picture: null,
  points: 20,
  state: 'reserved',
  at: Date.UTC(2026, 10, 24),
  until: Date.UTC(2026, 11, 8),
  closedAt: null,
  code: 'ABCD2345',
  villageName: '谢家路村',
  volunteerName: null,
};
const asked = (action: string) => phone.asked.filter((each) => each.action === action);
const list = <T>(shown: RunningPage, key: string) => shown.data[key] as T[];

describe('the shop', () => {
  const path = 'volunteer/shop/index';
  const shopOf = (goods: GoodsView[], balance: number) => {
    phone.answer = () => ok({ goods, balance });
    return phone.open(path);
  };

  test('says what is missing instead of offering a button that would be refused', async () => {
    const shown = await shopOf([soap, { ...soap, goodsId: 'g2', stock: 0 }], 15);
    expect(list<{ missing: string }>(shown, 'cards').map(({ missing }) => missing)).toEqual([
      '还差5分',
      '换完了，过几天再来看看',
    ]);
    expect(list<{ stock: string }>(shown, 'cards')[0]?.stock).toBe('还有3件，每人每年1件');
  });

  test('empty, without network, failing', async () => {
    expect((await shopOf([], 5)).data.phase).toBe('empty');
    phone.answer = () => new Error('request:fail');
    expect((await phone.open(path)).data.phase).toBe('error');
    phone.network = 'none';
    expect((await phone.open(path)).data.phase).toBe('offline');
  });

  test('sends the price that was read; another one by now is told and read anew, the points are as they were', async () => {
    const shown = await shopOf([soap], 50);
    await run(shown, 'onChoose', event({}, { id: 'g1' }));
    expect(shown.data.question).toMatch(/^换了以后还剩30分。到谢家路村残协领/);
    phone.answer = ({ action }) =>
      action === 'redeem'
        ? failed('PRICE_CHANGED', '现在要25分，请看清楚再换')
        : ok({ goods: [{ ...soap, points: 25 }], balance: 50 });
    const pressed = run(shown, 'onConfirm');
    await settle();
    await pressed;
    expect(asked('redeem').map(({ input }) => input)).toEqual([{ goodsId: 'g1', points: 20 }]);
    expect(shown.data.message).toMatchObject({ show: true, text: '现在要25分，请看清楚再换' });
    expect(list<{ points: number }>(shown, 'cards')[0]?.points).toBe(25);
    expect(phone.went).toEqual([]);
  });

  test('a broken line is tried again with the same request id, then leads to the code', async () => {
    const shown = await shopOf([soap], 50);
    await run(shown, 'onChoose', event({}, { id: 'g1' }));
    phone.answer = () => new Error('request:fail');
    let pressed = run(shown, 'onConfirm');
    await settle();
    await pressed;
    await run(shown, 'onMessageClose');
    phone.answer = () => ok({ orderId: 'o1', code: 'ABCD2345', until: 0, balance: 30 });
    await run(shown, 'onChoose', event({}, { id: 'g1' }));
    pressed = run(shown, 'onConfirm');
    await settle();
    await pressed;
    expect(new Set(asked('redeem').map(({ requestId }) => requestId)).size).toBe(1);
    expect(phone.went).toEqual(['/volunteer/orders/index']);
  });
});

test('a code on show goes by itself when the order was handed out', async () => {
  phone.answer = () => ok({ items: [order], next: null });
  const shown = await phone.open('volunteer/orders/index');
  await run(shown, 'onCode', event({}, { id: 'o1' }));
  expect(shown.data.shown).toMatchObject({ code: 'ABCD 2345', qr: 'SMZO1-ABCD2345' });
  phone.answer = () =>
    ok({ items: [{ ...order, state: 'collected', code: null, closedAt: Date.now() }], next: null });
  await run(shown, 'poll');
  expect(shown.data.shown).toBeNull();
  expect(shown.data.message).toMatchObject({ show: true, title: '已领取' });
  const before = phone.asked.length;
  await run(shown, 'poll');
  expect(phone.asked.length).toBe(before);
});

test('the ledger says what came and went in words; a debt is explained', async () => {
  const entries: PointEntry[] = [
    {
      entryId: 'e2',
      at: Date.UTC(2026, 10, 24),
      reason: 'redeem',
      points: -20,
      balance: 0,
      words: '兑换香皂',
    },
    {
      entryId: 'e1',
      at: Date.UTC(2026, 10, 23),
      reason: 'service',
      points: 20,
      balance: 20,
      words: '上门看望',
    },
  ];
  const own = { balance: 0, earned: 0, spent: 20, debt: 20, today: 0, dailyCap: 40, perHalfHour: 5 };
  phone.answer = ({ action }) =>
    action === 'account' ? ok({ ...own, inRanking: false }) : ok({ items: entries, next: null });
  const shown = await phone.open('volunteer/points/index');
  expect(list<{ amount: string }>(shown, 'lines').map(({ amount }) => amount)).toEqual(['-20', '+20']);
  expect(list<{ label: string }>(shown, 'lines')[0]?.label).toMatch(/^兑换香皂，减20分，.*剩0分$/);
  expect(shown.data.debtWords).toMatch(/还欠20分/);
});

test('a waiting order is kept on the phone: its code is there without network, and gone with the order', async () => {
  const path = 'volunteer/orders/index';
  phone.answer = () => ok({ items: [order, { ...order, orderId: 'o2', state: 'collected' }], next: null });
  await phone.open(path);
  phone.network = 'none';
  phone.answer = () => new Error('request:fail');
  const offline = await phone.open(path);
  await settle();
  expect(offline.data).toMatchObject({ phase: 'ready', offline: true });
  expect(list<{ code: string }>(offline, 'cards').map(({ code }) => code)).toEqual(['ABCD2345']);
  jest.setSystemTime(order.until + 1);
  expect(list(await phone.open(path), 'cards')).toEqual([]);
  jest.setSystemTime(order.at);
  phone.network = 'wifi';
  phone.answer = () => ok({ items: [], next: null });
  await phone.open(path);
  phone.network = 'none';
  phone.answer = () => new Error('request:fail');
  expect(list(await phone.open(path), 'cards')).toEqual([]);
});

describe('staff', () => {
  test('what is no pick-up code is said without asking anybody; a refusal in its own words', async () => {
    phone.answer = () => ok({ items: [], next: null });
    const shown = await phone.open('staff/orders/index');
    await run(shown, 'look', 'SMZC1-SM-abc');
    expect(shown.data.refusal).toMatch(/^这不是领取码/);
    expect(asked('findOrder')).toEqual([]);
    phone.answer = () => failed('PICKUP_ELSEWHERE', '不在您这里领');
    await run(shown, 'look', ' smzo1-abcd2345');
    expect(asked('findOrder').map(({ input }) => input)).toEqual([{ code: 'ABCD2345' }]);
    expect(shown.data).toMatchObject({ refusal: '不在您这里领', found: null });
  });

  test('what was typed for goods is there again; what is missing is said; the version goes along', async () => {
    phone.storage.set('zhinan:session:active', { role: 'villageStaff' });
    phone.answer = ({ action }) =>
      action === 'saveGoods' ? ok({ goodsId: 'g1', version: 5, stock: 5 }) : ok({ goods: [soap] });
    const path = 'staff/goods-edit/index';
    const first = await phone.open(path, { goodsId: 'g1' });
    await run(first, 'onField', event({ name: 'points', value: '' }));
    await run(first, 'onSave');
    expect(first.data.errors).toMatchObject({ points: '请填要多少积分，整数' });
    await run(first, 'onField', event({ name: 'points', value: '25' }));
    await run(first, 'onField', event({ name: 'addStock', value: '2' }));
    const again = await phone.open(path, { goodsId: 'g1' });
    expect(again.data).toMatchObject({ restored: true, form: { name: '香皂', points: '25', addStock: '2' } });
    const pressed = run(again, 'onSave');
    await settle();
    await pressed;
    expect(asked('saveGoods').map(({ input }) => input)).toMatchObject([
      { goodsId: 'g1', version: 4, points: 25, addStock: 2 },
    ]);
    expect((await phone.open(path, { goodsId: 'g1' })).data.restored).toBe(false);
  });
});
