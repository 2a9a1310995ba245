/** Services by actor and by failure: begun and ended at the door, described, typed in, confirmed, disputed, decided, forgotten. */
import { pairingTimers } from '../../cloudfunctions/pairing/timers';
import { maskName } from '../../miniprogram/shared/mask';
import type { ServiceView } from '../../typings/api/pairing';
import type { ServiceState } from '../../typings/domain';
import { photo, upload } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { runTwice } from '../support/functions/late-timer';
import { newOpenid } from '../support/functions/people';
import {
  cardOf,
  codeOf,
  DAY,
  description,
  fire,
  HOUR,
  MINUTE,
  paired,
  passTime,
  putDoc,
  serviceIn,
  type Pair,
} from '../support/functions/pairs';
import { tamperedWith, type TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';
import { wav } from '../support/sounds';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const figures = async () => {
  const { services, serviceMinutes } = await server.client.one('counters', VILLAGE);
  return { ...services, serviceMinutes };
};

const view = async (openid: string, serviceId: string): Promise<ServiceView> => {
  const answer = await server.client.ok(openid, 'pairing', 'service', { serviceId });
  if (answer.unchanged) throw new Error('nothing was known before');
  return answer.service;
};

const volunteerOf = async (openid: string) => {
  const found = (await server.client.all('volunteers')).find((doc) => doc.openid === openid);
  if (!found) throw new Error('no volunteer');
  return found;
};

const told = async (openid: string): Promise<string> =>
  (await server.client.outbox(openid)).map((entry) => JSON.stringify(entry)).join();

/** A pair whose resident has neither phone nor guardian. */
async function pairedWithoutPhone(): Promise<Omit<Pair, 'person'> & { residentId: string }> {
  const { residentId } = await world.registerOne();
  const volunteer = await world.volunteer();
  const code = await cardOf(server, world.staff.village, residentId);
  const { pairingId } = await server.client.ok(world.staff.village, 'pairing', 'pairForResident', {
    residentId,
    volunteerId: (await volunteerOf(volunteer))._id,
    note: '双方同意',
  });
  const pairing = await server.client.one('pairings', pairingId);
  await putDoc(server, 'pairings', { ...pairing, decidedAt: (pairing.decidedAt ?? 0) - DAY });
  return { residentId, volunteer, code, pairingId };
}

describe('at the door', () => {
  test('begins: both home pages and the screen know at once; ends: minutes are counted, content is asked for', async () => {
    const { person, code, volunteer, pairingId } = await paired(server, world);
    const { serviceId, startedAt } = await server.client.ok(volunteer, 'pairing', 'startService', { code });
    expect(Math.abs(startedAt - Date.now())).toBeLessThan(MINUTE);
    const helper = await volunteerOf(volunteer);
    const line = { serviceId, volunteerName: helper.name, residentName: person.name, startedAt };
    expect(helper.running).toEqual(line);
    expect((await server.client.one('residents', person.residentId)).running).toEqual([line]);
    const { feed } = await server.client.one('counters', VILLAGE);
    expect(feed.filter(({ id }) => id === serviceId)).toMatchObject([
      { kind: 'serviceStarted', what: maskName(helper.name) },
    ]);
    expect(await view(volunteer, serviceId)).toMatchObject({
      pairingId,
      state: 'running',
      endedAt: null,
      can: { end: true, cancel: true, describe: false, confirm: false, decide: false, dispute: false },
    });

    const running = await server.client.one('services', serviceId);
    await putDoc(server, 'services', { ...running, startedAt: startedAt - 95 * MINUTE });
    const ended = await server.client.ok(volunteer, 'pairing', 'endService', { code });
    expect(ended).toMatchObject({ serviceId, minutes: 95 });
    const shown = (await server.client.one('counters', VILLAGE)).feed.filter(({ id }) => id === serviceId);
    // The screen hangs in public.
    expect(Object.fromEntries(shown.map(({ kind, what }) => [kind, what]))).toEqual({
      serviceStarted: maskName(helper.name),
      serviceDone: maskName(helper.name),
    });
    expect(await volunteerOf(volunteer)).toMatchObject({ running: null, toDescribe: [serviceId] });
    expect((await server.client.one('residents', person.residentId)).running).toEqual([]);
    expect(await view(person.openid, serviceId)).toMatchObject({ state: 'ended', minutes: 95, flags: [] });
  });

  test('one at a time: two phones at once, another resident, the same request again', async () => {
    const first = await paired(server, world);
    const second = await paired(server, world, undefined, first.volunteer);
    const requestId = newRequestId();
    const answers = await Promise.all([
      server.client.call(first.volunteer, 'pairing', 'startService', { code: first.code }, { requestId }),
      server.client.call(first.volunteer, 'pairing', 'startService', { code: first.code }, { requestId }),
      server.client.call(first.volunteer, 'pairing', 'startService', { code: first.code }),
      server.client.call(first.volunteer, 'pairing', 'startService', { code: second.code }),
    ]);
    const started = answers.flatMap((answer) => (answer.ok ? [answer.data.serviceId] : []));
    expect(new Set(started).size).toBe(1);
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('SERVICE_RUNNING');
    const all = (await server.client.all('services')).filter(
      ({ volunteerOpenid }) => volunteerOpenid === first.volunteer,
    );
    expect(all).toHaveLength(1);
  });

  test('two volunteers may help one resident at the same time', async () => {
    const first = await paired(server, world);
    const second = await paired(server, world, first.person);
    await server.client.ok(first.volunteer, 'pairing', 'startService', { code: first.code });
    await server.client.ok(second.volunteer, 'pairing', 'startService', { code: first.code });
    expect((await server.client.one('residents', first.person.residentId)).running).toHaveLength(2);
  });

  test('not without a pairing, not while it is only asked for, not once it is over', async () => {
    const person = await world.resident();
    const code = await codeOf(server, person);
    const volunteer = await world.volunteer();
    const start = () =>
      server.client.refused('PAIRING_NEEDED', volunteer, 'pairing', 'startService', { code });
    await start();
    const { pairingId } = await server.client.ok(volunteer, 'pairing', 'askPairing', { code });
    await start();
    await server.client.ok(person.openid, 'pairing', 'decidePairing', { pairingId, accept: true });
    await server.client.ok(person.openid, 'pairing', 'endPairing', { pairingId, reason: '不用了' });
    await start();
  });

  test('the end: nothing runs, another code, a pairing that was ended meanwhile', async () => {
    const { person, code, volunteer, pairingId } = await paired(server, world);
    await server.client.refused('SERVICE_NOT_RUNNING', volunteer, 'pairing', 'endService', { code });
    await server.client.ok(volunteer, 'pairing', 'startService', { code });
    const other = await codeOf(server, await world.resident());
    const { message } = await server.client.refused('SERVICE_RUNNING', volunteer, 'pairing', 'endService', {
      code: other,
    });
    expect(message).toContain(person.name);
    await server.client.ok(person.openid, 'pairing', 'endPairing', { pairingId, reason: '不用了' });
    await server.client.ok(volunteer, 'pairing', 'endService', { code });
  });

  test('who may not', async () => {
    const { person, code } = await paired(server, world);
    for (const action of ['startService', 'endService'] as const) {
      for (const openid of [person.openid, world.staff.village, newOpenid('stranger')]) {
        await server.client.refused('FORBIDDEN', openid, 'pairing', action, { code });
      }
      await server.client.refused(
        action === 'startService' ? 'PAIRING_NEEDED' : 'SERVICE_NOT_RUNNING',
        await world.volunteer(),
        'pairing',
        action,
        { code },
      );
    }
  });

  test('longer than the cap: counted up to it, marked, staff look', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'toConfirm', 13 * 60);
    expect(await server.client.one('services', serviceId)).toMatchObject({
      state: 'toCheck',
      minutes: 720,
      flags: ['tooLong'],
    });
  });

  test('shorter than five minutes: its minutes, nothing more', async () => {
    const serviceId = await serviceIn(server, await paired(server, world), 'toConfirm', 3);
    expect(await server.client.one('services', serviceId)).toMatchObject({
      state: 'toConfirm',
      minutes: 3,
      flags: [],
    });
  });
});

