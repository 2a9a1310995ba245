/** Two lines of the register that are one person: everything is carried over and counted, and all of it goes back. */
import type { CollectionName } from '../../cloudfunctions/core/collections';
import { expectClean } from '../support/functions/check-data';
import { applicationIn } from '../support/functions/case';
import type { Dump } from '../support/functions/client';
import { cardOf, DAY, paired, passTime, serviceIn } from '../support/functions/pairs';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, WALKER, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

/** What a merge may leave behind: who did what, and that records have been written again. */
const TRACES: CollectionName[] = ['audit', 'commands', 'merges', 'residentChanges', 'findings', 'boards'];
const WRITTEN_AGAIN = ['version', 'updatedAt', 'look', 'checked', 'lastChange', 'findings', 'helped'];
/** Calls of each user are counted, also of those who only look. */
const CALLS = 'rate:';

function lasting(dump: Dump): Record<string, Record<string, unknown>> {
  const bare = (doc: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(doc)
        .filter(([key]) => !WRITTEN_AGAIN.includes(key))
        // Lists are sets here: what came back may stand at another place.
        .map(([key, value]) => [
          key,
          Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value,
        ]),
    );
  return Object.fromEntries(
    Object.entries(dump).map(([name, docs]) => [
      name,
      Object.fromEntries(
        docs.filter(({ _id }) => !String(_id).startsWith(CALLS)).map((doc) => [String(doc._id), bare(doc)]),
      ),
    ]),
  );
}

/** A record with nearly nothing, and one with a phone, a guardian, cases, a volunteer, services and a code: the same person. */
async function twins() {
  const { client } = server;
  const full = await world.resident(bornYearsAgo(66));
  const guardian = await world.guardianOf(full);
  const done = await applicationIn(server, world, full, 'closed');
  const open = await applicationIn(server, world, full, 'submitted', WALKER.halfFen, WALKER.itemId);
  const pair = await paired(server, world, full);
  const service = await serviceIn(server, pair, 'confirmed', 60);
  const running = await serviceIn(server, pair, 'running');
  await client.ok(full.openid, 'emergency', 'recordCall', {
    calledAt: Date.now(),
    officerName: '陈主席',
    officerDuty: '主席',
    town: false,
    dialled: true,
  });
  const [bare] = await world.register([{ ...newPerson(full.birthDate), name: full.name }]);
  if (!bare) throw new Error('nobody');
  return { full, bare, guardian, pair, records: [done, open, service, running, pair.pairingId] };
}

const pick = (ids: { keepId: string; goneId: string }) => ({ ...ids, reason: '同一个人登记了两次' });

