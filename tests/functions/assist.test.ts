/** Officers acting for residents: by whom, with which consent, what is marked, who decides, and what hangs on nobody. */
import type { ActingAs } from '../../typings/domain';
import { assisting, photo, submission, upload, viewOf } from '../support/functions/case';
import { employmentWish, PUBLIC_TEXT, wishOf } from '../support/functions/kinds';
import { cardOf, DAY, paired, putDoc, serviceIn } from '../support/functions/pairs';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { mp3 } from '../support/sounds';
import { startTown } from '../support/functions/town';
import {
  OTHER_VILLAGE,
  VILLAGE,
  WHEELCHAIR,
  type World,
  type RegisteredPerson,
} from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const as = ({ residentId }: Pick<RegisteredPerson, 'residentId'>): ActingAs => ({
  role: 'assistant',
  residentId,
});

async function writesNothing(work: () => Promise<unknown>): Promise<void> {
  const before = await server.client.dump();
  await work();
  expect(await server.client.dump()).toEqual(before);
}

const apply = (officer: string, role: ActingAs) =>
  server.client.ok(officer, 'applications', 'applyDevice', submission(WHEELCHAIR.halfFen), { as: role });

async function deliveredFor(officer: string, role: ActingAs): Promise<string> {
  const { client } = server;
  const { applicationId } = await apply(officer, role);
  await client.ok(officer, 'applications', 'check', { applicationId });
  await client.ok(world.staff.town, 'applications', 'approve', {
    applicationId,
    seenPayFen: WHEELCHAIR.halfFen,
  });
  const photoIds = [await photo(server, officer)];
  await client.ok(officer, 'applications', 'deliver', { applicationId, photoIds });
  return applicationId;
}

describe('a device for somebody without a phone', () => {
  test('from the signature to the receipt: every step says who did it for whom, and the town sees the proof', async () => {
    const { client } = server;
    const person = await world.registerOne();
    const officer = world.staff.village;
    const role = await assisting(server, officer, person);
    expect(role).toEqual(as(person));
    const home = await client.ok(officer, 'accounts', 'home', {}, { as: role });
    expect(home.active).toEqual(role);
    expect(home.home).toMatchObject({ role: 'assistant', residentName: person.name });
    expect(home.roles[0]?.label).not.toContain(person.name);

    const applicationId = await deliveredFor(officer, role);
    await client.ok(officer, 'applications', 'confirmReceipt', { applicationId }, { as: role });
    await client.ok(
      officer,
      'applications',
      'giveFeedback',
      { applicationId, score: 5, words: '' },
      { as: role },
    );

    const view = await viewOf(server, world.staff.town, applicationId);
    const by = (await client.one('staff', world.staff.staffIds[officer] ?? '')).name;
    const who = `谢家路村残协 ${by}`;
    expect(view).toMatchObject({ assisted: true, onBehalfBy: who, state: 'closed' });
    const ofResident = view.timeline.filter(({ actorRole }) => actorRole === 'assistant');
    expect(ofResident.map(({ action, actorName, onBehalfOf }) => [action, actorName, onBehalfOf])).toEqual(
      ['submit', 'confirmReceipt', 'giveFeedback'].map((action) => [action, who, person.name]),
    );
    expect(view.staff?.identityVerified).toBe(true);
    expect(view.staff?.assists).toMatchObject([{ by: who, words: '申请轮椅', scopes: ['file', 'answer'] }]);
    expect(view.staff?.assists[0]?.photo?.url).toMatch(/^http/);

    const { items } = await client.ok(world.staff.town, 'accounts', 'assistLog', { answers: true });
    const line = items.find(({ residentId }) => residentId === person.residentId);
    expect(line?.acts.filter(({ answers }) => answers).map(({ action }) => action)).toEqual([
      'applications.confirmReceipt',
      'applications.giveFeedback',
    ]);
    expect(line?.photos).toHaveLength(1);
    const own = { villageId: VILLAGE, answers: true };
    expect((await client.ok(world.staff.otherVillage, 'accounts', 'assistLog', own)).items).toEqual([]);
  });

  test('the own voice is as good as a signature; neither is refused', async () => {
    const { client } = server;
    const officer = world.staff.village;
    const { residentId } = await world.registerOne();
    const input = { residentId, scopes: ['file' as const], words: '申请拐杖' };
    const refusal = await client.refused('BAD_INPUT', officer, 'accounts', 'giveAssistConsent', input);
    expect(refusal.fields?.photoId).toContain('签名');
    const fileID = await upload(server, officer, mp3(3), 'mp3');
    const { voiceId } = await client.ok(officer, 'media', 'acceptVoice', {
      fileID,
      purpose: 'consent',
      seconds: 3,
    });
    const given = await client.ok(officer, 'accounts', 'giveAssistConsent', { ...input, voiceId });
    await apply(officer, given.as);
    // A proof serves once.
    await client.refused('VOICE_NOT_FOUND', officer, 'accounts', 'giveAssistConsent', { ...input, voiceId });
  });
});