describe('scans kept without network', () => {
  test("with the phone's time, marked, and staff look", async () => {
    const { code, volunteer } = await paired(server, world);
    const start = Date.now() - 3 * HOUR;
    const { serviceId, startedAt } = await server.client.ok(volunteer, 'pairing', 'startService', {
      code,
      scannedAt: start,
    });
    expect(startedAt).toBe(start);
    const { minutes, endedAt } = await server.client.ok(volunteer, 'pairing', 'endService', {
      code,
      scannedAt: start + 40 * MINUTE,
    });
    expect({ minutes, endedAt }).toEqual({ minutes: 40, endedAt: start + 40 * MINUTE });
    const answer = await server.client.ok(volunteer, 'pairing', 'describeService', {
      serviceId,
      ...(await description(server, volunteer)),
    });
    expect(answer).toEqual({ state: 'toCheck' });
    expect((await server.client.one('services', serviceId)).flags).toEqual(['offlineScan']);
  });

  test('one that shares time with another service is marked so', async () => {
    const pair = await paired(server, world);
    await serviceIn(server, pair, 'toConfirm', 60);
    const start = Date.now() - 30 * MINUTE;
    const { code, volunteer } = pair;
    const { serviceId } = await server.client.ok(volunteer, 'pairing', 'startService', {
      code,
      scannedAt: start,
    });
    await server.client.ok(volunteer, 'pairing', 'endService', { code });
    expect((await server.client.one('services', serviceId)).flags).toEqual(['offlineScan', 'overlap']);
  });

  test('also one whose end was forgotten', async () => {
    const pair = await paired(server, world);
    await serviceIn(server, pair, 'toConfirm', 60);
    const { code, volunteer } = pair;
    const { serviceId } = await server.client.ok(volunteer, 'pairing', 'startService', {
      code,
      scannedAt: Date.now() - 30 * MINUTE,
    });
    await passTime(server, 13 * HOUR, ['services']);
    await fire(server, 'forgotten');
    expect((await server.client.one('services', serviceId)).flags).toEqual([
      'offlineScan',
      'forgotEnd',
      'overlap',
    ]);
  });

  test('from the future, too old, before the pairing, an end before its start', async () => {
    const { code, volunteer } = await paired(server, world);
    const now = Date.now();
    for (const scannedAt of [now + 10 * MINUTE, now - 31 * DAY, now - 2 * DAY]) {
      await server.client.refused('SERVICE_TIME_WRONG', volunteer, 'pairing', 'startService', {
        code,
        scannedAt,
      });
    }
    await server.client.ok(volunteer, 'pairing', 'startService', { code });
    await server.client.refused('SERVICE_TIME_WRONG', volunteer, 'pairing', 'endService', {
      code,
      scannedAt: now - HOUR,
    });
  });

  test('a clock that is a minute ahead: now, not the future', async () => {
    const { code, volunteer } = await paired(server, world);
    const { startedAt } = await server.client.ok(volunteer, 'pairing', 'startService', {
      code,
      scannedAt: Date.now() + MINUTE,
    });
    expect(startedAt).toBeLessThanOrEqual(Date.now());
  });

  test('a code that was renewed after the scan was good then; one renewed before was not', async () => {
    const { person, code, volunteer } = await paired(server, world);
    const before = Date.now() - HOUR;
    await server.client.ok(person.openid, 'pairing', 'issueCode', { renew: true });
    await server.client.refused('CODE_OLD', volunteer, 'pairing', 'startService', { code });
    await server.client.ok(volunteer, 'pairing', 'startService', { code, scannedAt: before });
  });
});