test('preview, merge, undo: every link moved and back; the figures are those of one person, then of two', async () => {
  const { client, staff } = { client: server.client, staff: world.staff };
  const { full, bare, guardian, pair, records } = await twins();
  const ids = { keepId: bare.residentId, goneId: full.residentId };
  await client.refused('NOT_FOUND', staff.otherVillage, 'registry', 'mergePreview', ids);
  await client.refused('FORBIDDEN', staff.admin, 'registry', 'mergeResidents', pick(ids));
  const preview = await client.ok(staff.village, 'registry', 'mergePreview', ids);
  expect(preview.obstacles).toEqual([]);
  expect(Object.fromEntries(preview.moves.map(({ what, n }) => [what, n]))).toEqual({
    openCases: 1,
    pastCases: 1,
    pairings: 1,
    services: 2,
    calls: 1,
    guardians: 1,
    binding: 1,
    devices: 1,
    requests: 2,
    code: 1,
  });

  const before = await client.dump(TRACES);
  const { mergeId } = await client.ok(staff.village, 'registry', 'mergeResidents', pick(ids));
  const one = await client.one('residents', bare.residentId);
  const gone = await client.one('residents', full.residentId);
  expect(gone).toMatchObject({ status: 'merged', mergedInto: bare.residentId, pairings: [], guardians: [] });
  expect(one.pairings).toHaveLength(1);
  const open = (await client.all('applications')).filter(({ openFor }) => openFor === bare.residentId);
  expect(open).toHaveLength(1);
  for (const name of ['applications', 'pairings', 'services', 'emergencyCalls', 'verifications'] as const) {
    const docs = (await client.all(name)) as { _id: string; residentId: string | null }[];
    expect(docs.filter(({ residentId }) => residentId === full.residentId)).toEqual([]);
  }
  const counters = await client.one('counters', VILLAGE);
  const people = (await client.all('residents')).filter(
    (doc) => doc.status === 'active' && doc.villageId === VILLAGE,
  );
  expect(counters.residents).toBe(people.length);
  expect(counters.boundUsers).toBe(people.filter(({ binding }) => binding !== null).length);

  // The phones go on as if nothing had happened, and the old number finds the record that stayed.
  const home = await client.ok(full.openid, 'accounts', 'home', {});
  expect(home.home).toMatchObject({ role: 'resident', residentId: bare.residentId });
  await client.ok(
    guardian,
    'accounts',
    'home',
    {},
    { as: { role: 'guardian', residentId: bare.residentId } },
  );
  await client.ok(pair.volunteer, 'pairing', 'scan', { code: pair.code });
  const found = await client.ok(staff.village, 'registry', 'residents', { q: full.idNumber });
  expect(found.items.map(({ residentId }) => residentId)).toEqual([bare.residentId]);

  await client.refused('NOT_FOUND', staff.otherVillage, 'registry', 'undoMerge', {
    mergeId,
    reason: '弄错了',
  });
  await client.ok(staff.village, 'registry', 'undoMerge', { mergeId, reason: '弄错了' });
  expect(lasting(await client.dump(TRACES))).toEqual(lasting(before));
  expect(records).toHaveLength(5);
  const again = await client.refused('STEP_NOT_ALLOWED', staff.village, 'registry', 'undoMerge', {
    mergeId,
    reason: '弄错了',
  });
  expect(again.message).toMatch(/已经撤销过/);
});

test('the other way round: what came meanwhile stays with the record that stayed', async () => {
  const { client, staff } = { client: server.client, staff: world.staff };
  const { full, bare } = await twins();
  const card = await cardOf(server, staff.village, bare.residentId);
  const helper = await world.volunteer();
  const { mergeId } = await client.ok(
    staff.village,
    'registry',
    'mergeResidents',
    pick({ keepId: full.residentId, goneId: bare.residentId }),
  );
  // The card of the record that went is dead, the other one goes on.
  await client.refused('CODE_REVOKED', helper, 'pairing', 'scan', { code: card });
  const { pairingId } = await client.ok(helper, 'pairing', 'askPairing', {
    code: (await client.ok(full.openid, 'pairing', 'issueCode', { renew: false })).code,
  });
  await client.ok(staff.village, 'registry', 'undoMerge', { mergeId, reason: '是两个人' });
  expect((await client.one('pairings', pairingId)).residentId).toBe(full.residentId);
  expect((await client.one('residents', bare.residentId)).status).toBe('active');
  await client.ok(helper, 'pairing', 'scan', { code: card });
});

test('what stands in the way is said with what to do; too late is too late', async () => {
  const { client, staff } = { client: server.client, staff: world.staff };
  const [a, b] = [await world.resident(bornYearsAgo(58)), await world.resident(bornYearsAgo(58))];
  const ids = { keepId: a.residentId, goneId: b.residentId };
  for (const person of [a, b]) await applicationIn(server, world, person, 'submitted', 0);
  const helper = await world.volunteer();
  for (const person of [a, b]) await paired(server, world, person, helper);
  const { obstacles } = await client.ok(staff.village, 'registry', 'mergePreview', ids);
  expect(obstacles).toHaveLength(3);
  const refused = await client.refused(
    'STEP_NOT_ALLOWED',
    staff.village,
    'registry',
    'mergeResidents',
    pick(ids),
  );
  expect(refused.message).toContain('各绑定了一个微信');

  const same = pick({ keepId: a.residentId, goneId: a.residentId });
  const before = await client.dump();
  await client.refused('BAD_INPUT', staff.village, 'registry', 'mergeResidents', same);
  expect(await client.dump()).toEqual(before);

  const [c, d] = await world.register([newPerson(bornYearsAgo(40)), newPerson(bornYearsAgo(40))]);
  const { mergeId } = await client.ok(
    staff.village,
    'registry',
    'mergeResidents',
    pick({ keepId: c?.residentId ?? '', goneId: d?.residentId ?? '' }),
  );
  await passTime(server, 31 * DAY, ['merges']);
  const late = await client.refused('STEP_NOT_ALLOWED', staff.village, 'registry', 'undoMerge', {
    mergeId,
    reason: '弄错了',
  });
  expect(late.message).toMatch(/超过30天/);
});