describe('who may not', () => {
  test('without consent, with that of yesterday, with that of a colleague: nothing is read or written', async () => {
    const { client } = server;
    const person = await world.registerOne();
    const officer = world.staff.village;
    const refused = async () => {
      const input = submission(WHEELCHAIR.halfFen);
      const role = { as: as(person) };
      await client.refused('ASSIST_CONSENT_NEEDED', officer, 'applications', 'applyDevice', input, role);
      await client.refused('ASSIST_CONSENT_NEEDED', officer, 'applications', 'mine', {}, role);
      await client.refused('ASSIST_CONSENT_NEEDED', officer, 'pairing', 'myCode', {}, role);
    };
    await writesNothing(refused);
    await assisting(server, world.staff.village2, person);
    await writesNothing(refused);

    await assisting(server, officer, person);
    const [doc] = (await client.all('assistConsents')).filter(
      (one) => one.residentId === person.residentId && one.openid === officer,
    );
    if (!doc) throw new Error('no consent');
    const yesterday = new Date(Date.now() + 8 * 3_600_000 - DAY).toISOString().slice(0, 10);
    await putDoc(server, 'assistConsents', { ...doc, _id: `${yesterday}${doc._id.slice(10)}` });
    await putDoc(server, 'assistConsents', {
      ...doc,
      residentId: 'nobody',
      _id: doc._id.replace(/-[^-]+$/, '-x'),
    });
    await fetch(`${client.url}/admin`, {
      method: 'POST',
      body: JSON.stringify({
        action: 'database.removeDocument',
        collectionName: 'assistConsents',
        query: JSON.stringify({ _id: doc._id }),
        multi: false,
      }),
    });
    await writesNothing(refused);
    // The phone that still acts for them is back in the officer's own role.
    const home = await client.ok(officer, 'accounts', 'home', {}, { as: as(person) });
    expect(home.active).toEqual({ role: 'villageStaff' });
  });

  test('consent to file is none to answer, and the other way round', async () => {
    const { client } = server;
    const person = await world.registerOne();
    const officer = world.staff.village;
    const role = await assisting(server, officer, person, ['file']);
    const applicationId = await deliveredFor(officer, role);
    const confirm = () =>
      client.call(officer, 'applications', 'confirmReceipt', { applicationId }, { as: role });
    expect(await confirm()).toMatchObject({ ok: false, code: 'ASSIST_CONSENT_NEEDED' });
    await assisting(server, officer, person, ['answer']);
    expect(await confirm()).toMatchObject({ ok: true });

    const other = await world.registerOne();
    const answers = await assisting(server, officer, other, ['answer']);
    const input = submission(WHEELCHAIR.halfFen);
    await client.refused('ASSIST_CONSENT_NEEDED', officer, 'applications', 'applyDevice', input, {
      as: answers,
    });
  });

  test('a resident of another village does not exist; the town, volunteers and residents never assist', async () => {
    const { client } = server;
    const elsewhere = await world.registerOne(undefined, [], OTHER_VILLAGE);
    const officer = world.staff.village;
    const photoId = await photo(server, officer, 'consent');
    const consent = { residentId: elsewhere.residentId, scopes: ['file' as const], words: '轮椅', photoId };
    await writesNothing(async () => {
      await client.refused('NOT_FOUND', officer, 'accounts', 'giveAssistConsent', consent);
      await client.refused('NOT_FOUND', officer, 'accounts', 'assistState', {
        residentId: elsewhere.residentId,
      });
      const role = { as: as(elsewhere) };
      await client.refused('NOT_FOUND', officer, 'applications', 'mine', {}, role);
    });
    const person = await world.registerOne();
    const role = { as: await assisting(server, officer, person) };
    for (const openid of [world.staff.town, world.staff.admin, await world.volunteer(), newOpenid('x')]) {
      await client.refused('FORBIDDEN', openid, 'applications', 'mine', {}, role);
    }
    await client.refused('NOT_FOUND', world.staff.otherVillage, 'applications', 'mine', {}, role);
    // What is the resident's own or the officer's is not done for others.
    await client.refused('FORBIDDEN', officer, 'accounts', 'myData', {}, role);
    await client.refused(
      'FORBIDDEN',
      officer,
      'applications',
      'queue',
      { kind: 'device', tab: 'done' },
      role,
    );
  });

  test('a duty that ended, a move to another village, a death: the next step is refused', async () => {
    const { client } = server;
    const input = submission(WHEELCHAIR.halfFen);
    const officer = await world.officer('village', VILLAGE);
    const [one, two, three] = [
      await world.registerOne(),
      await world.registerOne(),
      await world.registerOne(),
    ];
    const roles = [one, two, three].map((person) => ({ as: as(person) }));
    for (const person of [one, two, three]) await assisting(server, officer, person);
    const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await client.ok(world.staff.village2, 'registry', 'recordMove', {
      residentId: one.residentId,
      villageId: OTHER_VILLAGE,
      on,
      note: '搬家',
    });
    await client.refused('NOT_FOUND', officer, 'applications', 'applyDevice', input, roles[0]);
    await client.ok(world.staff.village2, 'registry', 'recordLeaving', {
      residentId: two.residentId,
      why: 'deceased',
      on,
      note: '去世',
    });
    await client.refused('NOT_ACTIVE', officer, 'applications', 'applyDevice', input, roles[1]);
    // Nor a look at what there was, nor another consent.
    await client.refused('NOT_ACTIVE', officer, 'applications', 'mine', {}, roles[1]);
    const photoId = await photo(server, officer, 'consent');
    const consent = { residentId: two.residentId, scopes: ['file'], words: '轮椅', photoId };
    await writesNothing(() =>
      client.refused('NOT_ACTIVE', officer, 'accounts', 'giveAssistConsent', consent),
    );
    await client.ok(world.staff.admin, 'accounts', 'endStaff', {
      staffId: world.staff.staffIds[officer] ?? '',
    });
    await client.refused('FORBIDDEN', officer, 'applications', 'applyDevice', input, roles[2]);
  });

  test('not oneself, not the own family', async () => {
    const { client } = server;
    const person = await world.registerOne();
    const guardian = await world.guardianOf(person, world.staff.village2);
    const photoId = await photo(server, guardian, 'consent');
    const input = { residentId: person.residentId, scopes: ['file' as const], words: '轮椅', photoId };
    const role = { as: { role: 'villageStaff' as const } };
    await client.refused('OWN_CASE', guardian, 'accounts', 'giveAssistConsent', input, role);
    const state = await client.ok(
      guardian,
      'accounts',
      'assistState',
      { residentId: person.residentId },
      role,
    );
    expect(state.obstacle).toContain('家人');
  });
});

