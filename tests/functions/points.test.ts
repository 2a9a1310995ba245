/** Points and the shop: what a service brings, what is taken back, who may redeem, hand out and keep goods. */
import type { Input } from '../../typings/api';
import type { PointEntryDoc } from '../../cloudfunctions/core/collections';
import { newRequestId } from '../support/functions/client';
import { photo } from '../support/functions/case';
import { DAY, paired, putDoc, serviceIn, type Pair } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, setRule, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const SOAP: Input<'points', 'saveGoods'> = {
  version: 0,
  name: '香皂',
  summary: '两块装',
  points: 10,
  limitPerPerson: 0,
  villageId: VILLAGE,
  active: true,
  photoId: null,
  addStock: 5,
};

const goodsOf = async (change: Partial<typeof SOAP> = {}): Promise<string> =>
  (await server.client.ok(world.staff.town, 'points', 'saveGoods', { ...SOAP, ...change })).goodsId;

const account = (volunteer: string) => server.client.ok(volunteer, 'points', 'account', {});

async function entriesOf(volunteer: string): Promise<PointEntryDoc[]> {
  const user = await server.client.one('users', volunteer);
  return (await server.client.all('pointEntries'))
    .filter(({ volunteerId }) => volunteerId === user.volunteer?.volunteerId)
    .sort((a, b) => a.number - b.number);
}

/** Every account is the sum of its ledger, and nothing is below zero. */
async function expectBooksRight(): Promise<void> {
  const [accounts, entries, goods] = await Promise.all([
    server.client.all('pointAccounts'),
    server.client.all('pointEntries'),
    server.client.all('goods'),
  ]);
  for (const { _id, balance, earned, spent, debt } of accounts) {
    const own = entries.filter(({ volunteerId }) => volunteerId === _id);
    expect(own.reduce((sum, { points }) => sum + points, 0)).toBe(balance);
    expect(balance - debt).toBe(earned - spent);
    expect(Math.min(balance, debt, spent, earned)).toBeGreaterThanOrEqual(0);
  }
  for (const { stock } of goods) expect(stock).toBeGreaterThanOrEqual(0);
}
afterEach(expectBooksRight);

/** A volunteer with an account of so many points, as only a test may. */
async function withPoints(points: number, villageId = VILLAGE): Promise<string> {
  const volunteer = await world.volunteer(villageId);
  await give(volunteer, points);
  return volunteer;
}

async function give(volunteer: string, points: number): Promise<void> {
  const id = (await server.client.one('users', volunteer)).volunteer?.volunteerId ?? '';
  await putDoc(server, 'pointAccounts', {
    _id: id,
    balance: points,
    earned: points,
    spent: 0,
    debt: 0,
    taken: {},
    inRanking: false,
    entries: 1,
    updatedAt: 0,
  });
  await putDoc(server, 'pointEntries', {
    _id: `${id}:award`,
    volunteerId: id,
    number: 1,
    at: 0,
    reason: 'service',
    gross: points,
    points,
    balance: points,
    words: '以前的',
  });
}

const redeem = (volunteer: string, goodsId: string, points = SOAP.points) =>
  server.client.ok(volunteer, 'points', 'redeem', { goodsId, points });

