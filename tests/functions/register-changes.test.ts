/** A resident moves to another village, leaves the town, or dies: nothing is left with who has no business with it. */
import type { CounterDoc } from '../../cloudfunctions/core/collections';
import { ageGroup, completedYears } from '../../miniprogram/shared/age';
import { CASE_KINDS } from '../../miniprogram/shared/case-states';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { applicationIn, repairIn, submission, viewOf } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { castOf, employmentWish, wishIn } from '../support/functions/kinds';
import { codeOf, paired, putDoc, serviceIn, type Pair } from '../support/functions/pairs';
import { newName, newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, WALKER, WHEELCHAIR, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());
afterEach(() => expectRecountEqual());

const today = (): string => chinaDate(Date.now());

function tally(keys: (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
const withoutZeros = (counts: Partial<Record<string, number>>): object =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0));

function stored(doc: CounterDoc): object {
  return {
    residents: doc.residents,
    boundUsers: doc.boundUsers,
    byCategory: withoutZeros(doc.byCategory),
    byLevel: withoutZeros(doc.byLevel),
    byAge: withoutZeros(doc.byAge),
    cases: Object.fromEntries(CASE_KINDS.map((kind) => [kind, withoutZeros(doc.cases[kind])])),
    openVerifications: doc.openVerifications,
    openEmergencies: doc.openEmergencies,
    pairingsAsked: doc.pairingsAsked,
    pairings: doc.pairings,
    services: withoutZeros(doc.services),
    serviceMinutes: doc.serviceMinutes,
  };
}

/** Every figure of both villages is what the records say. */
async function expectRecountEqual(): Promise<void> {
  const { client } = server;
  const [counters, residents, cases, verifications, calls, pairings, services] = await Promise.all([
    client.all('counters'),
    client.all('residents'),
    client.all('applications'),
    client.all('verifications'),
    client.all('emergencyCalls'),
    client.all('pairings'),
    client.all('services'),
  ]);
  for (const doc of counters) {
    const here = <T extends { villageId: string }>(docs: T[]): T[] =>
      docs.filter(({ villageId }) => villageId === doc._id);
    const people = here(residents).filter(({ status }) => status === 'active');
    const confirmed = here(services).filter(({ state }) => state === 'confirmed');
    expect({ village: doc._id, ...stored(doc) }).toEqual({
      village: doc._id,
      residents: people.length,
      boundUsers: people.filter(({ binding }) => binding !== null).length,
      byCategory: tally(people.map(({ category }) => category)),
      byLevel: tally(people.map(({ level }) => level)),
      byAge: tally(
        people.map(({ birthDate }) => {
          const age = completedYears(birthDate, today());
          return age.ok ? ageGroup(age.years) : 'impossible';
        }),
      ),
      cases: Object.fromEntries(
        CASE_KINDS.map((kind) => [
          kind,
          tally(
            here(cases)
              .filter((one) => one.kind === kind)
              .map(({ state }) => state),
          ),
        ]),
      ),
      openVerifications: here(verifications).filter(({ state }) => state === 'open').length,
      openEmergencies: here(calls).filter(({ state }) => state !== 'closed').length,
      pairingsAsked: here(pairings).filter(({ state }) => state === 'asked').length,
      pairings: here(pairings).filter(({ state }) => state === 'active').length,
      services: tally(here(services).map(({ state }) => state)),
      serviceMinutes: confirmed.reduce((sum, { minutes }) => sum + minutes, 0),
    });
  }
}

