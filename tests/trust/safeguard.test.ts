/** What guards the data: messages that are not lost, retention, keys that change, the nightly look, limits, backup. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { CollectionName, Collections } from '../../cloudfunctions/core/collections';
import { startServer, tamperedWith, type TestServer } from '../support/functions/server';
import { applicationIn, assisting, photo, submission } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { expectClean } from '../support/functions/check-data';
import { dueEarlier } from '../support/functions/desk';
import { renovationRequest } from '../support/functions/kinds';
import { putDoc } from '../support/functions/pairs';
import { startTown } from '../support/functions/town';
import { VILLAGE, WHEELCHAIR, type World, type BoundPerson } from '../support/functions/world';
import { keepFigures } from '../support/trust/figures';
import { allActions } from '../support/trust/tables';
import { backup, restore, type Manifest } from '../../scripts/trust/backup';
import { temporaryFolder, cleanUp } from '../local-cloud/support';

jest.setTimeout(240_000);

const DAY = 86_400_000;
let server: TestServer;
let world: World;
let person: BoundPerson;

beforeAll(async () => {
  ({ server, world } = await startTown());
  person = await world.resident();
});
afterAll(async () => {
  await server.close();
  cleanUp();
});

const post = (path: string, body: unknown = {}): Promise<Response> =>
  fetch(`${server.client.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
const fire = (trigger: string): Promise<Response> => post(`/timers/safeguard/${trigger}`);
const answerNext = (answer: unknown, times = 1): Promise<Response> =>
  post('/outbox/script', { api: 'subscribeMessage.send', answer, times });

/** Makes documents so much older, as only a test may. */
async function age<C extends CollectionName>(
  collection: C,
  field: keyof Collections[C],
  ms: number,
): Promise<void> {
  for (const doc of await server.client.all(collection))
    await putDoc(server, collection, { ...doc, [field]: Number(doc[field]) - ms });
}

async function ageFirstAnswers(ms: number): Promise<void> {
  for (const doc of await server.client.all('audit'))
    if (doc.first) await putDoc(server, 'audit', { ...doc, first: { ...doc.first, at: doc.first.at - ms } });
}