describe('services', () => {
  test('a confirmed service brings its points once; a day has a cap', async () => {
    const pair = await paired(server, world);
    await serviceIn(server, pair, 'toConfirm', 65);
    expect(await account(pair.volunteer)).toMatchObject({ balance: 0, today: 0 });
    const [waiting] = (await server.client.all('services')).filter(
      ({ volunteerOpenid }) => volunteerOpenid === pair.volunteer,
    );
    const requestId = newRequestId();
    const input = { serviceId: waiting?._id ?? '', score: 5, words: '' };
    for (let twice = 0; twice < 2; twice += 1) {
      await server.client.ok(pair.person.openid, 'pairing', 'confirmService', input, { requestId });
    }
    expect(await account(pair.volunteer)).toMatchObject({ balance: 10, earned: 10, dailyCap: 40 });
    // 10 + 30 reach the cap of the day on which both began; further ones bring nothing and say why.
    const day = (await server.client.one('services', input.serviceId)).startedAt;
    for (const minutes of [200, 60]) {
      const serviceId = await serviceIn(server, pair, 'toConfirm', minutes);
      await putDoc(server, 'services', {
        ...(await server.client.one('services', serviceId)),
        startedAt: day,
      });
      await server.client.ok(pair.person.openid, 'pairing', 'confirmService', { ...input, serviceId });
    }
    expect((await account(pair.volunteer)).balance).toBe(40);
    expect((await entriesOf(pair.volunteer)).map(({ points }) => points)).toEqual([10, 30, 0]);
    expect((await entriesOf(pair.volunteer))[2]?.words).toMatch(/一天最多40分$/);
  });

  test('less than half an hour brings nothing and says so; the rule of the day of the service holds', async () => {
    const pair = await paired(server, world);
    await serviceIn(server, pair, 'confirmed', 29);
    expect((await entriesOf(pair.volunteer)).map(({ points, words }) => [points, words])).toEqual([
      [0, expect.stringMatching(/29分钟，不满半小时没有积分$/)],
    ]);
    const set = (version: string, effectiveFrom: string, visit: number) =>
      setRule(server.client, world.staff.admin, {
        key: 'pointRule',
        version,
        effectiveFrom,
        value: { perHalfHour: 5, dailyCap: 40, bonus: { visit } },
      });
    await set('old', '2020-01-01', 2);
    await set('later', '2099-01-01', 20);
    await serviceIn(server, pair, 'confirmed', 60);
    expect((await account(pair.volunteer)).balance).toBe(14);
    // The tests that follow reckon with the plain rule, also for services that began yesterday: soon after midnight most do.
    await setRule(server.client, world.staff.admin, {
      key: 'pointRule',
      version: 'plain',
      value: { perHalfHour: 5, dailyCap: 40, bonus: {} },
    });
    // Helped while the old rule was in force; confirmed, disputed and decided under the plain one.
    const serviceId = await serviceIn(server, pair, 'toConfirm', 60);
    const { startedAt, ...service } = await server.client.one('services', serviceId);
    await putDoc(server, 'services', { ...service, startedAt: startedAt - 40 * DAY });
    const { openid } = pair.person;
    await server.client.ok(openid, 'pairing', 'confirmService', { serviceId, score: 5, words: '' });
    expect((await entriesOf(pair.volunteer)).at(-1)).toMatchObject({ reason: 'service', points: 14 });
    await server.client.ok(openid, 'pairing', 'disputeService', { serviceId, reason: '没有这么久' });
    await decide(serviceId, { accept: true, minutes: 31 });
    expect((await entriesOf(pair.volunteer)).at(-1)).toMatchObject({ reason: 'adjust', points: -7 });
    const plain = (await server.client.all('parameters')).find(({ version }) => version === 'plain');
    if (plain) await putDoc(server, 'parameters', { ...plain, effectiveFrom: '2020-01-02' });
  });

  async function disputed(pair: Pair, minutes = 60): Promise<string> {
    const serviceId = await serviceIn(server, pair, 'confirmed', minutes);
    await server.client.ok(pair.person.openid, 'pairing', 'disputeService', { serviceId, reason: '没有来' });
    return serviceId;
  }
  const decide = (serviceId: string, change: Partial<Input<'pairing', 'decideService'>>) =>
    server.client.ok(world.staff.village, 'pairing', 'decideService', {
      serviceId,
      accept: false,
      note: '核实过',
      ...change,
    });

  test('disputed and rejected: taken back; what was spent is owed and paid by the next ones', async () => {
    const pair = await paired(server, world);
    const goodsId = await goodsOf({ points: 8 });
    const serviceId = await disputed(pair);
    expect((await account(pair.volunteer)).balance).toBe(10);
    await redeem(pair.volunteer, goodsId, 8);
    await decide(serviceId, {});
    expect(await account(pair.volunteer)).toMatchObject({ balance: 0, debt: 8, earned: 0, spent: 8 });
    expect((await entriesOf(pair.volunteer)).at(-1)?.words).toMatch(/其中8分已经花掉，从以后得的积分里补$/);
    await serviceIn(server, pair, 'confirmed', 60);
    expect(await account(pair.volunteer)).toMatchObject({ balance: 2, debt: 0, earned: 10, spent: 8 });
    expect((await entriesOf(pair.volunteer)).at(-1)?.words).toMatch(/其中8分补上以前欠的$/);
  });

  test('accepted with fewer minutes: what was too much is taken back; accepted as it was: nothing moves', async () => {
    const pair = await paired(server, world);
    await decide(await disputed(pair, 95), { accept: true, minutes: 31 });
    expect((await entriesOf(pair.volunteer)).map(({ reason, points }) => [reason, points])).toEqual([
      ['service', 15],
      ['adjust', -10],
    ]);
    const other = await paired(server, world);
    await decide(await disputed(other, 60), { accept: true });
    expect((await entriesOf(other.volunteer)).map(({ points }) => points)).toEqual([10]);
  });

  test('rejected without ever having been confirmed moves nothing', async () => {
    const pair = await paired(server, world);
    await decide(await serviceIn(server, pair, 'disputed'), {});
    expect(await entriesOf(pair.volunteer)).toEqual([]);
  });

  test('a confirmed service can be disputed for so many days, then no more', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'confirmed');
    const service = await server.client.one('services', serviceId);
    await putDoc(server, 'services', { ...service, confirmedAt: (service.confirmedAt ?? 0) - 15 * DAY });
    const { openid } = pair.person;
    const shown = await server.client.ok(openid, 'pairing', 'service', { serviceId });
    expect(!shown.unchanged && shown.service.can.dispute).toBe(false);
    await server.client.refused('STEP_NOT_ALLOWED', openid, 'pairing', 'disputeService', {
      serviceId,
      reason: '没有来',
    });
  });
});

