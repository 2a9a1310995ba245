/** Pairing by actor and by failure: asked, answered, arranged by the village, ended; limits under many at once. */
import { pairingTimers } from '../../cloudfunctions/pairing/timers';
import type { PairingView } from '../../typings/api/pairing';
import { maskName } from '../../miniprogram/shared/mask';
import { newRequestId } from '../support/functions/client';
import { newOpenid } from '../support/functions/people';
import { runTwice } from '../support/functions/late-timer';
import { cardOf, codeOf, DAY, fire, paired, passTime, putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, setRule, VILLAGE, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const figures = async (villageId = VILLAGE) => {
  const { pairings, pairingsAsked } = await server.client.one('counters', villageId);
  return { pairings, pairingsAsked };
};

async function asked(
  person?: BoundPerson,
): Promise<{ person: BoundPerson; volunteer: string; pairingId: string }> {
  const resident = person ?? (await world.resident());
  const volunteer = await world.volunteer();
  const { pairingId } = await server.client.ok(volunteer, 'pairing', 'askPairing', {
    code: await codeOf(server, resident),
  });
  return { person: resident, volunteer, pairingId };
}

async function mine(openid: string, ended = false): Promise<PairingView[]> {
  return (await server.client.ok(openid, 'pairing', 'myPairings', { ended })).items;
}

const volunteerOf = async (openid: string) => {
  const found = (await server.client.all('volunteers')).find((doc) => doc.openid === openid);
  if (!found) throw new Error('no volunteer');
  return found;
};

const templatesTo = async (openid: string): Promise<string[]> =>
  (await server.client.outbox(openid)).map((entry) => JSON.stringify(entry));

describe('asking and answering', () => {
  test('asked: both sides and the village see it, masked; the resident and every guardian are told', async () => {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const before = await figures();
    const { volunteer, pairingId } = await asked(person);
    const helper = await volunteerOf(volunteer);

    expect(await figures()).toEqual({ ...before, pairingsAsked: before.pairingsAsked + 1 });
    expect(helper.pairings).toEqual([
      { pairingId, residentId: person.residentId, residentName: maskName(person.name), state: 'asked' },
    ]);
    expect(await server.client.one('residents', person.residentId)).toMatchObject({
      pairings: [
        { pairingId, volunteerId: helper._id, volunteerName: maskName(helper.name), state: 'asked' },
      ],
      asked: [{ what: 'pairing', pairingId, volunteerName: maskName(helper.name) }],
    });
    expect(await mine(volunteer)).toMatchObject([
      { state: 'asked', residentName: maskName(person.name), can: { decide: false, end: true } },
    ]);
    for (const openid of [person.openid, guardian]) {
      expect(await mine(openid)).toMatchObject([
        {
          state: 'asked',
          volunteerName: maskName(helper.name),
          volunteerPhone: null,
          can: { decide: true, end: true },
        },
      ]);
      expect((await templatesTo(openid)).filter((text) => text.includes('志愿者想和您结对'))).toHaveLength(1);
    }
  });

  test.each(['resident', 'guardian'] as const)(
    'accepted by the %s: names and the phone are known now',
    async (who) => {
      const person = await world.resident();
      const guardian = await world.guardianOf(person);
      const before = await figures();
      const { volunteer, pairingId } = await asked(person);
      const openid = who === 'resident' ? person.openid : guardian;
      await server.client.ok(openid, 'pairing', 'decidePairing', { pairingId, accept: true });
      const helper = await volunteerOf(volunteer);

      expect(await figures()).toEqual({ ...before, pairings: before.pairings + 1 });
      expect(await mine(volunteer)).toMatchObject([
        { state: 'active', residentName: person.name, residentId: null, volunteerPhone: null },
      ]);
      expect(await mine(openid)).toMatchObject([
        { state: 'active', volunteerName: helper.name, volunteerPhone: '13900000004' },
      ]);
      expect(helper.pairings).toMatchObject([{ residentName: person.name, state: 'active' }]);
      expect((await server.client.one('residents', person.residentId)).asked).toEqual([]);
      expect((await templatesTo(volunteer)).join()).toContain('已同意');
      const { feed } = await server.client.one('counters', VILLAGE);
      expect(feed.filter(({ id }) => id === pairingId)).toMatchObject([
        { kind: 'paired', what: maskName(helper.name) },
      ]);
    },
  );

  test('declined: over for both, and the volunteer can ask again', async () => {
    const before = await figures();
    const { person, volunteer, pairingId } = await asked();
    await server.client.ok(person.openid, 'pairing', 'decidePairing', {
      pairingId,
      accept: false,
      note: '已经有人帮了',
    });
    expect(await figures()).toEqual(before);
    expect(await mine(volunteer)).toEqual([]);
    expect(await mine(volunteer, true)).toMatchObject([
      { state: 'declined', residentName: maskName(person.name) },
    ]);
    await server.client.ok(volunteer, 'pairing', 'askPairing', { code: await codeOf(server, person) });
  });

  test('who may not answer', async () => {
    const { volunteer, pairingId, person } = await asked();
    const other = await world.resident();
    const decide = { pairingId, accept: true };
    await server.client.refused('FORBIDDEN', volunteer, 'pairing', 'decidePairing', decide);
    await server.client.refused('FORBIDDEN', world.staff.town, 'pairing', 'decidePairing', decide);
    await server.client.refused('FORBIDDEN', newOpenid('stranger'), 'pairing', 'decidePairing', decide);
    await server.client.refused('NOT_FOUND', other.openid, 'pairing', 'decidePairing', decide);
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'pairing', 'decidePairing', decide);
    // The resident has a phone: nobody answers instead.
    await server.client.refused('STEP_NOT_ALLOWED', world.staff.village, 'pairing', 'decidePairing', decide);
    await server.client.ok(person.openid, 'pairing', 'decidePairing', decide);
  });

  test('a phone whose verification is open does not answer; a guardian who asked does not either', async () => {
    const person = await world.bind(await world.registerOne());
    const volunteer = await world.volunteer();
    const code = await cardOf(server, world.staff.village, person.residentId);
    const { pairingId } = await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
    const decide = { pairingId, accept: true };
    await server.client.refused('IDENTITY_NOT_VERIFIED', person.openid, 'pairing', 'decidePairing', decide);
    // Became a guardian after asking.
    await world.guardianOf(person, volunteer);
    await server.client.refused('OWN_CASE', volunteer, 'pairing', 'decidePairing', decide, {
      as: { role: 'guardian', residentId: person.residentId },
    });
  });

  test('two guardians at once: one answer holds, the other is told', async () => {
    const person = await world.registerOne();
    const guardians = [await world.guardianOf(person), await world.guardianOf(person)];
    const volunteer = await world.volunteer();
    const code = await cardOf(server, world.staff.village, person.residentId);
    const { pairingId } = await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
    const answers = await Promise.all(
      guardians.map((openid, n) =>
        server.client.call(openid, 'pairing', 'decidePairing', { pairingId, accept: n === 0 }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['STATE_CHANGED', 'ok']);
  });

  test('the same request again gives one pairing and the same answer', async () => {
    const person = await world.resident();
    const volunteer = await world.volunteer();
    const code = await codeOf(server, person);
    const requestId = newRequestId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        server.client.call(volunteer, 'pairing', 'askPairing', { code }, { requestId }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await mine(volunteer)).toHaveLength(1);
    await server.client.refused('ALREADY_ASKED', volunteer, 'pairing', 'askPairing', { code });
  });

  test('a volunteer who was refused meanwhile cannot be accepted', async () => {
    const { person, volunteer, pairingId } = await asked();
    const doc = await volunteerOf(volunteer);
    await putDoc(server, 'volunteers', { ...doc, state: 'refused' });
    await server.client.refused('VOLUNTEER_NOT_VERIFIED', person.openid, 'pairing', 'decidePairing', {
      pairingId,
      accept: true,
    });
    await server.client.ok(person.openid, 'pairing', 'decidePairing', { pairingId, accept: false });
  });
});

describe('limits', () => {
  test('20 volunteers ask one resident at once: three are taken, the others are told in words', async () => {
    const person = await world.resident();
    const code = await codeOf(server, person);
    const volunteers = [];
    for (let n = 0; n < 20; n += 1) volunteers.push(await world.volunteer());
    const answers = await Promise.all(
      volunteers.map((openid) => server.client.call(openid, 'pairing', 'askPairing', { code })),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    // BUSY: met so many others that the server gave up; asked again it is told the limit.
    expect(codes.filter((one) => one === 'ok').length).toBeLessThanOrEqual(3);
    for (const [n, one] of codes.entries()) {
      if (one === 'BUSY') await server.client.call(volunteers[n] ?? '', 'pairing', 'askPairing', { code });
    }
    const all = (await server.client.all('pairings')).filter((doc) => doc.residentId === person.residentId);
    expect(all).toHaveLength(3);
    expect((await server.client.one('residents', person.residentId)).pairings).toHaveLength(3);
    const late = await server.client.refused(
      'PAIRING_LIMIT',
      await world.volunteer(),
      'pairing',
      'askPairing',
      {
        code,
      },
    );
    expect(late.message).toContain('3位');
  });

  test('one volunteer asks 20 residents at once: two are taken', async () => {
    const volunteer = await world.volunteer();
    const codes: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      codes.push(await cardOf(server, world.staff.village, (await world.registerOne()).residentId));
    }
    const ask = (code: string) => server.client.call(volunteer, 'pairing', 'askPairing', { code });
    const answers = await Promise.all(codes.map(ask));
    for (const [n, answer] of answers.entries()) {
      if (!answer.ok && answer.code === 'BUSY') await ask(codes[n] ?? '');
    }
    expect((await volunteerOf(volunteer)).pairings).toHaveLength(2);
    expect(await mine(volunteer)).toHaveLength(2);
  });

  test('the numbers are a parameter', async () => {
    const volunteer = await world.volunteer();
    await setRule(server.client, world.staff.admin, {
      key: 'pairingLimit',
      version: '2025-01',
      value: { residentsPerVolunteer: 1, volunteersPerResident: 3, answerDays: 7 },
    });
    await paired(server, world, undefined, volunteer);
    const next = await codeOf(server, await world.resident());
    await server.client.refused('PAIRING_LIMIT', volunteer, 'pairing', 'askPairing', { code: next });
    await setRule(server.client, world.staff.admin, {
      key: 'pairingLimit',
      version: '2025-02',
      value: { residentsPerVolunteer: 2, volunteersPerResident: 3, answerDays: 7 },
    });
    await server.client.ok(volunteer, 'pairing', 'askPairing', { code: next });
  });
});

describe('the village arranges', () => {
  test('for somebody without phone and guardian: answers a request, or pairs by itself', async () => {
    const person = await world.registerOne();
    const code = await cardOf(server, world.staff.village, person.residentId);
    const volunteer = await world.volunteer();
    const { pairingId } = await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
    const { items } = await server.client.ok(world.staff.village, 'pairing', 'pairings', { state: 'asked' });
    expect(items.find((one) => one.pairingId === pairingId)).toMatchObject({
      can: { decide: true, end: true },
    });
    await server.client.ok(world.staff.village, 'pairing', 'decidePairing', { pairingId, accept: true });

    const second = await world.volunteer(OTHER_VILLAGE);
    const { _id: volunteerId } = await volunteerOf(second);
    const pairing = { residentId: person.residentId, volunteerId, note: '上门问过，双方都同意' };
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'pairing', 'pairForResident', pairing);
    await server.client.refused('FORBIDDEN', world.staff.town, 'pairing', 'pairForResident', pairing);
    await server.client.refused('BAD_INPUT', world.staff.village, 'pairing', 'pairForResident', {
      ...pairing,
      note: ' ',
    });
    await server.client.ok(world.staff.village, 'pairing', 'pairForResident', pairing);
    expect(await mine(second)).toMatchObject([{ state: 'active', residentName: person.name }]);
    await server.client.refused('ALREADY_ASKED', world.staff.village, 'pairing', 'pairForResident', pairing);
    expect((await templatesTo(second)).join()).toContain('已结对');
  });

  test('not for somebody who can be asked, not with a guardian, not with oneself', async () => {
    const withPhone = await world.resident();
    const volunteer = await world.volunteer();
    const { _id: volunteerId } = await volunteerOf(volunteer);
    const note = '双方同意';
    await server.client.refused('STEP_NOT_ALLOWED', world.staff.village, 'pairing', 'pairForResident', {
      residentId: withPhone.residentId,
      volunteerId,
      note,
    });
    const alone = await world.registerOne();
    await world.volunteer(VILLAGE, world.staff.village2);
    await server.client.refused(
      'OWN_CASE',
      world.staff.village2,
      'pairing',
      'pairForResident',
      { residentId: alone.residentId, volunteerId: (await volunteerOf(world.staff.village2))._id, note },
      { as: { role: 'villageStaff' } },
    );
    await server.client.refused('NOT_FOUND', world.staff.village, 'pairing', 'pairForResident', {
      residentId: alone.residentId,
      volunteerId: 'nobody',
      note,
    });
  });
});

describe('the village does not arrange', () => {
  const pair = async (residentId: string, volunteer: string) => ({
    residentId,
    volunteerId: (await volunteerOf(volunteer))._id,
    note: '双方同意',
  });

  test('with a volunteer whom nobody has verified, nor with the phone that says it is the resident', async () => {
    const alone = await world.registerOne();
    const moved = await world.volunteer();
    await putDoc(server, 'volunteers', { ...(await volunteerOf(moved)), state: 'toVerify' });
    // The binding is still to be verified: the village is who would be asked.
    const claimed = await world.bind(await world.registerOne(), await world.volunteer());
    const before = await server.client.dump();
    for (const [code, person, volunteer] of [
      ['VOLUNTEER_NOT_VERIFIED', alone, moved],
      ['BAD_INPUT', claimed, claimed.openid],
    ] as const) {
      const input = await pair(person.residentId, volunteer);
      await server.client.refused(code, world.staff.village, 'pairing', 'pairForResident', input);
    }
    expect(await server.client.dump()).toEqual(before);
  });

  test('nor pairs an officer the record that they say is their own', async () => {
    const officer = await world.officer('village', VILLAGE);
    const own = await world.bind(await world.registerOne(), officer);
    const input = await pair(own.residentId, await world.volunteer());
    const before = await server.client.dump();
    await server.client.refused('OWN_CASE', officer, 'pairing', 'pairForResident', input, {
      as: { role: 'villageStaff' },
    });
    expect(await server.client.dump()).toEqual(before);
  });

  test('for more volunteers than a resident may have, nor twice the same', async () => {
    const { residentId } = await world.registerOne();
    const helpers = [await world.volunteer(), await world.volunteer(), await world.volunteer()];
    for (const helper of helpers) {
      const input = await pair(residentId, helper);
      await server.client.ok(world.staff.village, 'pairing', 'pairForResident', input);
    }
    const before = await server.client.dump();
    const fourth = await pair(residentId, await world.volunteer());
    await server.client.refused('PAIRING_LIMIT', world.staff.village, 'pairing', 'pairForResident', fourth);
    expect((await server.client.one('residents', residentId)).pairings).toHaveLength(3);
    expect((await server.client.dump()).pairings).toEqual(before.pairings);
  });

  test('nor answers an officer for the own ward', async () => {
    const officer = await world.officer('village', VILLAGE);
    const ward = await world.registerOne();
    const code = await cardOf(server, world.staff.village, ward.residentId);
    const volunteer = await world.volunteer();
    const { pairingId } = await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
    await world.guardianOf(ward, officer);
    const before = await server.client.dump();
    const decide = { pairingId, accept: true };
    await server.client.refused('OWN_CASE', officer, 'pairing', 'decidePairing', decide, {
      as: { role: 'villageStaff' },
    });
    expect(await server.client.dump()).toEqual(before);
  });
});

describe('ending', () => {
  test.each(['volunteer', 'resident', 'guardian', 'villageStaff', 'townStaff'] as const)(
    'by the %s, with a reason that not everybody reads',
    async (who) => {
      const before = await figures();
      const { person, volunteer, pairingId } = await paired(server, world);
      const guardian = await world.guardianOf(person);
      const by = {
        volunteer,
        resident: person.openid,
        guardian,
        villageStaff: world.staff.village,
        townStaff: world.staff.town,
      }[who];
      await server.client.refused('BAD_INPUT', by, 'pairing', 'endPairing', { pairingId, reason: '' });
      const ended = await server.client.ok(by, 'pairing', 'endPairing', { pairingId, reason: '搬家了' });
      expect(ended).toEqual({ state: 'ended' });
      expect(await figures()).toEqual(before);
      expect((await volunteerOf(volunteer)).pairings).toEqual([]);
      expect((await server.client.one('residents', person.residentId)).pairings).toEqual([]);
      expect(await mine(volunteer, true)).toMatchObject([
        { state: 'ended', endReason: who === 'volunteer' ? '搬家了' : null, residentName: person.name },
      ]);
      expect(await mine(person.openid, true)).toMatchObject([{ endReason: '搬家了', volunteerPhone: null }]);
      await server.client.refused('STATE_CHANGED', by, 'pairing', 'endPairing', {
        pairingId,
        reason: '再来',
      });
      const told = (await templatesTo(who === 'volunteer' ? person.openid : volunteer)).join();
      expect(told).toContain('已结束');
    },
  );

  test('what was only asked for is taken back by the volunteer and declined by the resident', async () => {
    const before = await figures();
    const one = await asked();
    expect(
      await server.client.ok(one.volunteer, 'pairing', 'endPairing', {
        pairingId: one.pairingId,
        reason: '没有时间',
      }),
    ).toEqual({ state: 'cancelled' });
    expect((await server.client.one('residents', one.person.residentId)).asked).toEqual([]);
    const two = await asked();
    expect(
      await server.client.ok(two.person.openid, 'pairing', 'endPairing', {
        pairingId: two.pairingId,
        reason: '不需要',
      }),
    ).toEqual({ state: 'declined' });
    expect(await figures()).toEqual(before);
  });

  test('others: it does not exist for them', async () => {
    const { pairingId } = await paired(server, world);
    const end = { pairingId, reason: '不相干' };
    const others = [
      await world.volunteer(),
      (await world.resident()).openid,
      await world.guardianOf(await world.registerOne()),
      world.staff.otherVillage,
    ];
    for (const openid of others)
      await server.client.refused('NOT_FOUND', openid, 'pairing', 'endPairing', end);
    for (const openid of [newOpenid('stranger'), world.staff.admin])
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'endPairing', end);
  });
});

