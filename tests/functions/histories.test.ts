/**
 * 500 random histories of services, confirmations, disputes, redemptions and cancellations, carried out by the functions' own use
 * cases. A small model says what can be tried and what must have come of it; after each history every book is recounted.
 */
import fc from 'fast-check';
import { creditedMinutes } from '../../cloudfunctions/core/counters';
import type { OrderDoc, PairingDoc, ServiceDoc } from '../../cloudfunctions/core/collections';
import { DEFAULT_POINT_RULE, worth } from '../../cloudfunctions/core/pure/point-rule';
import { DEFAULT_PAIRING_LIMIT } from '../../cloudfunctions/core/pure/pairing-limit';
import { DEFAULT_SERVICE_RULE } from '../../cloudfunctions/pairing/rules/times';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { Millis } from '../../typings/domain';
import type { CallResult } from '../../typings/wire';
import { codeOf, DAY, HOUR, MINUTE, putDoc } from '../support/functions/pairs';
import { startFastStage, type FastStage } from '../support/functions/stage';
import { VILLAGE, World, type BoundPerson } from '../support/functions/world';

const HISTORIES = 500;
const STEPS = 9;
const STOCK = 4;
const PRICE = 10;
/** Histories take turns in a few small circles of people, so that their books stay short enough to be recounted each time. */
const CIRCLES = 10;

let server: FastStage;
let world: World;

interface Circle {
  volunteers: string[];
  /** Of the volunteers' records. */
  ids: string[];
  people: (BoundPerson & { code: string })[];
  goodsId: string;
  /** What was put into the stock. */
  added: number;
  photos: number;
}

const circles: Circle[] = [];

/** More volunteers than one resident may have, more residents than one volunteer may have. */
async function newCircle(): Promise<Circle> {
  const volunteers: string[] = [];
  for (let n = 0; n < 4; n += 1) volunteers.push(await world.volunteer());
  const people: Circle['people'] = [];
  for (let n = 0; n < 3; n += 1) {
    const person = await world.resident();
    people.push({ ...person, code: await codeOf(server, person) });
  }
  const { goodsId } = await server.client.ok(world.staff.town, 'points', 'saveGoods', {
    version: 0,
    name: '香皂',
    summary: '',
    points: PRICE,
    limitPerPerson: 0,
    villageId: VILLAGE,
    active: true,
    photoId: null,
    addStock: STOCK,
  });
  const records = await server.client.all('volunteers');
  const ids = records.flatMap(({ _id, openid }) => (volunteers.includes(openid) ? [_id] : []));
  return { volunteers, ids, people, goodsId, added: STOCK, photos: 0 };
}

beforeAll(async () => {
  server = await startFastStage(Date.UTC(2026, 2, 2, 0));
  world = await World.build(server.client);
  for (let n = 0; n < CIRCLES; n += 1) circles.push(await newCircle());
}, 600_000);
afterAll(() => server.close());

// --- the model: what there is, by the answers that were given ---

interface Model {
  circle: Circle;
  pairings: PairingDoc[];
  services: ServiceDoc[];
  orders: OrderDoc[];
  /** What the answer of the last step says that it has changed. */
  promised: { services: Map<string, ServiceDoc['state']>; orders: Map<string, OrderDoc['state']> };
}

const of = async ({ ids }: Circle): Promise<Pick<Model, 'pairings' | 'services' | 'orders'>> => {
  const { client } = server;
  const mine = { volunteerId: { $in: ids } };
  const [pairings, services, orders] = await Promise.all([
    client.all('pairings', mine),
    client.all('services', mine),
    client.all('orders', mine),
  ]);
  return { pairings, services, orders };
};

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

const serviceIn = ({ services, promised }: Model, n: number, ...states: ServiceDoc['state'][]) =>
  pick(
    services.filter(({ _id, state }) => states.includes(promised.services.get(_id) ?? state)),
    n,
  );

/** What the volunteer of a pairing did last, for whomever. */
const lastOf = (services: readonly ServiceDoc[], { volunteerId }: PairingDoc): ServiceDoc | undefined =>
  services
    .filter((service) => service.volunteerId === volunteerId && service.endedAt !== null)
    .sort((a, b) => b.startedAt - a.startedAt)[0];