describe('shop', () => {
  test('200 at once for the last 10 by 50 volunteers: 10 orders, nothing left, every book right', async () => {
    const volunteers: string[] = [];
    for (let n = 0; n < 50; n += 1) volunteers.push(await withPoints(25));
    const goodsId = await goodsOf({ addStock: 10 });
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const requestId = newRequestId();
        // As a phone does: busy is asked again with the same request id.
        for (;;) {
          const input = { goodsId, points: SOAP.points };
          const volunteer = volunteers[n % 50] ?? '';
          const answer = await server.client.call(volunteer, 'points', 'redeem', input, { requestId });
          if (answer.ok || answer.code !== 'BUSY') return answer;
        }
      }),
    );
    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
    expect(refusals.filter((code) => code !== 'OUT_OF_STOCK' && code !== 'POINTS_SHORT')).toEqual([]);
    const made = (await server.client.all('orders')).filter((order) => order.goodsId === goodsId);
    expect(made).toHaveLength(10);
    expect((await server.client.one('goods', goodsId)).stock).toBe(0);
    await expectBooksRight();
  });

  test('refused: another price, too few points, the year full, withdrawn, of another village', async () => {
    const volunteer = await withPoints(25);
    const refused = (
      code: Parameters<typeof server.client.refused>[0],
      goodsId: string,
      points = SOAP.points,
      who = volunteer,
    ) => server.client.refused(code, who, 'points', 'redeem', { goodsId, points });
    const soap = await goodsOf({ limitPerPerson: 1 });
    await refused('PRICE_CHANGED', soap, 9);
    await refused('POINTS_SHORT', await goodsOf({ points: 26 }), 26);
    await refused('GOODS_WITHDRAWN', await goodsOf({ active: false }));
    await refused('GOODS_WITHDRAWN', await goodsOf({ villageId: OTHER_VILLAGE }));
    await refused('OUT_OF_STOCK', await goodsOf({ addStock: 0 }));
    await refused('NOT_FOUND', 'nothing');
    await redeem(volunteer, soap);
    await refused('GOODS_LIMIT', soap);
    const { openid } = await world.resident();
    await refused('FORBIDDEN', soap, SOAP.points, openid);
  });

  test('the same request id gives one order and the same code; cancelling gives back points, stock and the turn', async () => {
    const volunteer = await withPoints(15);
    const goodsId = await goodsOf({ limitPerPerson: 1 });
    const requestId = newRequestId();
    const input = { goodsId, points: SOAP.points };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => server.client.ok(volunteer, 'points', 'redeem', input, { requestId })),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await server.client.one('goods', goodsId)).stock).toBe(4);
    const orderId = answers[0]?.orderId ?? '';
    await server.client.refused('NOT_FOUND', await withPoints(1), 'points', 'cancelOrder', { orderId });
    expect(await server.client.ok(volunteer, 'points', 'cancelOrder', { orderId })).toEqual({ balance: 15 });
    await server.client.refused('STATE_CHANGED', volunteer, 'points', 'cancelOrder', { orderId });
    await server.client.refused('STATE_CHANGED', world.staff.village, 'points', 'handOut', { orderId });
    expect((await server.client.one('goods', goodsId)).stock).toBe(5);
    await redeem(volunteer, goodsId);
  });

  test('the code finds the order at the right office; handed out once, never to oneself', async () => {
    const { village, otherVillage, town } = world.staff;
    const volunteer = await withPoints(50);
    const find = (who: string, code: string) => server.client.ok(who, 'points', 'findOrder', { code });
    const { orderId, code } = await redeem(volunteer, await goodsOf());
    for (const typed of [code, `SMZO1-${code}`, ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`]) {
      expect((await find(village, typed)).order).toMatchObject({ orderId, state: 'reserved', code: null });
    }
    await server.client.refused('PICKUP_UNKNOWN', village, 'points', 'findOrder', { code: 'AAAAAAAA' });
    await server.client.refused('PICKUP_UNKNOWN', village, 'points', 'findOrder', { code: 'SMZC1-x' });
    await server.client.refused('PICKUP_ELSEWHERE', otherVillage, 'points', 'findOrder', { code });
    await server.client.refused('PICKUP_ELSEWHERE', otherVillage, 'points', 'handOut', { orderId });
    const both = await Promise.all(
      [village, town].map((who) => server.client.call(who, 'points', 'handOut', { orderId })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await server.client.refused('STATE_CHANGED', volunteer, 'points', 'cancelOrder', { orderId });
    const anywhere = await redeem(volunteer, await goodsOf({ villageId: null }));
    await server.client.ok(otherVillage, 'points', 'handOut', { orderId: anywhere.orderId });

    const own = await world.volunteer(VILLAGE);
    await world.officer('village', VILLAGE, own);
    await give(own, 10);
    const mine = await server.client.ok(
      own,
      'points',
      'redeem',
      { goodsId: await goodsOf(), points: 10 },
      { as: { role: 'volunteer' } },
    );
    await server.client.refused('OWN_CASE', own, 'points', 'handOut', { orderId: mine.orderId });
  });

  test('what is not collected in time goes back by itself, once', async () => {
    const volunteer = await withPoints(15);
    const goodsId = await goodsOf();
    const { orderId } = await redeem(volunteer, goodsId);
    const fire = () => fetch(`${server.client.url}/timers/points/expire`, { method: 'POST' });
    await fire();
    expect((await server.client.one('orders', orderId)).state).toBe('reserved');
    await putDoc(server, 'orders', { ...(await server.client.one('orders', orderId)), until: 1 });
    await Promise.all([fire(), fire()]);
    expect((await server.client.one('orders', orderId)).state).toBe('expired');
    expect((await server.client.one('goods', goodsId)).stock).toBe(5);
    expect((await account(volunteer)).balance).toBe(15);
  });

  test('the lists: own orders with codes, those of the village without, nothing of other villages', async () => {
    const volunteer = await withPoints(30);
    const { orderId, code } = await redeem(volunteer, await goodsOf());
    const own = await server.client.ok(volunteer, 'points', 'myOrders', {});
    expect(own.items).toMatchObject([{ orderId, code, volunteerName: null }]);
    const list = async (who: string) =>
      (await server.client.ok(who, 'points', 'orders', { state: 'reserved' })).items;
    const here = (await list(world.staff.village)).find((one) => one.orderId === orderId);
    expect(here).toMatchObject({ code: null, volunteerName: expect.stringMatching(/./) as string });
    expect((await list(world.staff.otherVillage)).map((one) => one.orderId)).not.toContain(orderId);
    expect(JSON.stringify(await server.client.all('orders'))).not.toContain(code);
  });
});

describe('goods', () => {
  test('a village keeps its own; the town and administrators keep all', async () => {
    const { village, otherVillage, admin } = world.staff;
    const save = (change: object) => ({ ...SOAP, ...change });
    const { goodsId } = await server.client.ok(village, 'points', 'saveGoods', save({}));
    const change = save({ goodsId, version: 1, addStock: 0 });
    await server.client.refused('NOT_FOUND', otherVillage, 'points', 'saveGoods', change);
    const elsewhere = save({ villageId: OTHER_VILLAGE });
    const own = await server.client.ok(village, 'points', 'saveGoods', elsewhere);
    expect((await server.client.one('goods', own.goodsId)).villageId).toBe(VILLAGE);
    await server.client.refused('BAD_INPUT', admin, 'points', 'saveGoods', save({ villageId: 'nowhere' }));
    const names = async (who: string) =>
      (await server.client.ok(who, 'points', 'manageGoods', {})).goods.map((one) => one.goodsId);
    expect(await names(village)).toContain(goodsId);
    expect(await names(otherVillage)).not.toContain(goodsId);
    expect(await names(admin)).toContain(goodsId);
  });

  test('a change keeps what was redeemed meanwhile; the second of two changes is told; stock is not below zero', async () => {
    const { town } = world.staff;
    const goodsId = await goodsOf();
    await redeem(await withPoints(10), goodsId);
    const change = { ...SOAP, goodsId, version: 1, points: 12, addStock: 3 };
    expect(await server.client.ok(town, 'points', 'saveGoods', change)).toMatchObject({
      stock: 7,
      version: 2,
    });
    await server.client.refused('STATE_CHANGED', town, 'points', 'saveGoods', change);
    const less = { ...change, version: 2, addStock: -8 };
    await server.client.refused('BAD_INPUT', town, 'points', 'saveGoods', less);
  });

  test('a picture is the own upload and of goods; volunteers see it', async () => {
    const { admin } = world.staff;
    const photoId = await photo(server, admin, 'goods');
    const { goodsId } = await server.client.ok(admin, 'points', 'saveGoods', { ...SOAP, photoId });
    const { goods } = await server.client.ok(await world.volunteer(), 'points', 'goods', {});
    expect(goods.find((one) => one.goodsId === goodsId)?.picture?.url).toMatch(/^http/);
    await server.client.refused('PHOTO_NOT_FOUND', admin, 'points', 'saveGoods', { ...SOAP, photoId });
  });
});

test('the ranking shows those of the village who agreed, until they do not any more', async () => {
  const one = await paired(server, world);
  await serviceIn(server, one, 'confirmed', 61);
  const see = (who: string) => server.client.ok(who, 'points', 'ranking', {});
  const mine = async () => (await see(one.volunteer)).rows.filter(({ me }) => me);
  expect(await mine()).toEqual([]);
  await server.client.ok(one.volunteer, 'points', 'showInRanking', { shown: true });
  expect(await mine()).toMatchObject([{ minutes: 61 }]);
  const elsewhere = await world.volunteer(OTHER_VILLAGE);
  expect((await see(elsewhere)).rows).toEqual([]);
  await server.client.ok(one.volunteer, 'points', 'showInRanking', { shown: false });
  expect(await see(one.volunteer)).toMatchObject({ shown: false });
  expect(await mine()).toEqual([]);
});

test('the year by months adds up', async () => {
  const pair = await paired(server, world);
  await serviceIn(server, pair, 'confirmed', 65);
  const { startedAt } = (await server.client.all('services')).find(
    ({ volunteerOpenid }) => volunteerOpenid === pair.volunteer,
  ) ?? { startedAt: 0 };
  const year = new Date(startedAt + 28_800_000).getUTCFullYear();
  const statement = await server.client.ok(pair.volunteer, 'points', 'year', { year });
  expect(statement).toMatchObject({ services: 1, minutes: 65, earned: 10, spent: 0 });
  expect(statement.kinds).toEqual([{ kind: 'visit', minutes: 65 }]);
  const before = await server.client.ok(pair.volunteer, 'points', 'year', { year: year - 1 });
  expect(before).toMatchObject({ services: 0, months: [] });
});