test('a phone bound meanwhile is told of the next consent; what was agreed to holds for the day', async () => {
  const { client } = server;
  const person = await world.registerOne();
  const officer = world.staff.village;
  const role = await assisting(server, officer, person);
  const bound = await world.bind(person);
  await world.decide(bound.openid, VILLAGE);
  const { applicationId } = await apply(officer, role);
  expect(await viewOf(server, bound.openid, applicationId)).toMatchObject({ assisted: true, staff: null });
  await assisting(server, officer, person);
  const told = await client.outbox(bound.openid);
  expect(JSON.stringify(told)).toContain('代为办事');
});

describe('a second person decides where the town does not', () => {
  test('work and wishes: not the officer who filed, but a colleague or the town', async () => {
    const { client } = server;
    const officer = world.staff.village;
    const person = await world.registerOne();
    const role = { as: await assisting(server, officer, person) };
    const work = await client.ok(officer, 'applications', 'applyEmployment', employmentWish(), role);
    const wish = await client.ok(officer, 'applications', 'makeWish', wishOf(), role);
    const refusal = await client.refused('SECOND_PERSON', officer, 'applications', 'check', work);
    expect(refusal.message).toContain('镇残联');
    const publish = { ...wish, publicText: PUBLIC_TEXT, costFen: 12_000 };
    await client.refused('SECOND_PERSON', officer, 'applications', 'publishWish', publish);
    const mine = await viewOf(server, officer, work.applicationId);
    expect(mine.staff?.secondPerson).toBe(true);
    expect(mine.actions).not.toContain('check');

    const waiting = await client.ok(world.staff.town, 'applications', 'secondPerson', {});
    const ids = waiting.items.map(({ applicationId }) => applicationId);
    expect(ids).toEqual(expect.arrayContaining([work.applicationId, wish.applicationId]));
    expect((await viewOf(server, world.staff.town, work.applicationId)).actions).toContain('check');
    const { home } = await client.ok(world.staff.town, 'accounts', 'home', {});
    expect(home).toMatchObject({ waiting: { assisted: ids.length } });

    await client.ok(world.staff.town, 'applications', 'check', work);
    await client.ok(world.staff.village2, 'applications', 'publishWish', publish);
    const left = await client.ok(world.staff.town, 'applications', 'secondPerson', {});
    expect(left.items.map(({ applicationId }) => applicationId)).not.toContain(work.applicationId);
    // The consents that the forms ask for are the resident's, not the officer's.
    const user = await client.one('users', officer);
    expect(user.consents).toEqual([]);
  });

  test('nor does who filed a wish for somebody claim it as a volunteer', async () => {
    const { client } = server;
    const officer = await world.officer('village', VILLAGE);
    await world.volunteer(VILLAGE, officer);
    const role = { as: await assisting(server, officer, await world.registerOne()) };
    const { applicationId } = await client.ok(officer, 'applications', 'makeWish', wishOf(), role);
    const publish = { applicationId, publicText: PUBLIC_TEXT, costFen: 12_000 };
    await client.ok(world.staff.village, 'applications', 'publishWish', publish);
    const claim = { wishId: applicationId };
    await writesNothing(() =>
      client.refused('OWN_CASE', officer, 'applications', 'claimWish', claim, { as: { role: 'volunteer' } }),
    );
    await client.ok(await world.volunteer(), 'applications', 'claimWish', claim);
  });

  test('what a resident filed is still the village\u2019s to check', async () => {
    const person = await world.resident();
    const { applicationId } = await server.client.ok(
      person.openid,
      'applications',
      'applyEmployment',
      employmentWish(),
    );
    const { client } = server;
    await client.refused('FORBIDDEN', world.staff.town, 'applications', 'check', { applicationId });
    await client.ok(world.staff.village, 'applications', 'check', { applicationId });
  });
});