/** A picture that this volunteer handed in; put into the database, since pictures are not what this is about. */
async function pictureOf(circle: Circle, openid: string): Promise<string> {
  circle.photos += 1;
  const _id = `p${circle.goodsId}${circle.photos}`;
  await putDoc(server, 'photos', {
    _id,
    fileID: 'cloud://none',
    purpose: 'service',
    openid,
    usedIn: null,
    width: 1,
    height: 1,
    check: null,
    createdAt: server.now(),
  });
  return _id;
}

type Answer = CallResult<unknown> | null;
type Deed = (model: Model, n: number, m: number) => Promise<Answer>;

async function onService(
  model: Model,
  service: ServiceDoc | undefined,
  call: (service: ServiceDoc, resident: string) => Promise<CallResult<{ state: ServiceDoc['state'] }>>,
): Promise<Answer> {
  const person = model.circle.people.find(({ residentId }) => residentId === service?.residentId);
  if (!service || !person) return null;
  const answer = await call(service, person.openid);
  if (answer.ok) model.promised.services.set(service._id, answer.data.state);
  return answer;
}

const decide =
  (accept: boolean, lowered: boolean): Deed =>
  (model, n) =>
    onService(model, serviceIn(model, n, 'toCheck', 'disputed', 'unanswered'), ({ _id, minutes }) =>
      server.client.call(world.staff.village, 'pairing', 'decideService', {
        serviceId: _id,
        accept,
        note: '问过本人',
        ...(lowered ? { minutes: Math.floor(minutes / 2) } : {}),
      }),
    );

const onOrder =
  (call: (order: OrderDoc) => Promise<CallResult<unknown>>, to: OrderDoc['state']): Deed =>
  async ({ orders, promised }, n) => {
    const order = pick(
      orders.filter(({ _id, state }) => (promised.orders.get(_id) ?? state) === 'reserved'),
      n,
    );
    if (!order) return null;
    const answer = await call(order);
    if (answer.ok) promised.orders.set(order._id, to);
    return answer;
  };