describe('what was done', () => {
  test('kinds, words and photos; the resident and the guardian are asked', async () => {
    const pair = await paired(server, world);
    const { person, volunteer } = pair;
    const guardian = await world.guardianOf(person);
    const serviceId = await serviceIn(server, pair, 'ended', 45);
    const input = await description(server, volunteer);
    expect(await server.client.ok(volunteer, 'pairing', 'describeService', { serviceId, ...input })).toEqual({
      state: 'toConfirm',
    });
    expect(await volunteerOf(volunteer)).toMatchObject({ toDescribe: [], minutes: 0 });
    expect((await server.client.one('residents', person.residentId)).asked).toMatchObject([
      { what: 'service', serviceId },
    ]);
    for (const openid of [person.openid, guardian]) {
      expect(await told(openid)).toContain('请确认这次帮扶');
      const seen = await view(openid, serviceId);
      expect(seen).toMatchObject({
        words: '陪着说说话',
        kinds: ['visit'],
        can: { confirm: true, dispute: true },
      });
      expect(seen.photos.map(({ photoId }) => photoId)).toEqual(input.photoIds);
      expect(
        await server.client.ok(openid, 'pairing', 'service', { serviceId, knownVersion: seen.version }),
      ).toEqual({ unchanged: true });
    }
  });

  test("refused: no kind, no photo, ten photos, another's photo, one of another purpose, twice, too early, another volunteer", async () => {
    const pair = await paired(server, world);
    const { volunteer } = pair;
    const serviceId = await serviceIn(server, pair, 'running');
    const good = { serviceId, ...(await description(server, volunteer)) };
    await server.client.refused('STEP_NOT_ALLOWED', volunteer, 'pairing', 'describeService', good);
    await server.client.ok(volunteer, 'pairing', 'endService', { code: pair.code });
    const refused = (code: 'BAD_INPUT' | 'PHOTO_REQUIRED' | 'PHOTO_NOT_FOUND', change: object) =>
      server.client.refused(code, volunteer, 'pairing', 'describeService', { ...good, ...change });
    await refused('BAD_INPUT', { kinds: [] });
    await refused('BAD_INPUT', { kinds: ['visit', 'visit'] });
    await refused('BAD_INPUT', { kinds: ['dancing'] });
    await refused('PHOTO_REQUIRED', { photoIds: [] });
    await refused('BAD_INPUT', { photoIds: Array.from({ length: 10 }, (_, n) => `photo${n}`) });
    await refused('PHOTO_NOT_FOUND', { photoIds: [await photo(server, await world.volunteer(), 'service')] });
    await refused('PHOTO_NOT_FOUND', { photoIds: [await photo(server, volunteer, 'wish')] });
    await server.client.refused('NOT_FOUND', await world.volunteer(), 'pairing', 'describeService', good);
    await server.client.ok(volunteer, 'pairing', 'describeService', good);
    await server.client.refused('STATE_CHANGED', volunteer, 'pairing', 'describeService', good);
  });

  test('of a resident without phone and guardian: staff look, and their word counts', async () => {
    const { volunteer, code } = await pairedWithoutPhone();
    const { serviceId } = await server.client.ok(volunteer, 'pairing', 'startService', { code });
    await server.client.ok(volunteer, 'pairing', 'endService', { code });
    expect(
      await server.client.ok(volunteer, 'pairing', 'describeService', {
        serviceId,
        ...(await description(server, volunteer)),
      }),
    ).toEqual({ state: 'toCheck' });
    expect(
      await server.client.ok(world.staff.village, 'pairing', 'decideService', {
        serviceId,
        accept: true,
        note: '打电话问过',
      }),
    ).toEqual({ state: 'confirmed' });
  });
});