test('pairings are answered for residents; nobody confirms the own service for them', async () => {
  const { client } = server;
  const officer = await world.officer('village', VILLAGE);
  await world.volunteer(VILLAGE, officer);
  const person = await world.registerOne();
  const code = await cardOf(server, officer, person.residentId);
  const asVolunteer = { as: { role: 'volunteer' as const } };
  const { pairingId } = await client.ok(officer, 'pairing', 'askPairing', { code }, asVolunteer);
  const role = { as: await assisting(server, officer, person) };
  await client.refused('OWN_CASE', officer, 'pairing', 'decidePairing', { pairingId, accept: true }, role);

  const colleague = { as: await assisting(server, world.staff.village, person) };
  await client.ok(world.staff.village, 'pairing', 'decidePairing', { pairingId, accept: true }, colleague);
  expect((await client.one('pairings', pairingId)).note).toContain('代为答复');

  const bound = await world.resident();
  const own = await paired(server, world, bound, officer);
  const ownService = await serviceIn(server, own, 'toConfirm');
  const self = { as: await assisting(server, officer, bound) };
  const words = { serviceId: ownService, score: 5, words: '' };
  await client.refused('OWN_CASE', officer, 'pairing', 'confirmService', words, self);
  const other = await paired(server, world, bound);
  const serviceId = await serviceIn(server, other, 'toConfirm');
  const atTheCounter = { as: await assisting(server, world.staff.village, bound) };
  await client.ok(
    world.staff.village,
    'pairing',
    'confirmService',
    { serviceId, score: 4, words: '' },
    atTheCounter,
  );
  expect((await client.one('services', serviceId)).feedback?.onBehalfBy).toContain('村残协');
});

test('whoever nobody can ask is on the list of the village until the answer, the longest wait first', async () => {
  const { client } = server;
  const officer = world.staff.otherVillage;
  const person = await world.registerOne(undefined, [], OTHER_VILLAGE);
  const role = { as: await assisting(server, officer, person) };
  const list = async (who = officer) => (await client.ok(who, 'accounts', 'awaiting', {})).items;
  const before = (await list()).length;
  const { applicationId } = await apply(officer, role.as);
  expect(await list()).toHaveLength(before);
  await client.ok(officer, 'applications', 'return', { applicationId, reason: '请说清楚' });
  const volunteer = await world.volunteer(OTHER_VILLAGE);
  const code = await cardOf(server, officer, person.residentId);
  await client.ok(volunteer, 'pairing', 'askPairing', { code });

  const row = (await list()).find(({ residentId }) => residentId === person.residentId);
  expect(row?.awaited.map(({ what }) => what)).toEqual(['case', 'pairing']);
  expect(JSON.stringify(await list(world.staff.village))).not.toContain(person.residentId);
  expect(JSON.stringify(await list(world.staff.town))).toContain(person.residentId);
  const { home } = await client.ok(officer, 'accounts', 'home', {});
  expect(home).toMatchObject({ waiting: { assisted: before + 1 } });

  await client.ok(officer, 'applications', 'resubmit', { applicationId, answer: '家里没人' }, role);
  const still = (await list()).find(({ residentId }) => residentId === person.residentId);
  expect(still?.awaited.map(({ what }) => what)).toEqual(['pairing']);
  // A guardian can be asked: the village is out of it.
  await world.guardianOf(person);
  expect(JSON.stringify(await list())).not.toContain(person.residentId);
});
