/** Between quote and decision: what changed is told to both sides, and what was asked for goes back to whoever asked. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { Input } from '../../typings/api';
import type { LowIncomePeriod } from '../../typings/domain';
import type { ApplicationView, DeviceDetail } from '../../typings/api/applications';
import { applicationIn, photo, submission, viewOf } from '../support/functions/case';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import {
  DIBAO,
  paymentRule,
  setRule,
  WHEELCHAIR,
  type World,
  type BoundPerson,
} from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const HALF = WHEELCHAIR.halfFen;

const view = (openid: string, applicationId: string): Promise<ApplicationView> =>
  viewOf(server, openid, applicationId);

/** What is particular to devices. */
async function device(openid: string, applicationId: string): Promise<DeviceDetail> {
  const { detail } = await view(openid, applicationId);
  if (detail.kind !== 'device') throw new Error('no device application');
  return detail;
}

/** The village writes down what it has learnt about the family. */
function record(residentId: string, periods: LowIncomePeriod[]): Promise<unknown> {
  return server.client.ok(world.staff.village, 'registry', 'recordLowIncome', {
    residentId,
    periods,
    note: '民政名单',
  });
}

function approve(applicationId: string, seenPayFen: number) {
  return server.client.ok(world.staff.town, 'applications', 'approve', { applicationId, seenPayFen });
}

/** Refused because of the state: passed already, or not reached. */
async function outOfStep<A extends 'return' | 'withdraw'>(
  openid: string,
  action: A,
  input: Input<'applications', A>,
): Promise<void> {
  const answer = await server.client.call(openid, 'applications', action, input);
  expect(answer).toMatchObject({
    ok: false,
    code: expect.stringMatching(/^(STEP_NOT_ALLOWED|STATE_CHANGED)$/) as string,
  });
}

interface Change {
  before: LowIncomePeriod[];
  after: LowIncomePeriod[];
  quoted: number;
  decided: number;
  reason: string;
}

test.each<[string, Change]>([
  ['became low-income', { before: [], after: DIBAO, quoted: HALF, decided: 0, reason: 'LOW_INCOME_DIBAO' }],
  ['is low-income no more', { before: DIBAO, after: [], quoted: 0, decided: HALF, reason: 'SHARE' }],
])('a family that %s since the quote', async (_what, { before, after, quoted, decided, reason }) => {
  const person = await world.resident(undefined, before);
  const applicationId = await applicationIn(server, world, person, 'checked', quoted);
  expect((await device(person.openid, applicationId)).difference).toBeNull();
  await record(person.residentId, after);

  // What the officer sees before deciding is what will be decided.
  expect((await view(world.staff.town, applicationId)).staff?.today).toMatchObject([
    { quotable: true, quote: { payFen: decided } },
  ]);
  const answer = await approve(applicationId, decided);
  const difference = { quotedFen: quoted, decidedFen: decided };
  expect(answer).toMatchObject({ state: 'approved', difference, decidedFen: decided });

  for (const openid of [person.openid, world.staff.village, world.staff.town]) {
    const seen = await device(openid, applicationId);
    expect(seen).toMatchObject({
      items: [{ quote: { payFen: quoted }, decision: { payFen: decided, ruleVersion: '2024-01' } }],
      quotedFen: quoted,
      decidedFen: decided,
      difference,
    });
    expect(seen.difference?.reasons.map(({ code }) => code)).toContain(reason);
  }
  const { items } = await server.client.ok(person.openid, 'applications', 'mine', {});
  expect(items).toMatchObject([{ applicationId, payFen: decided }]);

  // A decision is history: what is learnt later does not change it.
  await record(person.residentId, before);
  expect((await device(person.openid, applicationId)).decidedFen).toBe(decided);
});

test('an amount that is not that of today is refused and nothing is written', async () => {
  const person = await world.resident();
  const applicationId = await applicationIn(server, world, person, 'checked');
  await record(person.residentId, DIBAO);
  const before = await server.client.dump();
  for (const seenPayFen of [HALF, 1, WHEELCHAIR.priceFen]) {
    await server.client.refused('QUOTE_CHANGED', world.staff.town, 'applications', 'approve', {
      applicationId,
      seenPayFen,
    });
  }
  expect(await server.client.dump()).toEqual(before);
  await approve(applicationId, 0);
});

test('an amount that the resident agreed to and that holds no more files nothing', async () => {
  const person = await world.resident();
  await record(person.residentId, DIBAO);
  const before = await server.client.dump();
  await server.client.refused(
    'QUOTE_CHANGED',
    person.openid,
    'applications',
    'applyDevice',
    submission(HALF),
  );
  expect(await server.client.dump()).toEqual(before);
});

test('nothing is filed or decided for a family whose income nobody knows', async () => {
  const { client } = server;
  const unknown = await world.resident(undefined, null);
  const person = await world.resident();
  const applicationId = await applicationIn(server, world, person, 'checked');
  const known = await client.one('residents', person.residentId);
  await client.put('residents', { ...known, lowIncome: null });
  const before = await client.dump();
  for (const agreed of [0, HALF]) {
    const form = submission(agreed);
    await client.refused('STATUS_UNKNOWN', unknown.openid, 'applications', 'applyDevice', form);
    const approval = { applicationId, seenPayFen: agreed };
    await client.refused('STATUS_UNKNOWN', world.staff.town, 'applications', 'approve', approval);
  }
  expect(await client.dump()).toEqual(before);
  await client.put('residents', known);
});

