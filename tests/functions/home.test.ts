/** The first page of every role: one call, few requests, nothing of others, another version whenever something changed. */
import { waitingCases } from '../../cloudfunctions/core/waiting';
import { actionsFor } from '../../cloudfunctions/applications/rules/tables';
import { noCases } from '../../cloudfunctions/core/counters';
import { CASE_KINDS, CASE_STATES, tabOf } from '../../miniprogram/shared/case-states';
import { queuesOf, WORK_TABS } from '../../miniprogram/shared/waiting';
import type { ActingAs } from '../../typings/domain';
import type { HomeView } from '../../typings/api/accounts';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { applicationIn } from '../support/functions/case';
import { bornYearsAgo, newOpenid, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const homeOf = (openid: string, as?: ActingAs) =>
  server.client.ok(openid, 'accounts', 'home', {}, as ? { as } : {});

function asStaff(home: HomeView) {
  if (home.role === 'villageStaff' || home.role === 'townStaff' || home.role === 'admin') return home;
  throw new Error(`not staff: ${home.role}`);
}

test.each(CASE_KINDS)('the queues of %s wait for whom the table of steps names', (kind) => {
  for (const role of ['villageStaff', 'townStaff'] as const) {
    const acting = CASE_STATES[kind].filter((state) => actionsFor(kind, state, role).length > 0);
    const tabs = new Set(acting.map((state) => tabOf(kind, state)));
    expect({ role, tabs: WORK_TABS.filter((tab) => tabs.has(tab)) }).toEqual({
      role,
      tabs: queuesOf(role, kind),
    });
  }
});

test('several states of one queue, and several villages, are added up; what waits for the applicant is not work', () => {
  const village = (approved: number, building: number) => ({
    cases: { ...noCases(), renovation: { approved, building, built: 7, returned: 5, closed: 9 } },
  });
  expect(waitingCases([village(1, 2), village(10, 20)])).toMatchObject({
    renovation: { toCheck: 0, toApprove: 0, toCarryOut: 33 },
    device: { toCheck: 0, toApprove: 0, toCarryOut: 0 },
  });
});

test('a resident sees what is under way, without what only the server needs', async () => {
  const person = await world.resident();
  const before = await homeOf(person.openid);
  expect(before.home).toMatchObject({
    role: 'resident',
    openCases: [],
    asked: [],
    running: [],
    volunteers: 0,
  });
  expect(await homeOf(person.openid)).toEqual(before);
  const applicationId = await applicationIn(server, world, person, 'checked');
  const after = await homeOf(person.openid);
  expect(after.home).toMatchObject({
    residentName: person.name,
    villageId: VILLAGE,
    villageName: '谢家路村',
    openCases: [{ applicationId, kind: 'device', title: '轮椅', state: 'checked' }],
  });
  expect(JSON.stringify(after)).not.toContain('itemIds');
  expect(after.version).not.toBe(before.version);
});

test('a notice changes the version of those who see it', async () => {
  const person = await world.resident();
  const before = await homeOf(person.openid);
  const { noticeId, version } = await server.client.ok(world.staff.village, 'notices', 'save', {
    kind: 'notice',
    title: '本周六体检',
    body: '请带身份证',
    photoIds: [],
    villageId: VILLAGE,
    pinned: false,
    expiresOn: null,
    offer: null,
  });
  await server.client.ok(world.staff.village, 'notices', 'publish', { noticeId, version });
  // A warm function keeps boards for seconds: asked again until it is there, as a phone does.
  let after = await homeOf(person.openid);
  while (!JSON.stringify(after).includes('本周六体检')) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    after = await homeOf(person.openid);
  }
  expect(after.version).not.toBe(before.version);
});

test('a guardian sees the ward asked for; one that is not theirs gives way to their own', async () => {
  const [first, second, stranger] = await world.register([1, 2, 3].map(() => newPerson(bornYearsAgo(70))));
  if (!first || !second || !stranger) throw new Error('three people');
  const guardian = await world.guardianOf(first);
  await world.guardianOf(second, guardian);
  const asWard = (residentId: string) => homeOf(guardian, { role: 'guardian', residentId });
  expect((await asWard(second.residentId)).home).toMatchObject({
    role: 'guardian',
    residentName: second.name,
  });
  const answer = await asWard(stranger.residentId);
  expect(answer.home).toMatchObject({ residentName: first.name });
  expect(JSON.stringify(answer)).not.toContain(stranger.name);
});

