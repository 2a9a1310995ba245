/** Intentions by actor and by failure: submitted, changed, arranged, answered, closed; whose need is suggested first. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { maskName } from '../../miniprogram/shared/mask';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import type { IntentionInput } from '../../typings/api/intentions';
import { newRequestId } from '../support/functions/client';
import { codeOf, paired } from '../support/functions/pairs';
import { bornYearsAgo, newName, newOpenid, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const wanted = (villageId: string | null = VILLAGE): IntentionInput => ({
  kinds: ['visit', 'repair'],
  times: ['weekendMorning'],
  villageId,
  words: '会修水电',
});

async function submitted(villageId: string | null = VILLAGE) {
  const volunteer = await world.volunteer();
  const { intentionId } = await server.client.ok(volunteer, 'pairing', 'submitIntention', wanted(villageId));
  return { volunteer, intentionId };
}

const arrange = (officer: string, intentionId: string, residentId: string, version = 1) =>
  server.client.ok(officer, 'pairing', 'arrangeIntention', {
    intentionId,
    version,
    residentId,
    note: '周六上午方便',
  });

async function arranged(person?: BoundPerson) {
  const resident = person ?? (await world.resident());
  const { volunteer, intentionId } = await submitted();
  await arrange(world.staff.village, intentionId, resident.residentId);
  return { volunteer, intentionId, person: resident };
}

const mine = async (openid: string) =>
  (await server.client.ok(openid, 'pairing', 'myIntention', {})).intention;
const waiting = async (villageId: string) =>
  (await server.client.all('counters')).find(({ _id }) => _id === villageId)?.intentions ?? 0;
const volunteerOf = async (openid: string) =>
  (await server.client.all('volunteers')).find((doc) => doc.openid === openid);

describe('the volunteer', () => {
  test('submits one at a time; the village and the home page know, the second one is refused', async () => {
    const before = await waiting(VILLAGE);
    const { volunteer, intentionId } = await submitted();
    expect(await waiting(VILLAGE)).toBe(before + 1);
    expect((await volunteerOf(volunteer))?.intention).toEqual({ intentionId, state: 'submitted' });
    expect(await mine(volunteer)).toMatchObject({
      intentionId,
      state: 'submitted',
      villageName: '谢家路村',
      can: { change: true, withdraw: true, answer: false, arrange: false, close: false },
    });
    await server.client.refused('ALREADY_OPEN', volunteer, 'pairing', 'submitIntention', wanted());
  });

  test('twenty at once, and the same request again, are one intention', async () => {
    const volunteer = await world.volunteer();
    const requestId = newRequestId();
    const once = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.client.call(volunteer, 'pairing', 'submitIntention', wanted(), { requestId }),
      ),
    );
    expect(new Set(once.map((answer) => (answer.ok ? answer.data.intentionId : answer.code))).size).toBe(1);
    const others = await Promise.all(
      Array.from({ length: 5 }, () => server.client.call(volunteer, 'pairing', 'submitIntention', wanted())),
    );
    expect(others.map((answer) => (answer.ok ? '' : answer.code))).toEqual(Array(5).fill('ALREADY_OPEN'));
    const own = (await server.client.all('intentions')).filter((doc) => doc.volunteerOpenid === volunteer);
    expect(own).toHaveLength(1);
  });

  test('changes it, also to any village: the figures go along; who read an older version is refused', async () => {
    const { volunteer, intentionId } = await submitted();
    const [here, town] = [await waiting(VILLAGE), await waiting('town')];
    const change = { ...wanted(null), intentionId, version: 1 };
    expect(await server.client.ok(volunteer, 'pairing', 'changeIntention', change)).toEqual({ version: 2 });
    expect([await waiting(VILLAGE), await waiting('town')]).toEqual([here - 1, town + 1]);
    await server.client.refused('STATE_CHANGED', volunteer, 'pairing', 'changeIntention', change);
  });

  test('takes it back, once; then another one may be handed in', async () => {
    const { volunteer, intentionId } = await submitted();
    await server.client.ok(volunteer, 'pairing', 'withdrawIntention', { intentionId });
    await server.client.refused('STATE_CHANGED', volunteer, 'pairing', 'withdrawIntention', { intentionId });
    expect((await volunteerOf(volunteer))?.intention).toBeNull();
    await server.client.ok(volunteer, 'pairing', 'submitIntention', wanted());
  });

  test('not verified, with as many pairings as allowed, or without kinds and times: refused in words', async () => {
    const unverified = newOpenid('unverified');
    await server.client.ok(unverified, 'accounts', 'registerVolunteer', {
      name: newName(),
      phone: '13900000004',
      villageId: VILLAGE,
      kind: 'other',
      skills: [],
      consentVersion: CONSENT_VERSION,
    });
    await server.client.refused('VOLUNTEER_NOT_VERIFIED', unverified, 'pairing', 'submitIntention', wanted());
    const busy = await world.volunteer();
    await paired(server, world, undefined, busy);
    await paired(server, world, undefined, busy);
    await server.client.refused('PAIRING_LIMIT', busy, 'pairing', 'submitIntention', wanted());
    const other = await world.volunteer();
    const answer = await server.client.refused('BAD_INPUT', other, 'pairing', 'submitIntention', {
      ...wanted(),
      kinds: [],
      times: [],
    });
    expect(Object.keys(answer.fields ?? {}).sort()).toEqual(['kinds', 'times']);
    await server.client.refused('BAD_INPUT', other, 'pairing', 'submitIntention', {
      ...wanted(),
      villageId: 'town',
    });
  });

  test("another volunteer's intention does not exist for them", async () => {
    const { intentionId } = await submitted();
    const other = await world.volunteer();
    await server.client.refused('NOT_FOUND', other, 'pairing', 'withdrawIntention', { intentionId });
    const change = { ...wanted(), intentionId, version: 1 };
    await server.client.refused('NOT_FOUND', other, 'pairing', 'changeIntention', change);
    const answer = { intentionId, accept: true };
    await server.client.refused('NOT_FOUND', other, 'pairing', 'answerIntention', answer);
  });
});

describe('staff', () => {
  test('a village sees and arranges its own, not those of others or for any village; the town all', async () => {
    const { intentionId } = await submitted(OTHER_VILLAGE);
    const any = await submitted(null);
    const list = async (openid: string) =>
      (await server.client.ok(openid, 'pairing', 'intentions', { tab: 'submitted' })).items.map(
        (one) => one.intentionId,
      );
    expect(await list(world.staff.otherVillage)).toContain(intentionId);
    expect(await list(world.staff.village)).not.toContain(intentionId);
    expect(await list(world.staff.village)).not.toContain(any.intentionId);
    expect(await list(world.staff.town)).toEqual(expect.arrayContaining([intentionId, any.intentionId]));
    for (const action of ['intention', 'suggestions'] as const) {
      await server.client.refused('NOT_FOUND', world.staff.village, 'pairing', action, { intentionId });
    }
    const close = { intentionId, reason: '没有合适的' };
    await server.client.refused('NOT_FOUND', world.staff.village, 'pairing', 'closeIntention', close);
  });

  test('names a resident: the volunteer is told, reads the name masked and why', async () => {
    const { volunteer, intentionId, person } = await arranged();
    expect(await mine(volunteer)).toMatchObject({
      state: 'arranged',
      arrangement: { residentName: maskName(person.name), note: '周六上午方便', villageName: '谢家路村' },
      can: { change: false, withdraw: true, answer: true },
    });
    expect(JSON.stringify(await mine(volunteer))).not.toContain(person.residentId);
    const { intention, volunteer: who } = await server.client.ok(
      world.staff.village,
      'pairing',
      'intention',
      { intentionId },
    );
    expect(intention.arrangement?.residentName).toBe(person.name);
    expect(who).toMatchObject({ villageName: '谢家路村', skills: ['理发'], pairings: 0, pairingLimit: 2 });
    expect(JSON.stringify(await server.client.outbox(volunteer))).toContain('已安排');
  });

  test('nobody arranges their own, nor a resident for their own guardian, nor twice from one reading', async () => {
    const officer = await world.officer('village', VILLAGE);
    await world.volunteer(VILLAGE, officer);
    const { intentionId } = await server.client.ok(officer, 'pairing', 'submitIntention', wanted(), {
      as: { role: 'volunteer' },
    });
    const person = await world.resident();
    const input = { intentionId, version: 1, residentId: person.residentId, note: '' };
    await server.client.refused('OWN_CASE', officer, 'pairing', 'arrangeIntention', input, {
      as: { role: 'villageStaff' },
    });

    const guardian = await world.guardianOf(person);
    await world.volunteer(VILLAGE, guardian);
    const own = await server.client.ok(guardian, 'pairing', 'submitIntention', wanted());
    const refused = { ...input, intentionId: own.intentionId };
    await server.client.refused('BAD_INPUT', world.staff.village, 'pairing', 'arrangeIntention', refused);

    const { intentionId: third } = await submitted();
    await arrange(world.staff.village, third, person.residentId);
    const again = { ...input, intentionId: third };
    await server.client.refused('STATE_CHANGED', world.staff.village2, 'pairing', 'arrangeIntention', again);
  });

  test('nobody names their own ward, nor anybody for a volunteer who is not verified any more', async () => {
    const officer = await world.officer('village', VILLAGE);
    const ward = await world.registerOne();
    await world.guardianOf(ward, officer);
    const { volunteer, intentionId } = await submitted();
    const input = { intentionId, version: 1, residentId: ward.residentId, note: '' };
    const as = { as: { role: 'villageStaff' as const } };
    await server.client.refused('OWN_CASE', officer, 'pairing', 'arrangeIntention', input, as);

    const { version, phone, kind, skills } = await server.client.ok(volunteer, 'accounts', 'myVolunteer', {});
    const move = { version, phone, kind, skills, villageId: OTHER_VILLAGE };
    await server.client.ok(volunteer, 'accounts', 'changeVolunteer', move);
    const other = { ...input, residentId: (await world.registerOne()).residentId };
    await server.client.refused(
      'VOLUNTEER_NOT_VERIFIED',
      world.staff.village,
      'pairing',
      'arrangeIntention',
      other,
    );
    expect((await server.client.one('intentions', intentionId)).arrangement).toBeNull();
  });

  test("a village names only its own residents; the town anybody's; who has left is named by nobody", async () => {
    const { intentionId } = await submitted();
    const other = await world.resident(bornYearsAgo(70), [], OTHER_VILLAGE);
    const input = { intentionId, version: 1, residentId: other.residentId, note: '' };
    await server.client.refused('NOT_FOUND', world.staff.village, 'pairing', 'arrangeIntention', input);
    const left = await world.registerOne();
    await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
      residentId: left.residentId,
      why: 'moved',
      on: chinaDate(Date.now()),
      note: '户口迁移单',
    });
    const gone = { ...input, residentId: left.residentId };
    const { message } = await server.client.refused(
      'NOT_ACTIVE',
      world.staff.village,
      'pairing',
      'arrangeIntention',
      gone,
    );
    expect(message).toContain('请选别人');
    expect((await server.client.one('intentions', intentionId)).arrangement).toBeNull();
    await arrange(world.staff.town, intentionId, other.residentId);
    expect((await server.client.one('intentions', intentionId)).arrangement?.villageId).toBe(OTHER_VILLAGE);
  });

  test('closes one with a reason that the volunteer reads', async () => {
    const { volunteer, intentionId } = await submitted();
    await server.client.ok(world.staff.village, 'pairing', 'closeIntention', {
      intentionId,
      reason: '近期没有合适的',
    });
    expect(await mine(volunteer)).toMatchObject({ state: 'closed', closedReason: '近期没有合适的' });
    expect((await volunteerOf(volunteer))?.intention).toBeNull();
    const refused = await server.client.refused('STATE_CHANGED', volunteer, 'pairing', 'withdrawIntention', {
      intentionId,
    });
    expect(refused.message).toContain('没有安排');
  });
});

describe('the answer', () => {
  test('accepted: a request to pair, as after a scan; the resident is asked and the intention is over', async () => {
    const { volunteer, intentionId, person } = await arranged();
    const input = { intentionId, accept: true };
    const { state, pairingId } = await server.client.ok(volunteer, 'pairing', 'answerIntention', input);
    expect(state).toBe('accepted');
    expect(await server.client.one('pairings', pairingId ?? '')).toMatchObject({
      state: 'asked',
      via: 'staff',
      residentId: person.residentId,
    });
    const volunteerDoc = await volunteerOf(volunteer);
    expect(volunteerDoc).toMatchObject({ intention: null, pairings: [{ pairingId, state: 'asked' }] });
    expect(JSON.stringify(await server.client.outbox(person.openid))).toContain('志愿者想和您结对');
    await server.client.ok(person.openid, 'pairing', 'decidePairing', {
      pairingId: pairingId ?? '',
      accept: true,
    });
    await server.client.refused('STATE_CHANGED', volunteer, 'pairing', 'answerIntention', input);
  });

  test('declined with a reason: staff read it, the intention waits again, the same person is not suggested', async () => {
    const { volunteer, intentionId, person } = await arranged();
    const before = await waiting(VILLAGE);
    await server.client.refused('BAD_INPUT', volunteer, 'pairing', 'answerIntention', {
      intentionId,
      accept: false,
    });
    await server.client.ok(volunteer, 'pairing', 'answerIntention', {
      intentionId,
      accept: false,
      reason: '离家太远',
    });
    expect(await waiting(VILLAGE)).toBe(before + 1);
    const { intention } = await server.client.ok(world.staff.village, 'pairing', 'intention', {
      intentionId,
    });
    expect(intention).toMatchObject({
      state: 'submitted',
      arrangement: null,
      declined: [{ residentName: person.name, reason: '离家太远' }],
    });
    const { items } = await server.client.ok(world.staff.village, 'pairing', 'suggestions', {
      intentionId,
      q: person.name,
    });
    expect(items.map(({ residentId }) => residentId)).not.toContain(person.residentId);
  });

  test('meanwhile paired by scanning: the limit is said, nothing is made twice', async () => {
    const { volunteer, intentionId, person } = await arranged();
    const code = await codeOf(server, person);
    await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
    await server.client.refused('ALREADY_ASKED', volunteer, 'pairing', 'answerIntention', {
      intentionId,
      accept: true,
    });
    expect(await mine(volunteer)).toMatchObject({ state: 'arranged' });
  });
});

test('suggested first: whose need fits, then the same village, then who has nobody', async () => {
  const { intentionId } = await submitted(OTHER_VILLAGE);
  const lonely = await world.registerOne(undefined, [], OTHER_VILLAGE);
  const helped = await world.resident(bornYearsAgo(70), [], OTHER_VILLAGE);
  await paired(server, world, helped);
  const needy = await world.resident(bornYearsAgo(70), [], OTHER_VILLAGE);
  await paired(server, world, needy);
  await server.client.ok(needy.openid, 'applications', 'makeWish', {
    category: 'company',
    costFen: 5_000,
    reason: '想有人说说话',
    contactPhone: '13900000009',
    consentVersion: '2026-11',
  });
  const { items } = await server.client.ok(world.staff.otherVillage, 'pairing', 'suggestions', {
    intentionId,
  });
  const order = items.map(({ residentId }) => residentId);
  const place = (person: { residentId: string }) => order.indexOf(person.residentId);
  expect(place(needy)).toBe(0);
  expect(items[0]?.reasons).toEqual(['已有1位志愿者', '同村', '正在申请微心愿']);
  expect(place(lonely)).toBeGreaterThan(0);
  expect(place(lonely)).toBeLessThan(place(helped));
});

test('many without anybody do not hide one whose need fits; who has as many volunteers as allowed is not suggested', async () => {
  const village = await world.volunteer(VILLAGE);
  const { intentionId } = await server.client.ok(village, 'pairing', 'submitIntention', wanted());
  await world.register(
    Array.from({ length: 13 }, () => newPerson(bornYearsAgo(70))),
    VILLAGE,
  );
  const full = await world.resident();
  for (let n = 0; n < 3; n += 1) await paired(server, world, full);
  const needy = await world.resident();
  await paired(server, world, needy);
  await server.client.ok(needy.openid, 'applications', 'makeWish', {
    category: 'company',
    costFen: 5_000,
    reason: '想有人说说话',
    contactPhone: '13900000009',
    consentVersion: '2026-11',
  });
  const { items } = await server.client.ok(world.staff.village, 'pairing', 'suggestions', { intentionId });
  expect(items[0]).toMatchObject({ residentId: needy.residentId, pairings: 1 });
  expect(items.map(({ residentId }) => residentId)).not.toContain(full.residentId);
  expect(items.some(({ pairings }) => pairings === 0)).toBe(true);
});