describe('typed in afterwards', () => {
  const typed = (pairingId: string, startedAt: number, endedAt: number) => ({
    pairingId,
    startedAt,
    endedAt,
    kinds: ['shopping' as const],
    words: '买了米和油',
    photoIds: [] as string[],
  });

  test('marked, staff look, then the resident is asked', async () => {
    const { person, volunteer, pairingId } = await paired(server, world);
    const now = Date.now();
    const { serviceId, state } = await server.client.ok(
      volunteer,
      'pairing',
      'recordService',
      typed(pairingId, now - 5 * HOUR, now - 4 * HOUR),
    );
    expect(state).toBe('toCheck');
    expect(await view(world.staff.village, serviceId)).toMatchObject({
      minutes: 60,
      flags: ['typedLater'],
      can: { decide: true },
    });
    expect((await view(person.openid, serviceId)).can.confirm).toBe(false);
    await server.client.refused('STEP_NOT_ALLOWED', person.openid, 'pairing', 'confirmService', {
      serviceId,
      score: 5,
      words: '',
    });
    expect(
      await server.client.ok(world.staff.village, 'pairing', 'decideService', {
        serviceId,
        accept: true,
        minutes: 50,
        note: '',
      }),
    ).toEqual({ state: 'toConfirm' });
    await server.client.ok(person.openid, 'pairing', 'confirmService', { serviceId, score: 4, words: '' });
    expect((await volunteerOf(volunteer)).minutes).toBe(50);
  });

  test('overlaps another one, or the one that runs', async () => {
    const { code, volunteer, pairingId } = await paired(server, world);
    const now = Date.now();
    const record = async (from: number, to: number) => {
      const input = typed(pairingId, now + from, now + to);
      const { serviceId } = await server.client.ok(volunteer, 'pairing', 'recordService', input);
      return (await server.client.one('services', serviceId)).flags;
    };
    expect(await record(-5 * HOUR, -4 * HOUR)).toEqual(['typedLater']);
    expect(await record(-4 * HOUR, -3 * HOUR)).toEqual(['typedLater']);
    expect(await record(-4.5 * HOUR, -3.5 * HOUR)).toEqual(['typedLater', 'overlap']);
    await server.client.ok(volunteer, 'pairing', 'startService', { code, scannedAt: now - HOUR });
    expect(await record(-0.5 * HOUR, 0)).toEqual(['typedLater', 'overlap']);
  });

  test.each([
    ['future', 1 * HOUR, 2 * HOUR],
    ['end in the future', -1 * HOUR, 1 * HOUR],
    ['backwards', -1 * HOUR, -2 * HOUR],
    ['nothing', -1 * HOUR, -1 * HOUR],
    ['older than thirty days', -31 * DAY, -31 * DAY + HOUR],
    ['before the pairing', -2 * DAY, -2 * DAY + HOUR],
    ['longer than twelve hours', -14 * HOUR, -1 * HOUR],
  ])('%s: refused', async (name, from, to) => {
    const { volunteer, pairingId } = await paired(server, world);
    // Only one case is about the pairing: in the others it is far older than the times.
    if (!name.includes('pairing')) await passTime(server, 60 * DAY, ['pairings']);
    const now = Date.now();
    await server.client.refused(
      'SERVICE_TIME_WRONG',
      volunteer,
      'pairing',
      'recordService',
      typed(pairingId, now + from, now + to),
    );
  });

  test('with neither words nor photo, of another volunteer, of a pairing that was never agreed on', async () => {
    const { volunteer, pairingId, person, code } = await paired(server, world);
    const now = Date.now();
    const input = typed(pairingId, now - 2 * HOUR, now - HOUR);
    await server.client.refused('BAD_INPUT', volunteer, 'pairing', 'recordService', { ...input, words: '' });
    const other = await world.volunteer();
    await server.client.refused('NOT_FOUND', other, 'pairing', 'recordService', input);
    await server.client.refused('FORBIDDEN', person.openid, 'pairing', 'recordService', input);
    const asked = await server.client.ok(other, 'pairing', 'askPairing', { code });
    await server.client.refused('PAIRING_NEEDED', other, 'pairing', 'recordService', {
      ...input,
      pairingId: asked.pairingId,
    });
  });
});

