/** After whatever happened, in any order: the books of points, stock and orders are what a recount of the records gives. */
import fc from 'fast-check';
import { creditedMinutes } from '../../cloudfunctions/core/counters';
import { DEFAULT_POINT_RULE, worth } from '../../cloudfunctions/core/pure/point-rule';
import type { OrderDoc, ServiceDoc } from '../../cloudfunctions/core/collections';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { CallResult } from '../../typings/wire';
import { paired, putDoc, serviceIn, type Pair } from '../support/functions/pairs';
import { startServer, type TestServer } from '../support/functions/server';
import { VILLAGE, World } from '../support/functions/world';

let server: TestServer;
let world: World;
let pairs: Pair[];
let goods: string[];

const STOCK = 6;
const PRICES = [5, 12];

beforeAll(async () => {
  server = await startServer();
  world = await World.build(server.client);
  pairs = [await paired(server, world), await paired(server, world)];
  goods = [];
  for (const points of PRICES) {
    const { goodsId } = await server.client.ok(world.staff.town, 'points', 'saveGoods', {
      version: 0,
      name: `值${points}分的`,
      summary: '',
      points,
      limitPerPerson: 0,
      villageId: VILLAGE,
      active: true,
      photoId: null,
      addStock: STOCK,
    });
    goods.push(goodsId);
  }
});
afterAll(() => server.close());

async function expectInStep(): Promise<void> {
  const { client } = server;
  const [accounts, entries, days, services, orders, wares] = await Promise.all([
    client.all('pointAccounts'),
    client.all('pointEntries'),
    client.all('pointDays'),
    client.all('services'),
    client.all('orders'),
    client.all('goods'),
  ]);
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  for (const { _id, balance, earned, spent, debt, entries: written } of accounts) {
    const own = entries.filter(({ volunteerId }) => volunteerId === _id).sort((a, b) => a.number - b.number);
    expect(own.map(({ number }) => number)).toEqual(Array.from({ length: written }, (_, n) => n + 1));
    let running = 0;
    for (const entry of own) expect((running += entry.points)).toBe(entry.balance);
    expect(running).toBe(balance);
    expect(Math.min(balance, debt)).toBeGreaterThanOrEqual(0);
    expect(balance - debt).toBe(earned - spent);
    // What was had is what was not given back.
    const had = orders.filter(
      ({ volunteerId, state }) => volunteerId === _id && (state === 'reserved' || state === 'collected'),
    );
    expect(spent).toBe(sum(had.map(({ points }) => points)));
    expect(earned).toBe(sum(days.filter((day) => day._id.startsWith(`${_id}:`)).map(({ points }) => points)));
  }
  for (const { points } of days) {
    expect(points).toBeGreaterThanOrEqual(0);
    expect(points).toBeLessThanOrEqual(DEFAULT_POINT_RULE.dailyCap);
  }
  // Each service is worth at most what its minutes are; one that does not count is worth nothing, unless staff still look.
  for (const service of services) {
    const net = sum(entries.filter(({ _id }) => _id.startsWith(`${service._id}:`)).map(({ gross }) => gross));
    const most = worth(creditedMinutes(service), service.kinds, DEFAULT_POINT_RULE);
    if (service.state !== 'disputed') expect(net).toBeLessThanOrEqual(most);
    expect(net).toBeGreaterThanOrEqual(0);
  }
  for (const { _id, stock } of wares) {
    const out = orders.filter(
      ({ goodsId, state }) => goodsId === _id && (state === 'reserved' || state === 'collected'),
    );
    expect(stock + out.length).toBe(STOCK);
    expect(stock).toBeGreaterThanOrEqual(0);
  }
}

const DEEDS = [
  'serve',
  'confirm',
  'dispute',
  'accept',
  'lower',
  'reject',
  'redeem',
  'cancel',
  'handOut',
  'expire',
] as const;
type Deed = (typeof DEEDS)[number];
const happened = new Set<Deed>();

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

async function perform(deed: Deed, n: number, m: number): Promise<CallResult<unknown> | null> {
  const { client } = server;
  const { village } = world.staff;
  const pair = pick(pairs, n);
  if (!pair) return null;
  const serviceOf = async (...states: ServiceDoc['state'][]): Promise<ServiceDoc | undefined> =>
    pick(
      (await client.all('services')).filter(
        ({ state, volunteerOpenid }) => states.includes(state) && volunteerOpenid === pair.volunteer,
      ),
      m,
    );
  const orderOf = async (): Promise<OrderDoc | undefined> =>
    pick(
      (await client.all('orders')).filter(({ state }) => state === 'reserved'),
      m,
    );
  switch (deed) {
    case 'serve': {
      const serviceId = await serviceIn(server, pair, 'toConfirm', 30 * (m % 8) + n);
      // On one of three days, so that their caps are met.
      const service = await client.one('services', serviceId);
      await putDoc(server, 'services', { ...service, startedAt: service.startedAt - (m % 3) * 86_400_000 });
      return { ok: true, data: chinaDate(service.startedAt) };
    }
    case 'confirm':
    case 'dispute': {
      const service = await (deed === 'confirm'
        ? serviceOf('toConfirm')
        : serviceOf('confirmed', 'toConfirm'));
      if (!service) return null;
      const serviceId = service._id;
      return deed === 'confirm'
        ? client.call(pair.person.openid, 'pairing', 'confirmService', { serviceId, score: 5, words: '' })
        : client.call(pair.person.openid, 'pairing', 'disputeService', { serviceId, reason: '不是这样' });
    }
    case 'accept':
    case 'lower':
    case 'reject': {
      const service = await serviceOf('disputed');
      if (!service) return null;
      return client.call(village, 'pairing', 'decideService', {
        serviceId: service._id,
        accept: deed !== 'reject',
        note: '核实过',
        ...(deed === 'lower' ? { minutes: Math.floor(service.minutes / 2) } : {}),
      });
    }
    case 'redeem':
      return client.call(pair.volunteer, 'points', 'redeem', {
        goodsId: pick(goods, m) ?? '',
        points: pick(PRICES, m) ?? 0,
      });
    case 'cancel':
    case 'handOut': {
      const order = await orderOf();
      if (!order) return null;
      const { _id: orderId, volunteerOpenid } = order;
      return deed === 'cancel'
        ? client.call(volunteerOpenid, 'points', 'cancelOrder', { orderId })
        : client.call(village, 'points', 'handOut', { orderId });
    }
    case 'expire': {
      const order = await orderOf();
      if (!order) return null;
      await putDoc(server, 'orders', { ...order, until: 1 });
      await fetch(`${client.url}/timers/points/expire`, { method: 'POST' });
      return { ok: true, data: null };
    }
  }
}

const command = fc.record({
  deed: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...DEEDS) },
    { weight: 1, arbitrary: fc.constantFrom<Deed>('serve', 'confirm', 'redeem', 'dispute') },
  ),
  n: fc.nat(11),
  m: fc.nat(11),
});

test('30 random histories against the functions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 12, maxLength: 12 }), async (commands) => {
      for (const { deed, n, m } of commands) {
        const answer = await perform(deed, n, m);
        if (answer?.ok) happened.add(deed);
        if (answer && !answer.ok) expect(['INTERNAL', 'BAD_INPUT', 'FORBIDDEN']).not.toContain(answer.code);
      }
      await expectInStep();
    }),
    { numRuns: 30, seed: 20261125, endOnFailure: true },
  );
  expect([...DEEDS].filter((deed) => !happened.has(deed))).toEqual([]);
  expect((await server.client.all('pointEntries')).some(({ reason }) => reason === 'adjust')).toBe(true);
});
