/** A volunteer's own record: changed, moved to another village and verified anew, left; figures and what was done stay right. */
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { codeOf, description, paired, putDoc, serviceIn } from '../support/functions/pairs';
import { newName, newOpenid } from '../support/functions/people';
import { tamperedWith, type TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const mine = (openid: string) => server.client.ok(openid, 'accounts', 'myVolunteer', {});
const docOf = async (openid: string) => {
  const found = (await server.client.all('volunteers')).find((doc) => doc.openid === openid);
  if (!found) throw new Error('no volunteer');
  return found;
};
const figures = async (villageId = VILLAGE) => {
  const counters = (await server.client.all('counters')).find(({ _id }) => _id === villageId);
  const { volunteers = 0, openVerifications = 0, byVolunteerKind = {} } = counters ?? {};
  return { volunteers, openVerifications, veterans: byVolunteerKind.veteran ?? 0 };
};

async function change(openid: string, over: object = {}) {
  const { version, phone, villageId, kind, skills } = await mine(openid);
  return { version, phone, villageId, kind, skills, ...over };
}

test('phone, kind and skills: at once, sealed, counted; an older reading is refused', async () => {
  const volunteer = await world.volunteer();
  const before = await figures();
  const input = await change(volunteer, { phone: '13911112222', kind: 'partyMember', skills: ['修理家电'] });
  expect(await server.client.ok(volunteer, 'accounts', 'changeVolunteer', input)).toMatchObject({
    state: 'verified',
  });
  expect(await mine(volunteer)).toMatchObject({
    phone: '13911112222',
    kind: 'partyMember',
    skills: ['修理家电'],
  });
  expect(await figures()).toEqual({ ...before, veterans: before.veterans - 1 });
  expect(JSON.stringify(await docOf(volunteer))).not.toContain('13911112222');
  await server.client.refused('STATE_CHANGED', volunteer, 'accounts', 'changeVolunteer', input);
  const wrong = await change(volunteer, { phone: '12' });
  await server.client.refused('BAD_INPUT', volunteer, 'accounts', 'changeVolunteer', wrong);
});

test('a service that is confirmed while the profile is being typed stands in no way', async () => {
  const pair = await paired(server, world);
  const typed = await change(pair.volunteer, { skills: ['陪同就医'] });
  await serviceIn(server, pair, 'confirmed');
  const { version } = await server.client.ok(pair.volunteer, 'accounts', 'changeVolunteer', typed);
  const after = await mine(pair.volunteer);
  expect(after).toMatchObject({ version, skills: ['陪同就医'] });
  expect((await docOf(pair.volunteer)).minutes).toBeGreaterThan(0);
});

test('another village: its staff verify anew; pairings stay, services wait; the figures move along', async () => {
  const pair = await paired(server, world);
  const [here, there] = [await figures(), await figures(OTHER_VILLAGE)];
  const move = await change(pair.volunteer, { villageId: OTHER_VILLAGE });
  expect(await server.client.ok(pair.volunteer, 'accounts', 'changeVolunteer', move)).toMatchObject({
    state: 'toVerify',
  });
  expect((await figures()).volunteers).toBe(here.volunteers - 1);
  expect(await figures(OTHER_VILLAGE)).toMatchObject({
    volunteers: there.volunteers + 1,
    openVerifications: there.openVerifications + 1,
  });
  const start = { code: pair.code };
  await server.client.refused('VOLUNTEER_NOT_VERIFIED', pair.volunteer, 'pairing', 'startService', start);
  await world.decide(pair.volunteer, OTHER_VILLAGE);
  expect((await docOf(pair.volunteer)).pairings).toHaveLength(1);
  await server.client.ok(pair.volunteer, 'pairing', 'startService', start);
  const back = await change(pair.volunteer, { villageId: VILLAGE });
  await server.client.refused('SERVICE_RUNNING', pair.volunteer, 'accounts', 'changeVolunteer', back);
});

/** Somebody who has registered and was not verified yet. */
async function registered(): Promise<string> {
  const openid = newOpenid('volunteer');
  await server.client.ok(openid, 'accounts', 'registerVolunteer', {
    name: newName(),
    phone: '13900000004',
    villageId: VILLAGE,
    kind: 'veteran',
    skills: [],
    consentVersion: CONSENT_VERSION,
  });
  return openid;
}

test('moved while still to be verified: the old village has nothing to decide any more', async () => {
  const openid = await registered();
  const [here, there] = [await figures(), await figures(OTHER_VILLAGE)];
  const move = await change(openid, { villageId: OTHER_VILLAGE });
  await server.client.ok(openid, 'accounts', 'changeVolunteer', move);
  expect((await figures()).openVerifications).toBe(here.openVerifications - 1);
  expect((await figures(OTHER_VILLAGE)).openVerifications).toBe(there.openVerifications + 1);
});

test('a refused registration is not changed: it is handed in again', async () => {
  const openid = await registered();
  await world.decide(openid, VILLAGE, false);
  const before = await server.client.dump();
  for (const over of [{}, { villageId: OTHER_VILLAGE }]) {
    const input = await change(openid, over);
    await server.client.refused('STEP_NOT_ALLOWED', openid, 'accounts', 'changeVolunteer', input);
  }
  expect(await server.client.dump()).toEqual(before);
});

test('leaving: not in the middle of a service; then pairings and intention end, what was done stays', async () => {
  const pair = await paired(server, world);
  await serviceIn(server, pair, 'confirmed', 60);
  const { volunteer } = pair;
  await server.client.ok(volunteer, 'pairing', 'submitIntention', {
    kinds: ['visit'],
    times: ['weekendMorning'],
    villageId: VILLAGE,
    words: '',
  });
  const { serviceId } = await server.client.ok(volunteer, 'pairing', 'startService', { code: pair.code });
  const reason = { reason: '搬去外地了' };
  await server.client.refused('STEP_NOT_ALLOWED', volunteer, 'accounts', 'leaveVolunteer', reason);
  await server.client.ok(volunteer, 'pairing', 'endService', { code: pair.code });
  await server.client.refused('STEP_NOT_ALLOWED', volunteer, 'accounts', 'leaveVolunteer', reason);
  await server.client.ok(volunteer, 'pairing', 'describeService', {
    serviceId,
    ...(await description(server, volunteer)),
  });
  await server.client.refused('BAD_INPUT', volunteer, 'accounts', 'leaveVolunteer', { reason: ' ' });
  const [before, account] = [await figures(), await server.client.all('pointAccounts')];
  await server.client.ok(volunteer, 'accounts', 'leaveVolunteer', reason);

  expect(await docOf(volunteer)).toMatchObject({ state: 'left', pairings: [], intention: null, minutes: 60 });
  expect(await server.client.one('pairings', pair.pairingId)).toMatchObject({
    state: 'ended',
    endReason: '搬去外地了',
    services: 1,
  });
  expect((await server.client.one('residents', pair.person.residentId)).pairings).toEqual([]);
  expect(await figures()).toMatchObject({
    volunteers: before.volunteers - 1,
    veterans: before.veterans - 1,
  });
  const intentions = await server.client.all('intentions');
  expect(intentions.find((doc) => doc.volunteerOpenid === volunteer)?.state).toBe('withdrawn');
  expect(await server.client.all('pointAccounts')).toEqual(account);
  const user = await server.client.one('users', volunteer);
  expect(user.volunteer).toBeNull();
  expect(user.consents.map(({ purpose }) => purpose)).toEqual(['volunteer']);
  expect(user.consents.every(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(true);
  await server.client.refused('FORBIDDEN', volunteer, 'accounts', 'myVolunteer', {});

  // Who comes back has their hours again, once they are verified.
  await world.volunteer(VILLAGE, volunteer);
  expect(await docOf(volunteer)).toMatchObject({ state: 'verified', minutes: 60 });
  const code = await codeOf(server, pair.person);
  await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
});

test('a copy of everything: points, orders and donations too; those whom one helped masked; the read is logged', async () => {
  const { client } = server;
  const pair = await paired(server, world);
  await serviceIn(server, pair, 'confirmed', 120);
  const { goodsId } = await client.ok(world.staff.town, 'points', 'saveGoods', {
    version: 0,
    name: '毛巾',
    summary: '',
    points: 5,
    limitPerPerson: 0,
    villageId: VILLAGE,
    active: true,
    photoId: null,
    addStock: 1,
  });
  await client.ok(pair.volunteer, 'points', 'redeem', { goodsId, points: 5 });
  await client.ok(pair.volunteer, 'donations', 'promise', {
    needId: null,
    villageId: VILLAGE,
    kind: 'goods',
    what: '棉被',
    quantity: 2,
    unit: '床',
    valueFen: null,
    promisedUntil: chinaDate(Date.now() + 10 * 86_400_000),
    words: '都是新的',
  });
  const { title, text } = await client.ok(pair.volunteer, 'accounts', 'exportVolunteerData', {});
  const own = await docOf(pair.volunteer);
  expect(title).not.toContain(own.name);
  for (const words of [
    own.name,
    '13900000004',
    '谢家路村',
    '2小时，已确认',
    '陪着说说话',
    '兑换毛巾：-5分',
    '毛巾，5分，待领取',
    '棉被2床，待答复',
    '都是新的',
  ])
    expect(text).toContain(words);
  expect(text).not.toContain(pair.person.name);
  // Of all the years, not of the last ones: more than one request gives.
  const [service] = await client.all('services', { volunteerId: own._id });
  if (!service) throw new Error('there is no service');
  for (let n = 0; n < 505; n += 1) await putDoc(server, 'services', { ...service, _id: `years-${n}` });
  tamperedWith(server);
  const years = await client.ok(pair.volunteer, 'accounts', 'exportVolunteerData', {});
  expect(years.text.split('陪着说说话')).toHaveLength(text.split('陪着说说话').length + 505);
  const read = (await client.all('audit')).filter(({ action }) => action === 'accounts.exportVolunteerData');
  const entry = { target: own._id, outcome: 'done', role: 'volunteer' };
  expect(read).toMatchObject([entry, entry]);
  await client.refused('FORBIDDEN', pair.person.openid, 'accounts', 'exportVolunteerData', {});
});