const DEEDS = {
  pair: async ({ circle }, n, m) => {
    const { client } = server;
    const person = pick(circle.people, m);
    const code = person?.code ?? '';
    const asked = await client.call(pick(circle.volunteers, n) ?? '', 'pairing', 'askPairing', { code });
    if (!asked.ok || !person) return asked;
    const { pairingId } = asked.data;
    return client.call(person.openid, 'pairing', 'decidePairing', { pairingId, accept: (n + m) % 5 > 0 });
  },
  unpair: ({ pairings }, n) => {
    const pairing = pick(
      pairings.filter(({ state }) => state === 'active'),
      n,
    );
    if (!pairing) return Promise.resolve(null);
    const input = { pairingId: pairing._id, reason: '搬家' };
    return server.client.call(pairing.volunteerOpenid, 'pairing', 'endPairing', input);
  },
  start: async ({ circle, pairings, services }, n, m) => {
    const pairing = pick(
      pairings.filter(({ state }) => state === 'active'),
      n,
    );
    const person = circle.people.find(({ residentId }) => residentId === pairing?.residentId);
    if (!pairing || !person) return null;
    // Some scans were made without network: some minutes before, or while the last service was still going on.
    const before = m % 8 === 0 ? lastOf(services, pairing) : undefined;
    const offline = m % 4 === 0 ? { scannedAt: before?.startedAt ?? server.now() - m * 7 * MINUTE } : {};
    const input = { code: person.code, ...offline };
    return server.client.call(pairing.volunteerOpenid, 'pairing', 'startService', input);
  },
  finish: async (model, n, m) => {
    const service = serviceIn(model, n, 'running');
    const person = model.circle.people.find(({ residentId }) => residentId === service?.residentId);
    if (!service || !person) return null;
    server.pass((20 + m * 17) * MINUTE);
    const { volunteerOpenid, _id: serviceId } = service;
    const ended = await server.client.call(volunteerOpenid, 'pairing', 'endService', { code: person.code });
    if (!ended.ok || n % 5 === 4) return ended;
    return onService(model, service, () =>
      pictureOf(model.circle, volunteerOpenid).then((photoId) =>
        server.client.call(volunteerOpenid, 'pairing', 'describeService', {
          serviceId,
          kinds: ['visit'],
          words: '',
          photoIds: [photoId],
        }),
      ),
    );
  },
  typeIn: async ({ pairings, services }, n, m) => {
    const pairing = pick(
      pairings.filter(({ decidedAt }) => decidedAt !== null),
      n,
    );
    if (!pairing) return null;
    // Some name hours in which they were elsewhere.
    const before = m % 3 === 0 ? lastOf(services, pairing) : undefined;
    const startedAt = before ? before.startedAt + m * MINUTE : server.now() - (m + 1) * HOUR;
    return server.client.call(pairing.volunteerOpenid, 'pairing', 'recordService', {
      pairingId: pairing._id,
      startedAt,
      endedAt: startedAt + (n + 1) * 20 * MINUTE,
      kinds: ['errand'],
      words: '代办',
      photoIds: [],
    });
  },
  cancelService: (model, n) =>
    onService(model, serviceIn(model, n, 'running', 'ended', 'toCheck', 'toConfirm'), (service) =>
      server.client.call(service.volunteerOpenid, 'pairing', 'cancelService', {
        serviceId: service._id,
        reason: '扫错',
      }),
    ),
  confirm: (model, n, m) =>
    onService(model, serviceIn(model, n, 'toConfirm', 'unanswered'), ({ _id: serviceId }, resident) =>
      server.client.call(resident, 'pairing', 'confirmService', { serviceId, score: 1 + (m % 5), words: '' }),
    ),
  dispute: (model, n) =>
    onService(model, serviceIn(model, n, 'toConfirm', 'confirmed'), ({ _id: serviceId }, resident) =>
      server.client.call(resident, 'pairing', 'disputeService', { serviceId, reason: '不是这样' }),
    ),
  accept: decide(true, false),
  lower: decide(true, true),
  reject: decide(false, false),
  redeem: ({ circle }, n) =>
    server.client.call(pick(circle.volunteers, n) ?? '', 'points', 'redeem', {
      goodsId: circle.goodsId,
      points: PRICE,
    }),
  cancelOrder: onOrder(
    ({ _id, volunteerOpenid }) =>
      server.client.call(volunteerOpenid, 'points', 'cancelOrder', { orderId: _id }),
    'cancelled',
  ),
  handOut: onOrder(
    ({ _id }) => server.client.call(world.staff.village, 'points', 'handOut', { orderId: _id }),
    'collected',
  ),
  addStock: async ({ circle }, n) => {
    const { goods } = await server.client.ok(world.staff.town, 'points', 'manageGoods', {});
    const found = goods.find(({ goodsId }) => goodsId === circle.goodsId);
    const addStock = n % 3;
    const answer = await server.client.call(world.staff.town, 'points', 'saveGoods', {
      goodsId: circle.goodsId,
      version: found?.version ?? 0,
      name: '香皂',
      summary: '',
      points: PRICE,
      limitPerPerson: 0,
      villageId: VILLAGE,
      active: true,
      photoId: null,
      addStock,
    });
    if (answer.ok) circle.added += addStock;
    return answer;
  },
  time: async (_model, n, m) => {
    server.pass((1 + (m % 4)) * DAY + n * HOUR);
    await server.timer('pairing', m % 2 === 0 ? 'remind' : 'forgotten');
    if (m % 3 === 0) await server.timer('points', 'expire');
    return null;
  },
} satisfies Record<string, Deed>;
type DeedName = keyof typeof DEEDS;
const NAMES = Object.keys(DEEDS) as DeedName[];

/** Deeds that were accepted at least once: histories of refusals show nothing. */
const happened = new Map<DeedName, number>();

// --- the recount ---

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