describe('messages', () => {
  /** A step of which the resident is told. */
  const step = async (): Promise<string> => {
    const { openid } = await world.resident();
    const { verificationId } = await server.client.ok(openid, 'accounts', 'askCorrection', {
      field: 'address',
      value: '测试路9号',
      note: '',
    });
    await server.client.call(world.staff.village, 'accounts', 'decideVerification', {
      verificationId,
      approve: true,
    });
    return openid;
  };
  const sentTo = async (openid: string): Promise<number> =>
    (await server.client.outbox(openid)).filter(({ response }) => response.errcode === 0).length;

  test('are sent once and not kept', async () => {
    const openid = await step();
    expect(await server.client.all('messages')).toEqual([]);
    const before = await sentTo(openid);
    await fire('messages');
    expect(await sentTo(openid)).toBe(before);
  });

  test('refused for good (43101) are logged as not sent and never tried again', async () => {
    await answerNext({ errcode: 43101, errmsg: 'user refuse to accept the msg' }, 20);
    await step();
    await fetch(`${server.client.url}/outbox/script`, { method: 'DELETE' });
    expect(await server.client.all('messages')).toEqual([]);
    expect(await server.client.logs()).toContain('MESSAGE_REFUSED');
  });

  test('without an answer stay, and go out with the timer', async () => {
    await answerNext('down', 20);
    await step();
    await fetch(`${server.client.url}/outbox/script`, { method: 'DELETE' });
    expect((await server.client.all('messages')).length).toBeGreaterThan(0);
    // Not yet: the command itself may still be at it.
    await fire('messages');
    expect((await server.client.all('messages')).length).toBeGreaterThan(0);
    await age('messages', 'createdAt', 5 * 60_000);
    await fire('messages');
    expect(await server.client.all('messages')).toEqual([]);
  });

  test('are not lost when the function dies after the commit', async () => {
    await post('/faults', { action: 'wx.openApi', how: 'killed' });
    // The officer's phone gets no answer; the decision stands.
    await expect(world.resident()).rejects.toThrow('killed');
    const [left] = await server.client.all('messages');
    await fetch(`${server.client.url}/faults`, { method: 'DELETE' });
    const openid = left?.message.toOpenid ?? '';
    expect(openid).toContain('resident');
    await age('messages', 'createdAt', 5 * 60_000);
    await fire('messages');
    expect(await server.client.all('messages')).toEqual([]);
    expect(await sentTo(openid)).toBe(1);
  });

  /** What this officer has been told, without what WeChat refused. */
  const titlesTold = async (openid: string): Promise<string[]> =>
    (await server.client.outbox(openid)).map(({ request }) => JSON.stringify(request));
  const timer = (path: string): Promise<Response> => post(`/timers/${path}`);

  test('of a timer are not lost when it dies after the commit, and ten cases stay one message', async () => {
    const { village, village2, town, town2 } = world.staff;
    for (let n = 0; n < 2; n += 1)
      await dueEarlier(server, await applicationIn(server, world, await world.resident(), 'submitted'), 3);
    const { callId } = await server.client.ok(person.openid, 'emergency', 'recordCall', {
      calledAt: Date.now(),
      officerName: '陈主席',
      officerDuty: '主席',
      town: false,
      dialled: true,
    });
    const call = await server.client.one('emergencyCalls', callId);
    await putDoc(server, 'emergencyCalls', { ...call, dueAt: Date.now() - 1 });
    for (const path of ['applications/escalate', 'emergency/escalate']) {
      await post('/faults', { action: 'wx.openApi', how: 'killed' });
      await timer(path);
      await fetch(`${server.client.url}/faults`, { method: 'DELETE' });
      // The work is done; fired again it tells nobody twice.
      await timer(path);
    }
    const times = async (openid: string, words: string): Promise<number> =>
      (await titlesTold(openid)).filter((text) => text.includes(words)).length;
    expect(await server.client.all('messages')).toHaveLength(4);
    expect(await times(village, '今天要办完')).toBe(0);
    await age('messages', 'createdAt', 5 * 60_000);
    await fire('messages');
    expect(await server.client.all('messages')).toEqual([]);
    for (const openid of [village, village2]) expect(await times(openid, '2件申请今天要办完')).toBe(1);
    for (const openid of [town, town2]) expect(await times(openid, '应急求助超时')).toBe(1);
  });

  test('that never get an answer are given up after three tries', async () => {
    await answerNext('down', 40);
    await step();
    await age('messages', 'createdAt', 5 * 60_000);
    for (let run = 0; run < 4; run += 1) await fire('messages');
    await fetch(`${server.client.url}/outbox/script`, { method: 'DELETE' });
    expect(await server.client.all('messages')).toEqual([]);
    expect(await server.client.logs()).toContain('given up');
    // Nobody counts it in the outbox any more: it is among what failed.
    expect(await server.client.all('incidents')).toContainEqual(
      expect.objectContaining({ fn: 'safeguard', action: 'messages', kind: 'failed', code: 'GIVEN_UP' }),
    );
  });
});