describe('lists of staff', () => {
  test('own village only, found by the beginning of either name', async () => {
    const person = await world.resident();
    const { pairingId, volunteer } = await paired(server, world, person);
    const elsewhere = await paired(server, world, await world.resident('1950-01-01', [], OTHER_VILLAGE));
    const list = async (openid: string, input = {}) =>
      (await server.client.ok(openid, 'pairing', 'pairings', { state: 'active', ...input })).items.map(
        (one) => one.pairingId,
      );
    const { name } = await volunteerOf(volunteer);
    expect(await list(world.staff.village, { q: person.name })).toEqual([pairingId]);
    expect(await list(world.staff.village, { q: name })).toEqual([pairingId]);
    expect(await list(world.staff.village)).not.toContain(elsewhere.pairingId);
    // A village that is asked for does not widen the own one.
    expect(await list(world.staff.village, { villageId: OTHER_VILLAGE })).not.toContain(elsewhere.pairingId);
    expect(await list(world.staff.otherVillage)).toEqual([elsewhere.pairingId]);
    expect(await list(world.staff.town)).toContain(elsewhere.pairingId);
    expect(await list(world.staff.town, { villageId: OTHER_VILLAGE })).toEqual([elsewhere.pairingId]);
    await server.client.refused('FORBIDDEN', volunteer, 'pairing', 'pairings', { state: 'active' });
  });
});

test('nobody answered for a week: asked once more, not every day', async () => {
  const { person } = await asked();
  await fire(server, 'remind');
  const before = (await templatesTo(person.openid)).length;
  await passTime(server, 7 * DAY, ['pairings']);
  await runTwice(server, { fn: 'pairing', table: pairingTimers, trigger: 'remind', collection: 'pairings' });
  await fire(server, 'remind');
  expect(await templatesTo(person.openid)).toHaveLength(before + 1);
});