async function expectBooks({ circle, promised }: Model): Promise<void> {
  const { client } = server;
  const { pairings, services, orders } = await of(circle);
  const dayIds = services.map(({ volunteerId, startedAt }) => `${volunteerId}:${chinaDate(startedAt)}`);
  const [volunteers, accounts, entries, days, goods] = await Promise.all([
    client.all('volunteers', { _id: { $in: circle.ids } }),
    client.all('pointAccounts', { _id: { $in: circle.ids } }),
    client.all('pointEntries', { volunteerId: { $in: circle.ids } }),
    client.all('pointDays', { _id: { $in: [...new Set(dayIds)] } }),
    client.one('goods', circle.goodsId),
  ]);
  const states = new Map([...services, ...orders].map(({ _id, state }) => [_id, state as string]));
  for (const [id, state] of [...promised.services, ...promised.orders]) expect(states.get(id)).toBe(state);

  const taken = orders.filter(({ state }) => state === 'reserved' || state === 'collected');
  expect(goods.stock).toBe(circle.added - taken.length);
  expect(goods.stock).toBeGreaterThanOrEqual(0);

  const open = pairings.filter(({ state }) => state === 'asked' || state === 'active');
  for (const { residentId } of circle.people)
    expect(open.filter((one) => one.residentId === residentId).length).toBeLessThanOrEqual(
      DEFAULT_PAIRING_LIMIT.volunteersPerResident,
    );
  for (const volunteer of volunteers) {
    const { _id } = volunteer;
    const own = services.filter(({ volunteerId }) => volunteerId === _id);
    expect(volunteer.minutes).toBe(sum(own.map(creditedMinutes)));
    expect(open.filter(({ volunteerId }) => volunteerId === _id).length).toBeLessThanOrEqual(
      DEFAULT_PAIRING_LIMIT.residentsPerVolunteer,
    );
    expect(own.filter(({ state }) => state === 'running').length).toBeLessThanOrEqual(1);
    expectOverlapsFlagged(own);
    const ledger = entries
      .filter(({ volunteerId }) => volunteerId === _id)
      .sort((a, b) => a.number - b.number);
    let running = 0;
    // Without gaps, each with what the balance then was. Compared at once, as below: an expectation costs as much as a hundred sums.
    const counted = ledger.map(({ points }, n) => {
      running += points;
      return [n + 1, running];
    });
    expect(ledger.map(({ number, balance }) => [number, balance])).toEqual(counted);
    const account = accounts.find((one) => one._id === _id);
    const { balance, debt, earned, spent } = account ?? { balance: 0, debt: 0, earned: 0, spent: 0 };
    expect([balance, account?.entries ?? 0]).toEqual([running, ledger.length]);
    expect(earned).toBe(sum(days.filter((day) => day._id.startsWith(`${_id}:`)).map(({ points }) => points)));
    expect(Math.min(balance, debt)).toBeGreaterThanOrEqual(0);
    expect(balance - debt).toBe(earned - spent);
    expect(spent).toBe(sum(taken.filter((one) => one.volunteerId === _id).map(({ points }) => points)));
    const perDay = new Map<string, number>();
    const wrong: object[] = [];
    for (const service of own) {
      const net = sum(
        ledger.filter((one) => one._id.startsWith(`${service._id}:`)).map(({ gross }) => gross),
      );
      // While staff look at a dispute, what it brought stays.
      const most =
        service.state === 'disputed'
          ? Infinity
          : worth(creditedMinutes(service), service.kinds, DEFAULT_POINT_RULE);
      if (!(net >= 0 && net <= most)) wrong.push({ service, net, most });
      const day = chinaDate(service.startedAt);
      perDay.set(day, (perDay.get(day) ?? 0) + net);
    }
    for (const [day, points] of perDay) {
      const kept = days.find((one) => one._id === `${_id}:${day}`)?.points ?? 0;
      if (points !== kept || points > DEFAULT_POINT_RULE.dailyCap) wrong.push({ day, points, kept });
    }
    expect(wrong).toEqual([]);
  }
}

/** Two stretches of time, `most` long at the most, have a moment in common. Not by the rule that is tested here. */
const sharesTime = (one: ServiceDoc, other: ServiceDoc, most: Millis): boolean => {
  const [end, otherEnd] = [one, other].map(({ startedAt, endedAt }) =>
    Math.min(endedAt ?? Infinity, startedAt + most),
  ) as [Millis, Millis];
  return one.startedAt < otherEnd && other.startedAt < end;
};

/**
 * Of two ended services of one volunteer that share time that counts, at least one says so: its other flags do not tell staff that. None
 * says so without cause, though the other one may have been taken back since.
 */