describe('retention', () => {
  test('a photo that a command has put to use stays, and says so by itself, also when nobody knows of the command any more', async () => {
    const { client } = server;
    const home = await world.resident();
    const as = { role: 'resident' as const, residentId: home.residentId };
    const [used, unused] = [
      await photo(server, home.openid, 'renovation'),
      await photo(server, home.openid, 'renovation'),
    ];
    const { applicationId } = await client.ok(
      home.openid,
      'applications',
      'applyRenovation',
      renovationRequest([used]),
      { as },
    );
    const offered = async () =>
      (await client.ok(home.openid, 'media', 'mine', { photoIds: [used, unused], voiceIds: [] })).photos.map(
        ({ photoId }) => photoId,
      );
    expect(await offered()).toEqual([unused]);
    await client.ok(home.openid, 'applications', 'withdraw', { applicationId }, { as });
    const again = renovationRequest([used]);
    await client.refused('PHOTO_NOT_FOUND', home.openid, 'applications', 'applyRenovation', again, { as });
    // Nothing has been written on it yet.
    expect(await client.one('photos', used)).toMatchObject({ usedIn: null });
    await age('photos', 'createdAt', 8 * DAY);
    await fire('retention');
    expect(await client.one('photos', used)).toMatchObject({ usedIn: applicationId });
    expect((await client.all('photos')).map(({ _id }) => _id)).not.toContain(unused);
    for (const entry of await client.all('audit'))
      if (entry.uses?.some(({ id }) => id === used)) {
        const { uses: _uses, ...rest } = entry;
        await putDoc(server, 'audit', rest);
      }
    await fire('retention');
    expect(await client.one('photos', used)).toMatchObject({ usedIn: applicationId });
    await client.refused('PHOTO_NOT_FOUND', home.openid, 'applications', 'applyRenovation', again, { as });
  });

  test('what is old goes, what is young or used stays, files go with their records', async () => {
    const unused = await photo(server, person.openid);
    const used = await photo(server, world.staff.village);
    await putDoc(server, 'photos', { ...(await server.client.one('photos', used)), usedIn: 'some-record' });
    const { fileID } = await server.client.one('photos', unused);
    await age('photos', 'createdAt', 8 * DAY);
    const { openid, residentId } = await world.resident();
    const [form, once] = [submission(WHEELCHAIR.halfFen), { requestId: newRequestId() }];
    await server.client.ok(openid, 'applications', 'applyDevice', form, once);
    await ageFirstAnswers(31 * DAY);
    await age('audit', 'at', 1000 * DAY);
    const young = await world.resident();
    await fire('retention');
    const photos = (await server.client.all('photos')).map(({ _id }) => _id);
    expect(photos).toContain(used);
    expect(photos).not.toContain(unused);
    expect((await server.local.cloud.tempFileURLs([fileID]))[0]?.status).not.toBe(0);
    const answers = (await server.client.all('audit')).flatMap(({ first }) => first ?? []);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.every(({ at }) => at > Date.now() - 30 * DAY)).toBe(true);
    // What was done is not done again because its answer is forgotten.
    await server.client.refused('REQUEST_ID_REUSED', openid, 'applications', 'applyDevice', form, once);
    expect(await server.client.all('applications', { residentId })).toHaveLength(1);
    // Not three years old yet, so that all of it is there.
    expect((await server.client.all('audit')).some(({ at }) => at < Date.now() - 900 * DAY)).toBe(true);
    await age('audit', 'at', 100 * DAY);
    for (let run = 0; run < 3; run += 1) await fire('retention');
    const audit = await server.client.all('audit');
    expect(audit.some(({ at }) => at < Date.now() - 3 * 365 * DAY)).toBe(false);
    expect(audit.some(({ openid }) => openid === young.openid)).toBe(true);
  });
});