/** Somebody with everything: cases of several kinds, a guardian, volunteers, services, an open request, a call for help. */
async function lively() {
  const { client } = server;
  const person = await world.resident();
  const guardian = await world.guardianOf(person);
  const device = await applicationIn(server, world, person, 'received');
  const walker = await applicationIn(server, world, person, 'checked', WALKER.halfFen, WALKER.itemId);
  const repair = await repairIn(server, world, person, device, 'underWay');
  const pair: Pair = await paired(server, world, person);
  const wish = await wishIn(server, world, person, 'claimed', pair.volunteer);
  const confirmed = await serviceIn(server, pair, 'confirmed', 90);
  const toConfirm = await serviceIn(server, pair, 'toConfirm', 30);
  const running = await serviceIn(server, pair, 'running');
  const asking = await world.volunteer();
  const asked = await client.ok(asking, 'pairing', 'askPairing', { code: pair.code });
  const applicant = newOpenid('second-guardian');
  await client.ok(applicant, 'accounts', 'askGuardian', {
    guardianName: newName(),
    guardianPhone: '13900000003',
    relation: '女儿',
    residentName: person.name,
    residentDocument: person.certificateNumber,
    consentVersion: CONSENT_VERSION,
  });
  await client.ok(person.openid, 'emergency', 'recordCall', {
    calledAt: Date.now(),
    officerName: '陈主席',
    officerDuty: '主席',
    town: false,
    dialled: true,
  });
  return {
    person,
    guardian,
    applicant,
    asking,
    pair,
    cases: [device, walker, repair, wish],
    wish,
    services: { confirmed, toConfirm, running },
    pairings: [pair.pairingId, asked.pairingId],
  };
}

const move = (residentId: string) => ({
  residentId,
  villageId: OTHER_VILLAGE,
  on: today(),
  note: '户口迁移单',
});
const leave = (residentId: string, why: 'moved' | 'deceased' = 'moved') => ({
  residentId,
  why,
  on: today(),
  note: '家属来村里说的',
});

describe('to another village', () => {
  test('everything open goes to its officers at the step where it is, and is out of sight of the old ones', async () => {
    const { client } = server;
    const { person, cases, services, pairings, pair, applicant } = await lively();
    const { village, otherVillage } = world.staff;
    const { residentId } = person;
    const requestId = newRequestId();
    const record = () => client.ok(village, 'registry', 'recordMove', move(residentId), { requestId });
    expect(await record()).toEqual({ handedOver: 4 });
    expect(await record()).toEqual({ handedOver: 4 });

    for (const applicationId of cases) {
      await client.refused('NOT_FOUND', village, 'applications', 'get', { applicationId });
      const { timeline, state } = await viewOf(server, otherVillage, applicationId);
      expect(timeline.at(-1)).toMatchObject({ action: 'handOver', state, actorRole: 'system' });
      expect(timeline.filter(({ action }) => action === 'handOver')).toHaveLength(1);
    }
    for (const kind of CASE_KINDS) {
      for (const tab of ['toCheck', 'toApprove', 'toCarryOut', 'waiting'] as const) {
        const seen = await client.ok(village, 'applications', 'queue', { kind, tab });
        expect(JSON.stringify(seen)).not.toContain(person.name);
      }
    }
    const list = await client.ok(village, 'registry', 'residents', { q: person.name });
    expect(list.items).toEqual([]);
    await client.refused('NOT_FOUND', village, 'registry', 'resident', { residentId });
    expect((await client.ok(otherVillage, 'registry', 'residents', { q: person.name })).items).toHaveLength(
      1,
    );

    for (const pairingId of pairings)
      expect((await client.one('pairings', pairingId)).villageId).toBe(OTHER_VILLAGE);
    for (const serviceId of [services.toConfirm, services.running])
      expect((await client.one('services', serviceId)).villageId).toBe(OTHER_VILLAGE);
    // What is done stays in the books of the village that did it.
    expect((await client.one('services', services.confirmed)).villageId).toBe(VILLAGE);
    const open = (await client.all('verifications')).filter(({ openid }) => openid === applicant);
    expect(open).toMatchObject([{ state: 'open', villageId: OTHER_VILLAGE }]);
    expect((await client.all('emergencyCalls')).at(-1)).toMatchObject({ villageId: OTHER_VILLAGE });

    // All of it goes on: for the resident, the volunteer and the new village.
    await client.ok(otherVillage, 'applications', 'finishRepair', {
      applicationId: cases[2] ?? '',
      note: '修好了',
    });
    await client.ok(pair.volunteer, 'pairing', 'endService', { code: pair.code });
    await client.ok(person.openid, 'pairing', 'confirmService', {
      serviceId: services.toConfirm,
      score: 5,
      words: '',
    });
    await world.decide(applicant, OTHER_VILLAGE);
  });

  test('not to the same village, not to none, not to the town office, not on a day to come', async () => {
    const { residentId } = await world.resident();
    const before = await server.client.dump();
    for (const wrong of [
      { villageId: VILLAGE },
      { villageId: 'nowhere' },
      { villageId: 'town' },
      { on: '2999-01-01' },
    ]) {
      await server.client.refused('BAD_INPUT', world.staff.village, 'registry', 'recordMove', {
        ...move(residentId),
        ...wrong,
      });
    }
    expect(await server.client.dump()).toEqual(before);
  });
});