function expectOverlapsFlagged(services: readonly ServiceDoc[]): void {
  const silent = services.filter(
    ({ state, flags }) => !['running', 'cancelled', 'rejected'].includes(state) && !flags.includes('overlap'),
  );
  const most = DEFAULT_SERVICE_RULE.maxMinutes * MINUTE;
  const both = silent.flatMap((one, i) =>
    silent.slice(i + 1).flatMap((other) => (sharesTime(one, other, most) ? [[one, other]] : [])),
  );
  expect(both).toEqual([]);
  const groundless = services.filter(
    (one) =>
      one.flags.includes('overlap') &&
      !services.some((other) => other !== one && sharesTime(one, other, Infinity)),
  );
  expect(groundless).toEqual([]);
}

/** The figures of the village are what a recount of all its records gives. */
async function expectFigures(): Promise<void> {
  const { client } = server;
  const [counters, pairings, services] = await Promise.all([
    client.one('counters', VILLAGE),
    client.all('pairings'),
    client.all('services'),
  ]);
  const counted: Record<string, number> = {};
  for (const { state } of services) counted[state] = (counted[state] ?? 0) + 1;
  const filled = Object.fromEntries(Object.entries(counters.services).filter(([, n]) => n !== 0));
  expect(filled).toEqual(counted);
  expect(counters.serviceMinutes).toBe(sum(services.map(creditedMinutes)));
  expect(counters.pairings).toBe(pairings.filter(({ state }) => state === 'active').length);
  expect(counters.pairingsAsked).toBe(pairings.filter(({ state }) => state === 'asked').length);
}

/** The way that services usually go comes more often, so that histories get somewhere. */
const step = fc.record({
  deed: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<DeedName>(
        'pair',
        'start',
        'finish',
        'finish',
        'confirm',
        'redeem',
        'dispute',
      ),
    },
  ),
  n: fc.nat(11),
  m: fc.nat(11),
});

test(`${HISTORIES} random histories keep every book right`, async () => {
  let history = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      const circle = circles[history % CIRCLES] as Circle;
      history += 1;
      const promised: Model['promised'] = { services: new Map(), orders: new Map() };
      let records = await of(circle);
      for (const { deed, n, m } of steps) {
        const model: Model = { circle, promised, ...records };
        // The program itself may move on what an answer has promised.
        if (deed === 'time') promised.services.clear();
        if (deed === 'time') promised.orders.clear();
        const answer = await DEEDS[deed](model, n, m);
        server.pass(MINUTE);
        if (answer?.ok) happened.set(deed, (happened.get(deed) ?? 0) + 1);
        // What was refused has changed nothing, as expectBooks() would show.
        if (answer?.ok || deed === 'time') records = await of(circle);
        if (answer && !answer.ok)
          expect(['INTERNAL', 'BAD_INPUT', 'FORBIDDEN', 'BUSY']).not.toContain(answer.code);
      }
      await expectBooks({ circle, promised, ...records });
      if (history % 25 === 0) await expectFigures();
    }),
    { numRuns: HISTORIES, seed: 20261127, endOnFailure: true },
  );
  expect(history).toBe(HISTORIES);
  await expectFigures();
  expect(NAMES.filter((name) => name !== 'time' && !happened.has(name))).toEqual([]);
  const reasons = new Set((await server.client.all('pointEntries')).map(({ reason }) => reason));
  expect([...reasons].sort()).toEqual(['adjust', 'redeem', 'refund', 'reversal', 'service']);
  // Whatever a rule says about them, each way must have been gone often enough to mean something.
  const services = await server.client.all('services');
  const states = new Set(services.map(({ state }) => state));
  expect(['confirmed', 'rejected', 'cancelled'].filter((state) => !states.has(state as never))).toEqual([]);
  // An overlap is looked for when a service is typed in and when one that was scanned without network ends: both were found.
  const crossing = services.filter(({ flags }) => flags.includes('overlap'));
  const found = (flag: ServiceDoc['flags'][number]) =>
    crossing.filter(({ flags }) => flags.includes(flag)).length;
  expect(Math.min(found('typedLater'), found('offlineScan'))).toBeGreaterThan(5);
}, 1_800_000);