describe('forgetting', () => {
  test('who left is not named any more once the years are over that the town has set; counts stay', async () => {
    const gone = await world.resident();
    const applicationId = await applicationIn(server, world, gone, 'closed');
    // What the register keeps beside the person: an earlier address, a line that was the same person, a consent, a work file.
    const village = world.staff.village;
    await server.client.ok(village, 'registry', 'editResident', {
      residentId: gone.residentId,
      lastChangeId: null,
      edit: { address: '测试路99号3室' },
      why: '搬过家',
    });
    const [twin, older] = [await world.registerOne(), await world.registerOne()];
    await server.client.ok(village, 'registry', 'editResident', {
      residentId: twin.residentId,
      lastChangeId: null,
      edit: { address: '测试路88号' },
      why: '搬过家',
    });
    await server.client.ok(village, 'registry', 'mergeResidents', {
      keepId: twin.residentId,
      goneId: older.residentId,
      reason: '登记了两次',
    });
    await server.client.ok(village, 'registry', 'mergeResidents', {
      keepId: gone.residentId,
      goneId: twin.residentId,
      reason: '登记了两次',
    });
    await assisting(server, village, gone);
    await server.client.ok(village, 'employment', 'saveFile', {
      residentId: gone.residentId,
      version: 0,
      status: 'looking',
      abilities: ['sewing'],
      hours: null,
      distance: null,
      wishes: `${gone.name}想在家做手工`,
      helper: '陈五',
      policies: [],
    });
    const helper = await world.volunteer();
    const { name: helperName } = (await server.client.all('volunteers')).find(
      ({ openid }) => openid === helper,
    ) ?? { name: '' };
    await server.client.ok(helper, 'accounts', 'leaveVolunteer', { reason: '去外地工作' });
    const on = chinaDate(Date.now());
    await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
      residentId: gone.residentId,
      why: 'moved',
      on,
      note: '随子女迁出',
    });
    const doc = await server.client.one('residents', gone.residentId);
    const earlier = (years: number): string => `${Number(on.slice(0, 4)) - years}${on.slice(4)}`;
    await putDoc(server, 'residents', { ...doc, leftOn: earlier(11) });
    const left = (await server.client.all('volunteers')).find(({ openid }) => openid === helper);
    if (left) await putDoc(server, 'volunteers', { ...left, updatedAt: left.updatedAt - 4 * 365 * DAY });
    // More than one request gives.
    for (let n = 0; n < 510; n += 1)
      await putDoc(server, 'signals', {
        _id: `${VILLAGE}:lateEntries:${left?._id ?? ''}:${n}`,
        kind: 'lateEntries',
        state: 'settled',
        villageId: VILLAGE,
        volunteerId: left?._id ?? '',
        residentId: null,
        words: '最近30天的6次服务里，5次是事后补记的',
        services: [],
        foundAt: 0,
        settled: { at: 0, openid: village, by: '村残协', reason: `问过${helperName}`, upTo: 0 },
      });
    // Nobody is forgotten before the town says after how long.
    await fire('forget');
    expect(await server.client.one('residents', gone.residentId)).toMatchObject({ name: gone.name });
    await server.client.ok(world.staff.admin, 'registry', 'setParameter', {
      key: 'forgetAfter',
      version: '2026-01',
      effectiveFrom: '2026-01-01',
      source: '测试用的档案保管期限',
      value: { residentYears: 10, volunteerYears: 3 },
    });
    await fire('forget');
    const everything = JSON.stringify({ ...(await server.client.dump(['commands'])), village: '' });
    for (const needle of [
      ...[
        gone.name,
        gone.idNumber,
        gone.address,
        gone.phone,
        twin.name,
        older.name,
        '测试路99号',
        '测试路88号',
        helperName,
      ],
    ])
      expect([needle, everything.includes(needle)]).toEqual([needle, false]);
    expect(await server.client.one('applications', applicationId)).toMatchObject({
      state: 'closed',
      residentName: '已注销',
      feedback: { score: 5, words: '' },
    });
    expect(await server.client.one('residents', gone.residentId)).toMatchObject({ category: 4, level: 2 });
    const [consent] = (await server.client.all('assistConsents')).filter(
      ({ residentId }) => residentId === gone.residentId,
    );
    expect(consent).toMatchObject({ residentName: '已注销', proofs: [{ words: '', photoId: null }] });
    await expectClean(server.client);
    const after = await server.client.dump(['audit', 'timerRuns']);
    await fire('forget');
    expect(await server.client.dump(['audit', 'timerRuns'])).toEqual(after);
  });
});

