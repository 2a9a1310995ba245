/** Coming in: twice, at once, again after a refusal; what each way records, and that a decision is made once. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { newRequestId } from '../support/functions/client';
import { newOpenid, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World, type RegisteredPerson } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const binding = (person: RegisteredPerson) => ({
  name: person.name,
  document: person.idNumber,
  phone: person.phone,
  consentVersion: CONSENT_VERSION,
});
const asking = (person: RegisteredPerson) => ({
  guardianName: '王大力',
  guardianPhone: '13900000003',
  relation: '儿子',
  residentName: person.name,
  residentDocument: person.idNumber,
  consentVersion: CONSENT_VERSION,
});
const codes = (answers: readonly { ok: boolean; code?: string }[]) =>
  answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort();
const figures = () => server.client.one('counters', VILLAGE);

test('two phones bind one person at once: one of them does', async () => {
  const person = await world.registerOne();
  const before = await figures();
  const answers = await Promise.all(
    [1, 2].map((n) => server.client.call(newOpenid(`phone${n}`), 'accounts', 'bind', binding(person))),
  );
  expect(codes(answers)).toEqual(['ALREADY_BOUND', 'ok']);
  expect((await figures()).boundUsers).toBe(before.boundUsers + 1);
  expect((await figures()).openVerifications).toBe(before.openVerifications + 1);
});

test('the same request twice is one binding with one consent each', async () => {
  const person = await world.registerOne();
  const openid = newOpenid('twice');
  const requestId = newRequestId();
  const first = await server.client.ok(openid, 'accounts', 'bind', binding(person), { requestId });
  expect(await server.client.ok(openid, 'accounts', 'bind', binding(person), { requestId })).toEqual(first);
  const { consents } = await server.client.one('users', openid);
  expect(consents.map(({ purpose }) => purpose)).toEqual(['identity', 'service']);
});

test('a guardian asks once until it is decided, then again; each way records the two consents once', async () => {
  const person = await world.registerOne();
  const openid = newOpenid('guardian');
  await server.client.ok(openid, 'accounts', 'askGuardian', asking(person));
  await server.client.refused('ALREADY_ASKED', openid, 'accounts', 'askGuardian', asking(person));
  await world.decide(openid, VILLAGE, false);
  await server.client.ok(openid, 'accounts', 'askGuardian', asking(person));
  await world.decide(openid, VILLAGE);
  await server.client.refused('ALREADY_HAS_ROLE', openid, 'accounts', 'askGuardian', asking(person));
  const user = await server.client.one('users', openid);
  expect(user.consents).toHaveLength(2);
  expect(user.openRequests).toEqual([]);
  expect((await server.client.one('residents', person.residentId)).guardians).toHaveLength(1);
});

test('two officers decide at once: one decision, one guardian, and the applicant is told once', async () => {
  const person = await world.registerOne();
  const openid = newOpenid('guardian');
  const before = (await figures()).openVerifications;
  const asked = await server.client.ok(openid, 'accounts', 'askGuardian', asking(person));
  if (asked.outcome !== 'asked') throw new Error('not asked');
  const { verificationId } = asked;
  const answers = await Promise.all(
    [world.staff.village, world.staff.village2, world.staff.town].map((officer) =>
      server.client.call(officer, 'accounts', 'decideVerification', { verificationId, approve: true }),
    ),
  );
  expect(codes(answers)).toEqual(['ALREADY_DECIDED', 'ALREADY_DECIDED', 'ok']);
  expect((await figures()).openVerifications).toBe(before);
  expect((await server.client.one('residents', person.residentId)).guardians).toHaveLength(1);
  expect(await server.client.outbox(openid)).toHaveLength(1);
});

test('a refused volunteer registers again into the same record', async () => {
  const openid = newOpenid('volunteer');
  const register = () =>
    server.client.ok(openid, 'accounts', 'registerVolunteer', {
      name: '李志愿',
      phone: '13900000004',
      villageId: VILLAGE,
      kind: 'veteran',
      skills: [],
      consentVersion: CONSENT_VERSION,
    });
  const before = (await figures()).volunteers;
  const first = await register();
  await world.decide(openid, VILLAGE, false);
  expect((await figures()).volunteers).toBe(before);
  expect(await register()).toEqual(first);
  expect((await figures()).volunteers).toBe(before + 1);
  expect(await server.client.one('volunteers', first.volunteerId)).toMatchObject({
    state: 'toVerify',
    pairings: [],
    version: expect.any(Number) as number,
  });
  const { consents } = await server.client.one('users', openid);
  expect(consents.map(({ purpose }) => purpose)).toEqual(['volunteer']);
});

test('nobody registers in the town office, and nobody with an old text of consent', async () => {
  const openid = newOpenid('stranger');
  const unknown = newPerson('1960-01-01');
  const registration = {
    name: unknown.name,
    document: unknown.idNumber,
    phone: unknown.phone,
    villageId: VILLAGE,
    consentVersion: CONSENT_VERSION,
  };
  for (const wrong of [{ villageId: 'town' }, { villageId: 'nowhere' }, { consentVersion: '2020-01' }]) {
    await server.client.refused('BAD_INPUT', openid, 'accounts', 'requestRegistration', {
      ...registration,
      ...wrong,
    });
  }
  expect((await server.client.all('users')).map(({ _id }) => _id)).not.toContain(openid);
});

test('who has left the register is bound by no phone and gets no guardian', async () => {
  const { residentId, ...person } = await world.registerOne();
  await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
    residentId,
    why: 'moved',
    on: chinaDate(Date.now()),
    note: '户口迁移单',
  });
  const before = await server.client.dump();
  const gone = { residentId, ...person };
  await server.client.refused('NOT_ACTIVE', newOpenid('phone'), 'accounts', 'bind', binding(gone));
  await server.client.refused('NOT_ACTIVE', newOpenid('guardian'), 'accounts', 'askGuardian', asking(gone));
  expect(await server.client.dump()).toEqual(before);
});

test('one phone is one person, nobody is their own guardian, and a volunteer registers once', async () => {
  const { client } = server;
  const one = await world.resident();
  const other = await world.registerOne();
  const volunteer = await world.volunteer();
  const before = await client.dump();
  await client.refused('ALREADY_HAS_ROLE', one.openid, 'accounts', 'bind', binding(other));
  await client.refused('ALREADY_HAS_ROLE', one.openid, 'accounts', 'askGuardian', asking(one));
  await client.refused('ALREADY_HAS_ROLE', volunteer, 'accounts', 'registerVolunteer', {
    name: '李志愿',
    phone: '13900000004',
    villageId: OTHER_VILLAGE,
    kind: 'veteran',
    skills: [],
    consentVersion: CONSENT_VERSION,
  });
  expect(await client.dump()).toEqual(before);
});

test('no officer verifies the own registration, nor the own binding', async () => {
  const { client } = server;
  const officer = await world.officer('village', VILLAGE);
  await client.ok(officer, 'accounts', 'registerVolunteer', {
    name: '李志愿',
    phone: '13900000004',
    villageId: VILLAGE,
    kind: 'villageCadre',
    skills: [],
    consentVersion: CONSENT_VERSION,
  });
  await world.bind(await world.registerOne(), officer);
  const open = await client.all('verifications', { openid: officer, state: 'open' });
  expect(open.map(({ kind }) => kind).sort()).toEqual(['binding', 'volunteer']);
  const before = await client.dump();
  for (const { _id: verificationId } of open) {
    const decision = { verificationId, approve: true };
    await client.refused('OWN_CASE', officer, 'accounts', 'decideVerification', decision, {
      as: { role: 'villageStaff' },
    });
  }
  expect(await client.dump()).toEqual(before);
  await world.decide(officer, VILLAGE);
});

test('a request that was made while its person left the register, or lost the binding, is not approved', async () => {
  const { client } = server;
  const [left, unbound] = [await world.registerOne(), await world.bind(await world.registerOne())];
  await client.ok(newOpenid('guardian'), 'accounts', 'askGuardian', asking(left));
  const [known, bound] = [
    await client.one('residents', left.residentId),
    await client.one('residents', unbound.residentId),
  ];
  await client.put('residents', { ...known, status: 'moved' });
  await client.put('residents', { ...bound, binding: null });
  const before = await client.dump();
  for (const [{ residentId }, code] of [
    [left, 'NOT_ACTIVE'],
    [unbound, 'ALREADY_DECIDED'],
  ] as const) {
    const [open] = await client.all('verifications', { residentId, state: 'open' });
    const decision = { verificationId: open?._id, approve: true };
    await client.refused(code, world.staff.village, 'accounts', 'decideVerification', decision);
  }
  expect(await client.dump()).toEqual(before);
  await client.put('residents', known);
  await client.put('residents', bound);
});

test('the number that somebody asked to be registered with is kept, sealed, until it is decided', async () => {
  const openid = newOpenid('stranger');
  const unknown = newPerson('1960-01-01');
  await server.client.ok(openid, 'accounts', 'requestRegistration', {
    name: unknown.name,
    document: unknown.idNumber,
    phone: unknown.phone,
    villageId: VILLAGE,
    consentVersion: CONSENT_VERSION,
  });
  const asked = async () => (await server.client.all('verifications')).find((doc) => doc.openid === openid);
  expect(typeof (await asked())?.document).toBe('string');
  expect(JSON.stringify(await asked())).not.toContain(unknown.idNumber);
  await world.decide(openid, VILLAGE, false);
  expect(await asked()).toMatchObject({ state: 'refused', document: null });
});