describe('taken back', () => {
  test.each(['running', 'ended', 'toConfirm'] as const)('while %s: gone from every list', async (state) => {
    const pair = await paired(server, world);
    const before = await figures();
    const serviceId = await serviceIn(server, pair, state);
    const cancel = { serviceId, reason: '扫错了' };
    await server.client.refused('FORBIDDEN', pair.person.openid, 'pairing', 'cancelService', cancel);
    await server.client.refused('NOT_FOUND', await world.volunteer(), 'pairing', 'cancelService', cancel);
    await server.client.ok(pair.volunteer, 'pairing', 'cancelService', cancel);
    expect(await volunteerOf(pair.volunteer)).toMatchObject({ running: null, toDescribe: [], minutes: 0 });
    expect(await server.client.one('residents', pair.person.residentId)).toMatchObject({
      running: [],
      asked: [],
    });
    expect(await figures()).toMatchObject({
      cancelled: (before.cancelled ?? 0) + 1,
      serviceMinutes: before.serviceMinutes,
    });
    expect(await view(pair.person.openid, serviceId)).toMatchObject({
      state: 'cancelled',
      cancelled: { reason: '扫错了' },
    });
  });

  test('not once it is confirmed', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'confirmed');
    await server.client.refused('STATE_CHANGED', pair.volunteer, 'pairing', 'cancelService', {
      serviceId,
      reason: '不要了',
    });
  });
});

describe('confirmed', () => {
  test('with a face, words, a photo and a voice note; minutes count now', async () => {
    const pair = await paired(server, world);
    const { person, volunteer } = pair;
    const before = await figures();
    const serviceId = await serviceIn(server, pair, 'toConfirm', 90);
    const photoId = await photo(server, person.openid, 'feedback');
    const { voiceId } = await server.client.ok(person.openid, 'media', 'acceptVoice', {
      fileID: await upload(server, person.openid, wav(2), 'wav'),
      purpose: 'feedback',
      seconds: 2,
    });
    await server.client.ok(person.openid, 'pairing', 'confirmService', {
      serviceId,
      score: 5,
      words: '小伙子很细心',
      photoIds: [photoId],
      voiceId,
    });
    expect(await figures()).toMatchObject({
      confirmed: (before.confirmed ?? 0) + 1,
      serviceMinutes: before.serviceMinutes + 90,
    });
    expect((await volunteerOf(volunteer)).minutes).toBe(90);
    expect(await server.client.one('pairings', pair.pairingId)).toMatchObject({ services: 1, minutes: 90 });
    expect((await server.client.one('residents', person.residentId)).asked).toEqual([]);
    expect((await server.client.one('services', serviceId)).confirmedAt).toBeGreaterThan(Date.now() - MINUTE);
    expect(await view(volunteer, serviceId)).toMatchObject({
      state: 'confirmed',
      feedback: {
        score: 5,
        words: '小伙子很细心',
        photos: [{ photoId }],
        voice: { voiceId, seconds: 2 },
        late: false,
        onBehalfBy: null,
      },
    });
    expect(await told(volunteer)).toContain('已确认');
  });

  test('by a guardian: said so; two at once: one counts', async () => {
    const pair = await paired(server, world);
    const guardian = await world.guardianOf(pair.person);
    const serviceId = await serviceIn(server, pair, 'toConfirm', 30);
    const answers = await Promise.all(
      [guardian, pair.person.openid].map((openid) =>
        server.client.call(openid, 'pairing', 'confirmService', { serviceId, score: 4, words: '' }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['STATE_CHANGED', 'ok']);
    expect((await volunteerOf(pair.volunteer)).minutes).toBe(30);
    const other = await paired(server, world, pair.person);
    const second = await serviceIn(server, other, 'toConfirm', 30);
    await server.client.ok(guardian, 'pairing', 'confirmService', { serviceId: second, score: 4, words: '' });
    const { feedback } = await view(guardian, second);
    expect(feedback?.onBehalfBy).toMatch(/^[\u4e00-\u9fff]{2,}$/);
  });

  test('fifteen days later: taken all the same, and marked', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'toConfirm');
    await passTime(server, 15 * DAY, ['services']);
    await server.client.ok(pair.person.openid, 'pairing', 'confirmService', {
      serviceId,
      score: 3,
      words: '',
    });
    expect((await view(pair.person.openid, serviceId)).feedback).toMatchObject({ late: true });
  });

  test('who may not', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'toConfirm');
    const good = { serviceId, score: 5, words: '' };
    for (const openid of [pair.volunteer, world.staff.village, world.staff.town, newOpenid('stranger')]) {
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'confirmService', good);
    }
    await server.client.refused(
      'NOT_FOUND',
      (await world.resident()).openid,
      'pairing',
      'confirmService',
      good,
    );
    for (const score of [0, 6, 2.5]) {
      await server.client.refused('BAD_INPUT', pair.person.openid, 'pairing', 'confirmService', {
        ...good,
        score,
      });
    }
    const photoIds = [await photo(server, pair.volunteer, 'feedback')];
    await server.client.refused('PHOTO_NOT_FOUND', pair.person.openid, 'pairing', 'confirmService', {
      ...good,
      photoIds,
    });
    // The volunteer has become the guardian meanwhile.
    await world.guardianOf(pair.person, pair.volunteer);
    await server.client.refused('OWN_CASE', pair.volunteer, 'pairing', 'confirmService', good, {
      as: { role: 'guardian', residentId: pair.person.residentId },
    });
  });
});