describe('limits', () => {
  test('one too many is refused, told when it goes on, and recorded; others are not concerned', async () => {
    const officer = await world.officer('village', person.villageId);
    const reveal = (): ReturnType<typeof server.client.call> =>
      server.client.call(officer, 'registry', 'reveal', {
        residentId: person.residentId,
        field: 'phone',
        reason: '核对电话',
      });
    for (let n = 0; n < 30; n += 1) expect(await reveal()).toMatchObject({ ok: true });
    expect(await reveal()).toMatchObject({
      ok: false,
      code: 'TOO_MANY_TRIES',
      message: expect.stringMatching(/请\d+分钟后再试/) as string,
    });
    const denied = (await server.client.all('audit')).filter(
      (entry) => entry.openid === officer && entry.outcome === 'denied',
    );
    expect(denied).toMatchObject([{ action: 'registry.reveal' }]);
    await server.client.ok(world.staff.village2, 'registry', 'reveal', {
      residentId: person.residentId,
      field: 'phone',
      reason: '核对电话',
    });
    // When the hour is over another one begins, with as many and no more.
    await age('attempts', 'updatedAt', 61 * 60_000);
    for (let n = 0; n < 30; n += 1) expect(await reveal()).toMatchObject({ ok: true });
    expect(await reveal()).toMatchObject({ code: 'TOO_MANY_TRIES' });
  });

  test('looking people up counts; the page with which the register opens does not, however often', async () => {
    const officer = await world.officer('village', person.villageId);
    const counted = async (): Promise<number> =>
      (await server.client.all('attempts')).find(({ _id }) => _id === `rate:registry.residents:${officer}`)
        ?.count ?? 0;
    const { next } = await server.client.ok(officer, 'registry', 'residents', {});
    await server.client.ok(officer, 'registry', 'residents', {});
    expect(await counted()).toBe(0);
    const lookUps = [
      { q: person.name },
      { level: 1 as const },
      { status: 'moved' as const },
      { sort: 'oldest' as const },
      { villageId: person.villageId },
      { cursor: next ?? person.residentId },
    ];
    for (const asked of lookUps) await server.client.ok(officer, 'registry', 'residents', asked);
    expect(await counted()).toBe(lookUps.length);
  });

  test('what can be guessed or read in bulk is limited; help in an emergency never is', () => {
    const limited = allActions()
      .filter(({ definition }) => definition.limit !== null)
      .map(({ fn, action }) => `${fn}.${action}`);
    expect(limited).toEqual(
      expect.arrayContaining([
        'accounts.acceptInvite',
        'accounts.askGuardian',
        'accounts.becomeFirstAdmin',
        'accounts.bind',
        'pairing.scan',
        'points.findOrder',
        'registry.resident',
        'registry.residents',
        'registry.reveal',
      ]),
    );
    expect(limited.filter((name) => name.startsWith('emergency.'))).toEqual([]);
  });
});

test('the nightly look writes what does not hold into the log, by ids', async () => {
  await fire('check');
  expect(await server.client.logs()).not.toContain('DATA_DIFFERS');
  const doc = await server.client.one('residents', person.residentId);
  await putDoc(server, 'residents', { ...doc, binding: null });
  await fire('check');
  const logs = await server.client.logs();
  expect(logs).toContain('DATA_DIFFERS');
  expect(logs).toContain('binding: the register has it too');
  expect(logs).not.toContain(doc.name);
  await putDoc(server, 'residents', doc);
  await expectClean(server.client);
});

