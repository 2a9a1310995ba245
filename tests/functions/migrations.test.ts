/** Records as the very first schema (commit ccbdeb6) wrote them, brought to the shape of today; forward, and as often as one likes. */
import { join } from 'node:path';
import type {
  ApplicationDoc,
  AuditDoc,
  CollectionName,
  CounterDoc,
  FirstAnswer,
  ResidentDoc,
  VolunteerDoc,
} from '../../cloudfunctions/core/collections';
import { emptyCounters } from '../../cloudfunctions/core/counters';
import { namedDays } from '../../cloudfunctions/core/pure/due-days';
import { MIGRATIONS } from '../../cloudfunctions/upkeep/migrations/list';
import { Content } from '../../local/cloud/database/content';
import { readSchema } from '../../local/cloud/database/schema';
import { Sqlite } from '../../local/cloud/database/sqlite';
import { Store } from '../../local/cloud/database/store';
import { applicationIn, submission } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { putDoc } from '../support/functions/pairs';
import { startServer, type TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, WALKER, WHEELCHAIR, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

/** Fields that records had in the beginning. */
const FIRST = {
  residents:
    '_id name sex birthDate idNumber idNumberMasked certificate certificateMasked phone phoneMasked address category level villageId status lowIncome binding version createdAt updatedAt',
  volunteers: '_id openid name phone phoneMasked villageId kind skills state note createdAt updatedAt',
  counters:
    '_id residents boundUsers volunteers byCategory byLevel byAge byVolunteerKind openVerifications months feed version updatedAt',
};

function first<D extends object>(doc: D, fields: string): Partial<D> {
  const kept = fields.split(' ');
  return Object.fromEntries(Object.entries(doc).filter(([key]) => kept.includes(key))) as Partial<D>;
}

/** As an old version would have left it. */
const plant = (collection: CollectionName, doc: object): Promise<void> =>
  putDoc(server, collection, doc as never);

async function migrate(): Promise<unknown> {
  const response = await fetch(`${server.client.url}/timers/upkeep/migrate`, { method: 'POST' });
  return ((await response.json()) as { result: unknown }).result;
}

/** The data of a version that knew no places, and had no index of them. */
function withoutPlaces(dataDir: string): void {
  const sqlite = new Sqlite(join(dataDir, 'cloud.db'));
  const store = new Store(sqlite);
  const { collections } = readSchema(join(__dirname, '../../cloudfunctions/schema.json'));
  const { indexes = [] } = collections.applications ?? {};
  const known = indexes.filter(({ name }) => name !== 'by_place' && name !== 'by_open_for');
  store.migrate({ collections: { ...collections, applications: { indexes: known } } });
  const applications = store.collection('applications');
  for (const stored of [...store.scanAll(applications, { keys: 0, docs: 0 })]) {
    const { openFor: _open, places: _places, ...doc } = stored.doc;
    store.replace(applications, stored, Content.of(doc));
  }
  const progress = store.collection('progress');
  for (const stored of [...store.scanAll(progress, { keys: 0, docs: 0 })]) store.remove(progress, stored);
  sqlite.close();
}

/** As if no migration had been done yet. */
async function again(): Promise<void> {
  for (const { _id } of await server.client.all('progress')) await plant('progress', { _id, done: false });
  expect(await migrate()).toEqual({ done: true, left: 0 });
}

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

test('a town of the first schema is whole again, is found by its officers, and loses nothing', async () => {
  await world.resident();
  await world.volunteer();
  const { client } = server;
  const today = {
    resident: (await client.all('residents'))[0] as ResidentDoc,
    volunteer: (await client.all('volunteers'))[0] as VolunteerDoc,
    counters: await client.one('counters', VILLAGE),
  };
  const { phone: _later, ...binding } = today.resident.binding as NonNullable<ResidentDoc['binding']>;
  await plant('residents', { ...first(today.resident, FIRST.residents), openCases: [], binding });
  await plant('volunteers', first(today.volunteer, FIRST.volunteers));
  await plant('counters', {
    ...first(today.counters, FIRST.counters),
    devices: { submitted: 0, received: 4 },
  } as { _id?: string });

  expect(await migrate()).toEqual({ done: true, left: 0 });

  const resident = await client.one('residents', today.resident._id);
  expect(resident).toMatchObject({ guardians: [], pairings: [], askedCases: [], name: today.resident.name });
  expect(resident).not.toHaveProperty('openCases');
  expect(resident.binding?.phone).toBe(resident.phone);
  expect(resident.look).toMatchObject({ paired: false, binding: 'verified' });
  expect(await client.one('volunteers', today.volunteer._id)).toMatchObject({
    minutes: 0,
    pairings: [],
    look: { pairs: 0 },
  });
  const counters = (await client.one('counters', VILLAGE)) as CounterDoc & { devices?: unknown };
  expect(counters).not.toHaveProperty('devices');
  expect(counters.cases.device).toEqual({ received: 4 });
  expect(Object.keys(counters).sort()).toEqual(
    expect.arrayContaining(Object.keys(emptyCounters(VILLAGE)).sort()),
  );
  // The officers' look-up goes by what was made.
  const found = await client.ok(world.staff.village, 'registry', 'residents', { sort: 'name' });
  expect(found.items).toHaveLength(1);
});

test('a first answer that lay beside its audit entry is given again by the entry', async () => {
  const { client } = server;
  const { openid } = await world.resident();
  const [requestId, input] = [newRequestId(), submission(WHEELCHAIR.halfFen)];
  const apply = () => client.call(openid, 'applications', 'applyDevice', input, { requestId });
  const answer = await apply();
  expect(answer).toMatchObject({ ok: true });
  const entry = (await client.all('audit')).find(
    (one) => one.openid === openid && one.action === 'applications.applyDevice',
  ) as AuditDoc;
  const { first, ...rest } = entry as AuditDoc & { first: FirstAnswer };
  const { inputHash, answer: data, at } = first;
  await plant('commands', { _id: entry._id, action: entry.action, inputHash, data, at });
  await plant('audit', rest);
  await again();
  expect(await client.all('commands')).toEqual([]);
  expect(await client.one('audit', entry._id)).toEqual(entry);
  expect(await apply()).toEqual(answer);
});

test('open cases that stood on the resident are found among the applications; what waits for the home stays there', async () => {
  const { client } = server;
  const person = await world.resident();
  const delivered = await applicationIn(server, world, person, 'delivered');
  const filed = await applicationIn(server, world, person, 'submitted', WALKER.halfFen, WALKER.itemId);
  const [resident, waiting, other] = [
    await client.one('residents', person.residentId),
    await client.one('applications', delivered),
    await client.one('applications', filed),
  ];
  const line = ({ _id, kind, title, state, updatedAt }: ApplicationDoc) => ({
    applicationId: _id,
    kind,
    title,
    state,
    updatedAt,
  });
  const { askedCases, ...older } = resident;
  expect(askedCases).toEqual([line(waiting)]);
  const openCases = [other, waiting].map((doc) => ({ ...line(doc), itemIds: ['a'] }));
  await plant('residents', { ...older, openCases, wishes: { 2026: 2 } } as { _id: string });
  // Of those without places the unique index of today lets in one.
  const { openFor: _open, places: _places, ...first } = other;
  await plant('applications', first);
  const home = async () => {
    const answer = await client.ok(person.openid, 'accounts', 'home', {});
    return answer.home.role === 'resident' ? answer.home.openCases.map((one) => one.applicationId) : [];
  };
  expect(await home()).toEqual([delivered]);
  await again();
  expect(await client.one('residents', person.residentId)).toEqual(resident);
  expect(await client.one('applications', filed)).toEqual(other);
  expect(await home()).toEqual([filed, delivered]);

  // Written by today's functions before the migration comes to it: the same.
  await plant('residents', { ...older, openCases, wishes: {} } as { _id: string });
  await client.ok(person.openid, 'applications', 'confirmReceipt', { applicationId: delivered });
  const after = await client.one('residents', person.residentId);
  expect(after.askedCases).toEqual([]);
  expect(after).not.toHaveProperty('openCases');
});

test('a town without places: it starts, is migrated, and from the next start on two at once meet in the index', async () => {
  const older = await startTown();
  const people = [await older.world.resident(), await older.world.resident()];
  for (const person of people) await applicationIn(older.server, older.world, person, 'delivered');
  const before = await older.server.client.all('applications');
  const { dataDir, env } = older.server;
  await older.server.local.close();
  withoutPlaces(dataDir);

  let now = await startServer({ dataDir, env });
  expect(now.output()).toContain('index applications.by_place is not made yet');
  const migrated = await fetch(`${now.client.url}/timers/upkeep/migrate`, { method: 'POST' });
  expect(await migrated.json()).toMatchObject({ result: { left: 0 } });
  expect(await now.client.all('applications')).toEqual(before);
  await now.local.close();

  now = await startServer({ dataDir, env });
  expect(now.output()).not.toContain('is not made yet');
  const [one, two] = before;
  await expect(
    now.client.put('applications', { ...one, places: two?.places } as ApplicationDoc),
  ).rejects.toThrow(/E11000/);
  await now.close();
});

test('what is due, named by days or listed in numbers, is written as one text and says the same', async () => {
  const { client } = server;
  const counters = await client.one('counters', VILLAGE);
  const named = { device: { toCheck: { '2026-11-02': 3, '2026-10-30': 1 } }, wish: { waiting: {} } };
  const listed = { device: { toCheck: [20_756, 1, 3, 3] }, wish: { waiting: [] } };
  for (const older of [named, listed]) {
    await plant('counters', { ...counters, due: older });
    await again();
    const { due } = await client.one('counters', VILLAGE);
    expect(due).toEqual({ device: { toCheck: '20756 1 3 3' }, wish: { waiting: '' } });
    expect(namedDays(due?.device?.toCheck ?? '')).toEqual(named.device.toCheck);
  }
  await plant('counters', counters);
});

test('a second time nothing is written', async () => {
  const all = async () => [
    await server.client.all('residents'),
    await server.client.all('volunteers'),
    await server.client.all('counters'),
    await server.client.all('applications'),
    await server.client.all('audit'),
  ];
  const before = await all();
  expect(await migrate()).toEqual({ done: true, left: 0 });
  await again();
  expect(await all()).toEqual(before);
});

test("what today's functions write is left as it is by every migration", async () => {
  await world.resident();
  const unwritten = new Set<string>();
  for (const { collection, change } of MIGRATIONS) {
    const docs = await server.client.all(collection);
    if (docs.length === 0) unwritten.add(collection);
    for (const doc of docs) expect(change(doc)).toBe(doc);
  }
  // First answers are in the audit by now.
  expect([...unwritten]).toEqual(['commands']);
});