describe('disputed', () => {
  test.each([
    ['toConfirm', true, 'confirmed', 60],
    ['toConfirm', false, 'rejected', 0],
    ['confirmed', true, 'confirmed', 60],
    ['confirmed', false, 'rejected', 0],
  ] as const)('after %s, accepted %s: %s, %i minutes count', async (from, accept, to, counted) => {
    const pair = await paired(server, world);
    const { person, volunteer } = pair;
    const before = await figures();
    const serviceId = await serviceIn(server, pair, from, 60);
    const photoIds = [await photo(server, person.openid, 'feedback')];
    await server.client.ok(person.openid, 'pairing', 'disputeService', {
      serviceId,
      reason: '只来了十分钟',
      photoIds,
    });
    expect(await figures()).toMatchObject({
      disputed: (before.disputed ?? 0) + 1,
      serviceMinutes: before.serviceMinutes,
    });
    expect((await volunteerOf(volunteer)).minutes).toBe(0);
    expect((await view(world.staff.village, serviceId)).dispute?.photos).toHaveLength(1);
    expect((await view(volunteer, serviceId)).dispute).toMatchObject({ reason: '只来了十分钟', photos: [] });

    const { items } = await (async () => {
      const answer = await server.client.ok(world.staff.village, 'pairing', 'serviceQueue', {
        tab: 'disputed',
      });
      if (answer.unchanged) throw new Error('nothing was known before');
      return answer;
    })();
    expect(items.map((one) => one.serviceId)).toContain(serviceId);

    const decide = { serviceId, accept, note: '打电话核实过' };
    expect(await server.client.ok(world.staff.village, 'pairing', 'decideService', decide)).toEqual({
      state: to,
    });
    expect((await volunteerOf(volunteer)).minutes).toBe(counted);
    expect(await server.client.one('pairings', pair.pairingId)).toMatchObject({
      services: counted > 0 ? 1 : 0,
      minutes: counted,
    });
    expect((await figures()).serviceMinutes).toBe(before.serviceMinutes + counted);
    const late = await server.client.refused(
      'STATE_CHANGED',
      world.staff.village2,
      'pairing',
      'decideService',
      decide,
    );
    expect(late.message).toContain('谢家路村残协 专职委员');
    // What staff have decided stands.
    await server.client.refused('STATE_CHANGED', person.openid, 'pairing', 'disputeService', {
      serviceId,
      reason: '还是不对',
    });
    expect((await view(person.openid, serviceId)).can.dispute).toBe(false);
  });
});