test('of three records that were one person each number finds the one that stays, and after an undo the one before', async () => {
  const { client, staff } = { client: server.client, staff: world.staff };
  const [first, second, third] = await world.register(
    [41, 42, 43].map((years) => newPerson(bornYearsAgo(years))),
  );
  if (!first || !second || !third) throw new Error('nobody was registered');
  const merge = async (goneId: string, keepId: string): Promise<string> =>
    (await client.ok(staff.village, 'registry', 'mergeResidents', pick({ keepId, goneId }))).mergeId;
  const finds = async ({ idNumber }: { idNumber: string }): Promise<(string | undefined)[]> =>
    (await client.ok(staff.village, 'registry', 'residents', { q: idNumber })).items.map(
      ({ residentId }) => residentId,
    );
  await merge(first.residentId, second.residentId);
  const mergeId = await merge(second.residentId, third.residentId);
  for (const one of [first, second, third]) expect(await finds(one)).toEqual([third.residentId]);
  // The right number was the first one: as long as the one that stays has it, nothing can be parted.
  const correct = async ({ idNumber, certificateNumber }: typeof first): Promise<unknown> =>
    client.ok(staff.village, 'registry', 'editResident', {
      residentId: third.residentId,
      lastChangeId: (await client.one('residents', third.residentId)).lastChange?.changeId ?? null,
      edit: { idNumber, certificateNumber },
      why: '对照了身份证',
    });
  await correct(first);
  const parting = { mergeId, reason: '是两个人' };
  await client.refused('STEP_NOT_ALLOWED', staff.village, 'registry', 'undoMerge', parting);
  await correct(third);
  expect(await finds(first)).toEqual([third.residentId]);
  await client.ok(staff.village, 'registry', 'undoMerge', { mergeId, reason: '是两个人' });
  for (const one of [first, second]) expect(await finds(one)).toEqual([second.residentId]);
  expect(await finds(third)).toEqual([third.residentId]);
  await expectClean(client);
});

test('the number of the record that went may be the right one: the person gets it, and the two stay one', async () => {
  const { client, staff } = { client: server.client, staff: world.staff };
  const [kept, gone, other] = await world.register(
    [44, 44, 45].map((years) => newPerson(bornYearsAgo(years))),
  );
  if (!kept || !gone || !other) throw new Error('nobody was registered');
  const ids = { keepId: kept.residentId, goneId: gone.residentId };
  const { mergeId } = await client.ok(staff.village, 'registry', 'mergeResidents', pick(ids));
  const edit = (idNumber: string, certificateNumber: string) => ({
    residentId: kept.residentId,
    lastChangeId: null,
    edit: { idNumber, certificateNumber },
    why: '对照了身份证',
  });
  const { lastChange } = await client.one('residents', kept.residentId);
  const last = { lastChangeId: lastChange?.changeId ?? null };
  await client.refused('BAD_INPUT', staff.village, 'registry', 'editResident', {
    ...edit(other.idNumber, other.certificateNumber),
    ...last,
  });
  await client.ok(staff.village, 'registry', 'editResident', {
    ...edit(gone.idNumber, gone.certificateNumber),
    ...last,
  });
  const found = await client.ok(staff.village, 'registry', 'residents', { q: gone.idNumber });
  expect(found.items.map(({ residentId }) => residentId)).toEqual([kept.residentId]);
  const refused = await client.refused('STEP_NOT_ALLOWED', staff.village, 'registry', 'undoMerge', {
    mergeId,
    reason: '是两个人',
  });
  expect(refused.message).toContain('身份证号');
  await expectClean(client);
});