describe.each(['moved', 'deceased'] as const)('out of the town (%s)', (why) => {
  test('cases and pairings end, phones and the code stop working at once', async () => {
    const { client } = server;
    const { person, guardian, applicant, asking, pair, cases, wish, services, pairings } = await lively();
    const { village } = world.staff;
    const { residentId } = person;
    expect(await client.ok(village, 'registry', 'recordLeaving', leave(residentId, why))).toEqual({
      ended: 4,
    });

    for (const applicationId of cases) {
      const view = await viewOf(server, village, applicationId);
      expect(view).toMatchObject({ state: 'ended', actions: [] });
      expect(view.timeline.at(-1)?.note).toContain(why === 'moved' ? '已迁出本镇' : '已去世');
    }
    for (const openid of [person.openid, guardian]) {
      const { consents } = await client.one('users', openid);
      expect(consents.length).toBeGreaterThan(0);
      expect(consents.every(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(true);
      await client.refused('FORBIDDEN', openid, 'applications', 'mine', {});
      await client.refused(
        'FORBIDDEN',
        openid,
        'applications',
        'applyDevice',
        submission(WHEELCHAIR.halfFen),
      );
    }
    await client.refused('CODE_REVOKED', pair.volunteer, 'pairing', 'scan', { code: pair.code });
    const states = await Promise.all(pairings.map((id) => client.one('pairings', id)));
    expect(states.map(({ state }) => state)).toEqual(['ended', 'cancelled']);
    for (const openid of [pair.volunteer, asking]) {
      const volunteer = (await client.all('volunteers')).find((doc) => doc.openid === openid);
      expect(volunteer).toMatchObject({ pairings: [], running: null, claimedWishes: [] });
    }
    expect(await client.one('services', services.running)).toMatchObject({ state: 'cancelled' });
    expect(await client.one('services', services.toConfirm)).toMatchObject({ state: 'toCheck' });
    expect(await client.one('services', services.confirmed)).toMatchObject({
      state: 'confirmed',
      minutes: 90,
    });
    const request = (await client.all('verifications')).find(({ openid }) => openid === applicant);
    expect(request).toMatchObject({ state: 'refused' });
    const open = await client.ok(await world.volunteer(), 'applications', 'wishes', {});
    expect(open.items.map(({ wishId }) => wishId)).not.toContain(wish);

    const list = await client.ok(village, 'registry', 'residents', { q: person.name });
    expect(list.items).toEqual([]);
    const found = await client.ok(village, 'registry', 'residents', { q: person.idNumber });
    expect(found.items).toMatchObject([{ residentId, status: why, bound: false }]);
    expect(await client.one('residents', residentId)).toMatchObject({
      binding: null,
      guardians: [],
      askedCases: [],
      pairings: [],
      asked: [],
      running: [],
      code: null,
      leftOn: today(),
    });
    await client.refused('NOT_ACTIVE', village, 'registry', 'recordLeaving', leave(residentId, why));
    await client.refused('NOT_ACTIVE', village, 'registry', 'recordMove', move(residentId));
    const entry = (await client.all('audit')).filter(
      (one) => one.action === 'registry.recordLeaving' && one.residentId === residentId,
    );
    expect(entry[0]).toMatchObject({ outcome: 'done', openid: village, reason: '家属来村里说的' });
  });
});

test('who may: officers of the own village and the town, not about themselves', async () => {
  const { person, cast } = await castOf(world);
  const { residentId } = person;
  const { client } = server;
  const everybody: Record<string, string> = { resident: person.openid, ...cast };
  const before = await client.dump();
  for (const [action, input] of [
    ['recordMove', move(residentId)],
    ['recordLeaving', leave(residentId)],
  ] as const) {
    for (const [who, openid] of Object.entries(everybody)) {
      if (who === 'village' || who === 'town') continue;
      const answer = await client.call(openid, 'registry', action, input as never);
      expect({ who, answer }).toMatchObject({
        who,
        answer: { ok: false, code: who === 'otherVillage' ? 'NOT_FOUND' : 'FORBIDDEN' },
      });
    }
  }
  expect(await client.dump()).toEqual(before);

  const officer = await world.officer('village', VILLAGE);
  const self = await world.resident(undefined, [], VILLAGE, officer);
  await client.refused('OWN_CASE', officer, 'registry', 'recordLeaving', leave(self.residentId), {
    as: { role: 'villageStaff' },
  });
  await client.ok(cast.town, 'registry', 'recordLeaving', leave(residentId));
});

test('at the same moment as an application and a request to be paired: all of one piece', async () => {
  const { client } = server;
  const people = await Promise.all([world.resident(), world.resident(), world.resident()]);
  for (const person of people) {
    const code = await codeOf(server, person);
    const volunteer = await world.volunteer();
    const { residentId, openid } = person;
    const [applied, left, asked] = await Promise.all([
      client.call(openid, 'applications', 'applyDevice', submission(WHEELCHAIR.halfFen)),
      client.call(world.staff.village, 'registry', 'recordLeaving', leave(residentId)),
      client.call(volunteer, 'pairing', 'askPairing', { code }),
    ]);
    expect(left).toMatchObject({ ok: true });
    // An application does not write the resident: one that was not seen by the leaving is ended by the timer.
    await fetch(`${client.url}/timers/registry/checkRegister`, { method: 'POST' });
    const cases = (await client.all('applications')).filter((doc) => doc.residentId === residentId);
    expect(cases.map(({ state }) => state)).toEqual(applied.ok ? ['ended'] : []);
    const pairings = (await client.all('pairings')).filter((doc) => doc.residentId === residentId);
    expect(pairings.map(({ state }) => state)).toEqual(asked.ok ? ['cancelled'] : []);
    const resident = await client.one('residents', residentId);
    expect(resident).toMatchObject({ status: 'moved', askedCases: [], pairings: [], asked: [] });
  }
});

test('whatever was left behind by a leaving, nothing is done with a record that says so', async () => {
  const { client } = server;
  const pair = await paired(server, world);
  const { person, volunteer } = pair;
  const applicationId = await applicationIn(server, world, person, 'checked');
  const asking = await world.volunteer();
  const { pairingId } = await client.ok(asking, 'pairing', 'askPairing', { code: pair.code });
  const resident = await client.one('residents', person.residentId);
  await putDoc(server, 'residents', { ...resident, status: 'deceased' });
  const before = await client.dump();
  const approval = { applicationId, seenPayFen: WHEELCHAIR.halfFen };
  await client.refused('NOT_ACTIVE', world.staff.town, 'applications', 'approve', approval);
  const work = employmentWish();
  await client.refused('NOT_ACTIVE', person.openid, 'applications', 'applyEmployment', work);
  const correction = { field: 'address', value: '测试路99号', note: '搬家了' };
  await client.refused('NOT_ACTIVE', person.openid, 'accounts', 'askCorrection', correction);
  await client.refused('NOT_ACTIVE', person.openid, 'pairing', 'issueCode', { renew: true });
  await client.refused('NOT_ACTIVE', volunteer, 'pairing', 'startService', { code: pair.code });
  const accept = { pairingId, accept: true };
  await client.refused('NOT_ACTIVE', person.openid, 'pairing', 'decidePairing', accept);
  expect(await client.dump()).toEqual(before);
  await putDoc(server, 'residents', resident);
});