describe('staff decide', () => {
  test("who may not: other villages, residents, volunteers, and nobody the own or a ward's", async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'disputed');
    const decide = { serviceId, accept: true, note: '' };
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'pairing', 'decideService', decide);
    for (const openid of [pair.person.openid, pair.volunteer, world.staff.admin, newOpenid('stranger')]) {
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'decideService', decide);
    }
    const guarding = await world.officer('village', VILLAGE);
    await world.guardianOf(pair.person, guarding);
    await server.client.refused('OWN_CASE', guarding, 'pairing', 'decideService', decide, {
      as: { role: 'villageStaff' },
    });
    const helping = await world.officer('village', VILLAGE);
    await world.volunteer(VILLAGE, helping);
    const own = await paired(server, world, undefined, helping);
    const ofOwn = await serviceIn(server, own, 'disputed');
    await server.client.refused(
      'OWN_CASE',
      helping,
      'pairing',
      'decideService',
      { ...decide, serviceId: ofOwn },
      {
        as: { role: 'villageStaff' },
      },
    );
    await server.client.ok(world.staff.town, 'pairing', 'decideService', decide);
  });

  test('minutes go down, never up; a rejection needs its reason', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'disputed', 60);
    const decide = (change: object) =>
      server.client.refused('BAD_INPUT', world.staff.village, 'pairing', 'decideService', {
        serviceId,
        accept: true,
        note: '',
        ...change,
      });
    await decide({ minutes: 61 });
    await decide({ minutes: -1 });
    await decide({ accept: false });
    await server.client.ok(world.staff.village, 'pairing', 'decideService', {
      serviceId,
      accept: true,
      minutes: 10,
      note: '双方都说十分钟',
    });
    expect((await volunteerOf(pair.volunteer)).minutes).toBe(10);
    const { decision } = await view(pair.person.openid, serviceId);
    expect(decision).toMatchObject({ accepted: true, note: '双方都说十分钟' });
  });

  test('the queue: own village, tells when nothing is new, decided ones apart', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'disputed');
    const queue = async (openid: string, tab: 'toCheck' | 'disputed' | 'decided', knownVersion?: number) =>
      server.client.ok(openid, 'pairing', 'serviceQueue', {
        tab,
        ...(knownVersion === undefined ? {} : { knownVersion }),
      });
    const listed = async (openid: string, tab: 'toCheck' | 'disputed' | 'decided') => {
      const answer = await queue(openid, tab);
      return answer.unchanged ? [] : answer.items.map((one) => one.serviceId);
    };
    expect(await listed(world.staff.village, 'disputed')).toContain(serviceId);
    expect(await listed(world.staff.town, 'disputed')).toContain(serviceId);
    expect(await listed(world.staff.otherVillage, 'disputed')).toEqual([]);
    const first = await queue(world.staff.village, 'disputed');
    if (first.unchanged) throw new Error('nothing was known before');
    expect(await queue(world.staff.village, 'disputed', first.version)).toEqual({ unchanged: true });
    await server.client.ok(world.staff.village, 'pairing', 'decideService', {
      serviceId,
      accept: true,
      note: '',
    });
    expect(await queue(world.staff.village, 'disputed', first.version)).toMatchObject({ unchanged: false });
    expect(await listed(world.staff.village, 'disputed')).not.toContain(serviceId);
    expect(await listed(world.staff.village, 'decided')).toContain(serviceId);
    await server.client.refused('FORBIDDEN', pair.volunteer, 'pairing', 'serviceQueue', { tab: 'toCheck' });
  });

  test('pages of decided ones, the last decision first, lose and repeat none, whatever shares a millisecond', async () => {
    const pair = await paired(server, world);
    const decided = await server.client.one('services', await serviceIn(server, pair, 'confirmed'));
    const at = 1_700_000_000_000;
    const ids = Array.from({ length: 50 }, (_, n) => `paged-${String(n).padStart(2, '0')}`);
    for (const [n, _id] of ids.entries()) {
      const decision = { at: at + Math.floor(n / 30), by: '陈五', openid: '', accepted: true, note: '' };
      await putDoc(server, 'services', { ...decided, _id, villageId: OTHER_VILLAGE, decision });
    }
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(cursor);
      if (page.unchanged) throw new Error('nothing was known before');
      listed.push(...page.items.map(({ serviceId }) => serviceId));
      cursor = page.next;
    } while (cursor !== null);
    expect(listed.filter((id) => id.startsWith('paged-'))).toEqual([...ids].reverse());
    tamperedWith(server);
  });
  const ask = (cursor: string | null) =>
    server.client.ok(world.staff.otherVillage, 'pairing', 'serviceQueue', { tab: 'decided', cursor });
});

describe('lists and details', () => {
  test('each side has its own, by state; to others a service does not exist', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'confirmed');
    const mine = async (openid: string, state?: ServiceState) =>
      (await server.client.ok(openid, 'pairing', 'myServices', state ? { state } : {})).items;
    for (const openid of [pair.volunteer, pair.person.openid]) {
      expect(await mine(openid)).toMatchObject([{ serviceId, state: 'confirmed', score: 5 }]);
      expect(await mine(openid, 'disputed')).toEqual([]);
    }
    for (const openid of [
      await world.volunteer(),
      (await world.resident()).openid,
      world.staff.otherVillage,
    ]) {
      await server.client.refused('NOT_FOUND', openid, 'pairing', 'service', { serviceId });
    }
    await server.client.refused('FORBIDDEN', newOpenid('stranger'), 'pairing', 'service', { serviceId });
  });

  test('page after page without gaps', async () => {
    const { volunteer, pairingId } = await paired(server, world);
    const now = Date.now();
    for (let n = 0; n < 23; n += 1) {
      await server.client.ok(volunteer, 'pairing', 'recordService', {
        pairingId,
        startedAt: now - HOUR - n * 10 * MINUTE,
        endedAt: now - HOUR - n * 10 * MINUTE + 5 * MINUTE,
        kinds: ['errand'],
        words: '跑腿',
        photoIds: [],
      });
    }
    const first = await server.client.ok(volunteer, 'pairing', 'myServices', {});
    const second = await server.client.ok(volunteer, 'pairing', 'myServices', { cursor: first.next });
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 3, null]);
    const ids = [...first.items, ...second.items].map((one) => one.serviceId);
    expect(new Set(ids).size).toBe(23);
  });

  test('staff reading a service is in the audit; asking for news is not', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'toConfirm');
    const { version } = await view(world.staff.village, serviceId);
    await server.client.ok(world.staff.village, 'pairing', 'service', { serviceId, knownVersion: version });
    await view(pair.volunteer, serviceId);
    const reads = (await server.client.all('audit')).filter(
      (entry) => entry.action === 'pairing.service' && entry.target === serviceId,
    );
    expect(reads).toHaveLength(1);
  });
});