describe('backup', () => {
  test('is restored into an empty environment with its files, and everything holds there', async () => {
    await photo(server, world.staff.village);
    await applicationIn(server, world, await world.resident(), 'delivered');
    const folder = join(temporaryFolder(), 'backup');
    const made = await backup(server.client.url, folder);
    expect(made.findings).toEqual([]);
    expect(made.files).toBeGreaterThan(1);
    // No key and no number that can be read.
    const residents = readFileSync(join(folder, 'residents.jsonl'), 'utf8');
    expect(residents).not.toContain(person.idNumber);

    const empty = await startServer({ env: server.env });
    const done = await restore(empty.client.url, folder);
    expect(done).toEqual({ ...made, findings: [] });
    const before = await server.client.dump([]);
    expect(await empty.client.dump([])).toEqual(before);
    const { value } = await empty.client.ok(world.staff.village, 'registry', 'reveal', {
      residentId: person.residentId,
      field: 'idNumber',
      reason: '核对备份',
    });
    expect(value).toBe(person.idNumber);
    const [any] = await empty.client.all('photos');
    const [link] = await empty.local.cloud.tempFileURLs([any?.fileID ?? '']);
    expect((await fetch(link?.tempFileURL ?? '')).status).toBe(200);
    await expect(restore(empty.client.url, folder)).rejects.toThrow('not empty');
    await empty.close();
  });

  test('of a version whose applications did not yet say what they hold is restored too', async () => {
    await applicationIn(server, world, await world.resident(), 'submitted');
    await applicationIn(server, world, await world.resident(), 'submitted');
    const folder = join(temporaryFolder(), 'backup');
    await backup(server.client.url, folder);
    const [file, manifest] = [join(folder, 'applications.jsonl'), join(folder, 'manifest.json')];
    const older = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const { openFor: _open, places: _places, ...doc } = JSON.parse(line) as Record<string, unknown>;
        return `${JSON.stringify(doc)}\n`;
      })
      .join('');
    writeFileSync(file, older);
    const kept = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
    const sha256 = createHash('sha256').update(older).digest('hex');
    Object.assign(kept.collections.applications ?? {}, { sha256 });
    writeFileSync(manifest, JSON.stringify(kept));
    const empty = await startServer({ env: server.env });
    expect((await restore(empty.client.url, folder)).findings).toEqual([]);
    expect(await empty.client.all('applications')).toEqual(await server.client.all('applications'));
    await empty.close();
  });

  test('that was changed is not restored at all', async () => {
    const folder = join(temporaryFolder(), 'backup');
    await backup(server.client.url, folder);
    const file = join(folder, 'residents.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('active', 'moved_'));
    const empty = await startServer();
    await expect(restore(empty.client.url, folder)).rejects.toThrow('checksum');
    expect(await empty.client.all('villages')).toEqual([]);
    await empty.close();
  });
});

test('keys: a new one seals everything anew, over an interruption, and the old one can go', async () => {
  await server.local.close();
  const [first = ''] = (server.env.FIELD_KEYS ?? '').split(',');
  const second = `v2:${randomBytes(32).toString('hex')}`;
  const both = { ...server.env, FIELD_KEYS: `${first},${second}` };
  const { dataDir } = server;
  server = await startServer({ dataDir, env: both });
  tamperedWith(server);
  const sealedBy = async (version: string): Promise<number> =>
    JSON.stringify(await server.client.dump([])).split(`"${version}.`).length - 1;
  expect(await sealedBy('v1')).toBeGreaterThan(20);
  expect(await sealedBy('v2')).toBe(0);

  await post('/faults', { action: 'database.commitTransaction', how: 'killed', skip: 3 });
  await fire('rotate');
  const halfway = await sealedBy('v1');
  expect(halfway).toBeGreaterThan(0);
  await fire('rotate');
  expect(await sealedBy('v1')).toBe(0);
  expect(await sealedBy('v2')).toBeGreaterThan(20);
  await expectClean(server.client);

  await server.local.close();
  server = await startServer({ dataDir, env: { ...server.env, FIELD_KEYS: second } });
  const { value } = await server.client.ok(world.staff.village, 'registry', 'reveal', {
    residentId: person.residentId,
    field: 'idNumber',
    reason: '换了密钥以后核对',
  });
  expect(value).toBe(person.idNumber);
});

afterAll(() => keepFigures('safeguard', { restoreDrills: 1, keyRotations: 1 }));