test('a device is handed over with a photo, or not at all', async () => {
  const applicationId = await applicationIn(server, world, await world.resident(), 'approved');
  const before = await server.client.dump();
  const delivery = { applicationId, photoIds: [] };
  await server.client.refused('PHOTO_REQUIRED', world.staff.village, 'applications', 'deliver', delivery);
  expect(await server.client.dump()).toEqual(before);
});

describe('asked for more', () => {
  test.each(['submitted', 'checked'] as const)('while %s: the answer goes back there', async (state) => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, state);
    const [asks, other] =
      state === 'submitted'
        ? [world.staff.village, world.staff.town]
        : [world.staff.town, world.staff.village];
    await outOfStep(other, 'return', { applicationId, reason: '请补充' });
    await server.client.ok(asks, 'applications', 'return', { applicationId, reason: '请写明门牌号' });

    const asked = await view(person.openid, applicationId);
    expect(asked).toMatchObject({ state: 'returned', actions: ['resubmit', 'withdraw'] });
    expect(asked.timeline[asked.timeline.length - 1]).toMatchObject({ note: '请写明门牌号' });
    for (const openid of [asks, other]) expect((await view(openid, applicationId)).actions).toEqual([]);

    const answer = { applicationId, answer: '3号门' };
    expect(await server.client.ok(person.openid, 'applications', 'resubmit', answer)).toEqual({ state });
    const answered = await view(asks, applicationId);
    expect(answered.timeline[answered.timeline.length - 1]).toMatchObject({ state, note: '3号门' });
    expect(answered.actions.length).toBeGreaterThan(0);
    expect((await view(other, applicationId)).actions).toEqual([]);
  });

  test('by the village, then by the town: each time back to the one who asked', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    const ask = (openid: string) =>
      server.client.ok(openid, 'applications', 'return', { applicationId, reason: '请补充' });
    const answer = () =>
      server.client.ok(person.openid, 'applications', 'resubmit', { applicationId, answer: '好' });
    await ask(world.staff.village);
    expect(await answer()).toEqual({ state: 'submitted' });
    await server.client.ok(world.staff.village, 'applications', 'check', { applicationId });
    await ask(world.staff.town);
    expect(await answer()).toEqual({ state: 'checked' });
    await approve(applicationId, HALF);
  });
});

describe('taking it back', () => {
  function withdraw(person: BoundPerson, applicationId: string) {
    return server.client.ok(person.openid, 'applications', 'withdraw', { applicationId, reason: '不用了' });
  }

  test.each(['submitted', 'checked', 'returned'] as const)('%s: possible, once', async (state) => {
    const person = await world.resident();
    const before = state === 'returned' ? 'checked' : state;
    const applicationId = await applicationIn(server, world, person, before);
    if (state === 'returned') {
      const reason = '请补充';
      await server.client.ok(world.staff.town, 'applications', 'return', { applicationId, reason });
    }
    expect(await withdraw(person, applicationId)).toEqual({ state: 'withdrawn' });
    await server.client.refused('STATE_CHANGED', person.openid, 'applications', 'withdraw', {
      applicationId,
    });
    // The same thing can be applied for again.
    await server.client.ok(person.openid, 'applications', 'applyDevice', submission(HALF));
  });

  test('too late from the approval on, and nothing is written', async () => {
    const person = await world.resident();
    const { village } = world.staff;
    const applicationId = await applicationIn(server, world, person, 'approved');
    const steps = [
      async () =>
        server.client.ok(village, 'applications', 'deliver', {
          applicationId,
          photoIds: [await photo(server, village)],
        }),
      () => server.client.ok(person.openid, 'applications', 'confirmReceipt', { applicationId }),
      () =>
        server.client.ok(person.openid, 'applications', 'giveFeedback', {
          applicationId,
          score: 5,
          words: '',
        }),
    ];
    for (const step of [() => Promise.resolve(), ...steps]) {
      await step();
      expect((await view(person.openid, applicationId)).actions).not.toContain('withdraw');
      const before = await server.client.dump();
      await outOfStep(person.openid, 'withdraw', { applicationId });
      expect(await server.client.dump()).toEqual(before);
    }
  });
});

// The last one: from here on another rule is in force.
test('a rule set between quote and decision: the decision names it, older ones keep theirs', async () => {
  const [first, second] = [await world.resident(), await world.resident()];
  const decided = await applicationIn(server, world, first, 'approved');
  const waiting = await applicationIn(server, world, second, 'checked');
  const quarter = Math.floor(WHEELCHAIR.priceFen / 4);
  const today = chinaDate(Date.now());
  const set = (version: string, from: string, denominator: number) =>
    setRule(server.client, world.staff.admin, paymentRule(version, from, { numerator: 1, denominator }));
  await set('2099-01', '2099-01-01', 8); // not in force yet
  await set('2024-07', today, 4);

  await server.client.refused('QUOTE_CHANGED', world.staff.town, 'applications', 'approve', {
    applicationId: waiting,
    seenPayFen: HALF,
  });
  await approve(waiting, quarter);
  expect(await device(second.openid, waiting)).toMatchObject({
    items: [
      {
        quote: { payFen: HALF, ruleVersion: '2024-01' },
        decision: { payFen: quarter, ruleVersion: '2024-07' },
      },
    ],
    difference: { quotedFen: HALF, decidedFen: quarter },
  });
  expect(await device(first.openid, decided)).toMatchObject({
    items: [{ decision: { payFen: HALF, ruleVersion: '2024-01' } }],
    difference: null,
  });
  await server.client.refused('BAD_INPUT', world.staff.admin, 'registry', 'setParameter', {
    ...paymentRule('2024-07', today),
  });
});