describe('timers', () => {
  const twice = (trigger: string) =>
    runTwice(server, { fn: 'pairing', table: pairingTimers, trigger, collection: 'services' });

  test('four hours without an end: reminded once; over the cap: ended there, described, looked at by staff', async () => {
    const pair = await paired(server, world);
    const { volunteer } = pair;
    const serviceId = await serviceIn(server, pair, 'running');
    const messages = async () => (await server.client.outbox(volunteer)).length;
    const before = await messages();
    await fire(server, 'forgotten');
    expect(await messages()).toBe(before);
    await passTime(server, 5 * HOUR, ['services']);
    await twice('forgotten');
    expect(await messages()).toBe(before + 1);
    expect((await volunteerOf(volunteer)).running).not.toBeNull();

    await passTime(server, 8 * HOUR, ['services']);
    await twice('forgotten');
    expect(await messages()).toBe(before + 2);
    const service = await server.client.one('services', serviceId);
    expect(service).toMatchObject({ state: 'ended', minutes: 720, flags: ['forgotEnd'] });
    expect((service.endedAt ?? 0) - service.startedAt).toBe(12 * HOUR);
    expect(await volunteerOf(volunteer)).toMatchObject({ running: null, toDescribe: [serviceId] });
    expect((await server.client.one('residents', pair.person.residentId)).running).toEqual([]);
    expect(
      await server.client.ok(volunteer, 'pairing', 'describeService', {
        serviceId,
        ...(await description(server, volunteer)),
      }),
    ).toEqual({ state: 'toCheck' });
    const entries = (await server.client.all('audit')).filter((entry) => entry.target === serviceId);
    expect(entries.filter(({ openid }) => openid === 'timer')).toHaveLength(2);
  });

  test('not confirmed: asked again after three days, twice, then no more', async () => {
    const pair = await paired(server, world);
    const { openid } = pair.person;
    await serviceIn(server, pair, 'toConfirm');
    const messages = async () => (await server.client.outbox(openid)).length;
    const before = await messages();
    await fire(server, 'remind');
    expect(await messages()).toBe(before);
    for (const reminders of [1, 2, 2]) {
      await passTime(server, 3 * DAY, ['services']);
      await twice('remind');
      expect(await messages()).toBe(before + reminders);
    }
    await passTime(server, 3 * DAY, ['services']);
    await fire(server, 'remind');
    expect(await messages()).toBe(before + 2);
  });

  test('never answered: staff see it apart and close it with how they asked; the resident still could', async () => {
    const { client } = server;
    const { village, otherVillage } = world.staff;
    const silent = await paired(server, world);
    const late = await paired(server, world);
    const serviceIds = [
      await serviceIn(server, silent, 'toConfirm'),
      await serviceIn(server, late, 'toConfirm'),
    ];
    const queue = async (officer: string): Promise<string[]> => {
      const answer = await client.ok(officer, 'pairing', 'serviceQueue', { tab: 'unanswered' });
      return answer.unchanged ? [] : answer.items.map(({ serviceId }) => serviceId);
    };
    const [closed = '', answered = ''] = serviceIds;
    const decide = { serviceId: closed, accept: true, note: '' };
    for (const days of [3, 3]) {
      await passTime(server, days * DAY, ['services']);
      await fire(server, 'remind');
    }
    // The second reminder is out, and its days are not over.
    await client.refused('STATE_CHANGED', village, 'pairing', 'decideService', decide);
    expect(await queue(village)).not.toContain(closed);
    await passTime(server, 3 * DAY, ['services']);
    await fire(server, 'remind');
    expect(await queue(village)).toEqual(expect.arrayContaining(serviceIds));
    expect(await queue(otherVillage)).toEqual([]);
    const { fields } = await client.refused('BAD_INPUT', village, 'pairing', 'decideService', decide);
    expect(fields).toEqual({ note: expect.stringContaining('怎么问清楚') as string });
    const asked = { ...decide, note: '打电话问过本人' };
    expect(await client.ok(village, 'pairing', 'decideService', asked)).toEqual({ state: 'confirmed' });
    expect((await client.one('residents', silent.person.residentId)).asked).toEqual([]);
    const confirm = { serviceId: answered, score: 5, words: '' };
    expect(await client.ok(late.person.openid, 'pairing', 'confirmService', confirm)).toEqual({
      state: 'confirmed',
    });
    const left = await queue(village);
    expect(left).not.toEqual(expect.arrayContaining([closed]));
    expect(left).not.toEqual(expect.arrayContaining([answered]));
  });

  test('nobody is left who could be asked: staff look instead', async () => {
    const pair = await paired(server, world);
    const serviceId = await serviceIn(server, pair, 'toConfirm');
    const resident = await server.client.one('residents', pair.person.residentId);
    await putDoc(server, 'residents', { ...resident, binding: null });
    await passTime(server, 3 * DAY, ['services']);
    await fire(server, 'remind');
    expect(await server.client.one('services', serviceId)).toMatchObject({ state: 'toCheck' });
    expect(
      await server.client.ok(world.staff.village, 'pairing', 'decideService', {
        serviceId,
        accept: true,
        note: '',
      }),
    ).toEqual({ state: 'confirmed' });
  });
});