test('what was asked of staff is known from the server until it is decided, on any phone and in any role', async () => {
  const ward = await world.registerOne();
  const openid = newOpenid('asker');
  await server.client.ok(openid, 'accounts', 'askGuardian', {
    guardianName: '王大力',
    guardianPhone: '13900000003',
    relation: '儿子',
    residentName: ward.name,
    residentDocument: ward.idNumber,
    consentVersion: CONSENT_VERSION,
  });
  const unknown = newPerson(bornYearsAgo(60));
  await server.client.ok(openid, 'accounts', 'requestRegistration', {
    name: unknown.name,
    document: unknown.idNumber,
    phone: unknown.phone,
    villageId: VILLAGE,
    consentVersion: CONSENT_VERSION,
  });
  const asked = await homeOf(openid);
  expect(asked).toMatchObject({
    home: { role: 'none' },
    requests: [
      { kind: 'guardian', villageName: '谢家路村', residentName: ward.name },
      { kind: 'registration', villageName: '谢家路村', residentName: null },
    ],
  });
  const { consents } = await server.client.one('users', openid);
  expect(consents.map(({ purpose }) => purpose)).toEqual(['identity', 'service']);

  const [request] = (await server.client.one('users', openid)).openRequests;
  await server.client.ok(world.staff.village, 'accounts', 'decideVerification', {
    verificationId: request?.verificationId ?? '',
    approve: true,
  });
  const approved = await homeOf(openid);
  expect(approved).toMatchObject({ home: { role: 'guardian' }, requests: [{ kind: 'registration' }] });
  expect((await server.client.one('residents', ward.residentId)).guardians).toMatchObject([
    { openid, name: '王大力', relation: '儿子', phoneMasked: '139****0003' },
  ]);
  await world.decide(openid, VILLAGE, false);
  expect((await homeOf(openid)).requests).toEqual([]);
});

test('the village counts its own, the town counts all', async () => {
  const figures = async (openid: string) => asStaff((await homeOf(openid)).home).waiting;
  const before = {
    here: await figures(world.staff.village),
    there: await figures(world.staff.otherVillage),
    town: await figures(world.staff.town),
  };
  await applicationIn(server, world, await world.resident(), 'submitted');
  await applicationIn(server, world, await world.resident(undefined, [], OTHER_VILLAGE), 'checked');
  const here = await figures(world.staff.village);
  const there = await figures(world.staff.otherVillage);
  const town = await figures(world.staff.town);
  expect(here.cases.device.toCheck).toBe(before.here.cases.device.toCheck + 1);
  expect(here.cases.device.toApprove).toBe(before.here.cases.device.toApprove);
  expect(there.cases.device).toEqual({
    ...before.there.cases.device,
    toApprove: before.there.cases.device.toApprove + 1,
  });
  expect(town.cases.device).toEqual({
    ...before.town.cases.device,
    toCheck: before.town.cases.device.toCheck + 1,
    toApprove: before.town.cases.device.toApprove + 1,
  });
  expect(asStaff((await homeOf(world.staff.admin)).home).role).toBe('admin');
});

test('a volunteer sees their own record; nobody sees a home of a role they do not hold', async () => {
  const volunteer = await world.volunteer();
  expect((await homeOf(volunteer)).home).toMatchObject({
    role: 'volunteer',
    state: 'verified',
    pairings: [],
    running: null,
    toDescribe: 0,
    claimedWishes: 0,
    intention: null,
    minutes: 0,
  });
  expect((await homeOf(volunteer, { role: 'townStaff' })).home.role).toBe('volunteer');
  expect(await homeOf(newOpenid('nobody'), { role: 'admin' })).toMatchObject({
    roles: [],
    active: null,
    home: { role: 'none' },
    requests: [],
  });
});

test('the home page is few requests, whoever asks: one or two when the phone says its role, one more when it does not', async () => {
  const { openid: resident, residentId } = await world.resident();
  const expected: [openid: string, as: ActingAs, withRole: number, without: number][] = [
    [resident, { role: 'resident', residentId }, 1, 2],
    [await world.volunteer(), { role: 'volunteer' }, 1, 2],
    [world.staff.village, { role: 'villageStaff' }, 2, 3],
    [world.staff.town, { role: 'townStaff' }, 2, 3],
  ];
  for (const [openid, as, withRole, without] of expected) {
    const counted = async (asked?: ActingAs): Promise<number[]> => {
      for (let i = 0; i < 3; i++) await homeOf(openid, asked);
      return (await server.client.costs('accounts', openid)).slice(-3);
    };
    expect([as.role, Math.min(...(await counted(as)))]).toEqual([as.role, withRole]);
    expect([as.role, Math.min(...(await counted()))]).toEqual([as.role, without]);
  }
});

test('asked in a role that has ended, an officer sees the figures of the one that is held', async () => {
  await world.resident();
  const held = asStaff((await homeOf(world.staff.town)).home);
  expect(held.residents).toBeGreaterThan(0);
  expect(asStaff((await homeOf(world.staff.town, { role: 'villageStaff' })).home)).toEqual(held);
  const village = asStaff((await homeOf(world.staff.village)).home);
  expect(asStaff((await homeOf(world.staff.village, { role: 'townStaff' })).home)).toEqual(village);
});
