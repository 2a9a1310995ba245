/** Signals about points: found by the timer in each village's services, shown to its staff, looked at and not shown again. */
import type { ServiceDoc } from '../../cloudfunctions/core/collections';
import { DAY, fire, HOUR, paired, putDoc, serviceIn, type Pair } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;
let pair: Pair;
let confirmed: ServiceDoc;

beforeAll(async () => {
  ({ server, world } = await startTown());
  pair = await paired(server, world);
  confirmed = await server.client.one('services', await serviceIn(server, pair, 'confirmed'));
});
afterAll(() => server.close());

let made = 0;
/** A confirmed service like the first one, `daysAgo`, as only a test may make it. */
async function add(daysAgo: number, over: Partial<ServiceDoc> = {}): Promise<string> {
  const minutes = over.minutes ?? 60;
  const startedAt = Date.now() - daysAgo * DAY;
  const endedAt = startedAt + minutes * 60_000;
  made += 1;
  const _id = `${confirmed._id.slice(0, -4)}${String(made).padStart(4, '0')}`;
  await putDoc(server, 'services', { ...confirmed, minutes, startedAt, endedAt, ...over, _id });
  return _id;
}

const list = (openid: string, state: 'open' | 'settled' = 'open', villageId?: string) =>
  server.client.ok(openid, 'pairing', 'signals', { state, ...(villageId ? { villageId } : {}) });

test('nothing to look at: an empty list', async () => {
  await fire(server, 'signals');
  expect(await list(world.staff.village)).toEqual({ items: [], next: null });
});

test('late entries and full days are found once, each with its people and newest services, for its village only', async () => {
  for (let day = 2; day < 7; day += 1) await add(day, { minutes: 240, flags: ['typedLater'] });
  // Too long ago to count.
  await add(40, { minutes: 240, flags: ['typedLater'] });
  await fire(server, 'signals');
  await fire(server, 'signals');
  const { items } = await list(world.staff.village);
  expect(items.map(({ kind }) => kind)).toEqual(['dailyCap', 'lateEntries']);
  const { volunteerId, volunteerName, residentId, residentName } = confirmed;
  expect(items[0]).toMatchObject({
    volunteer: { volunteerId, name: volunteerName },
    resident: { residentId, name: residentName },
    villageName: '谢家路村',
    settled: null,
    own: false,
  });
  expect(items[1]).toMatchObject({ resident: null, words: '最近30天的6次服务里，5次是事后补记的' });
  expect(items[1]?.services.map(({ minutes }) => minutes)).toEqual([240, 240, 240, 240, 240]);
  const times = items[1]?.services.map(({ startedAt }) => startedAt) ?? [];
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect((await list(world.staff.town)).items).toEqual(items);
  expect((await list(world.staff.town, 'open', VILLAGE)).items).toEqual(items);
  expect((await list(world.staff.town, 'open', OTHER_VILLAGE)).items).toEqual([]);
  // Whatever village is asked for: an officer sees the own one.
  expect((await list(world.staff.otherVillage, 'open', VILLAGE)).items).toEqual([]);
  await server.client.refused('FORBIDDEN', pair.volunteer, 'pairing', 'signals', { state: 'open' });
  expect(JSON.stringify(await server.client.all('signals'))).not.toContain(volunteerName);
});

test('looked at with a reason: gone until as much has come anew; taken back by mistake', async () => {
  const { client } = server;
  const { village, village2, otherVillage } = world.staff;
  const [, late] = (await list(village)).items;
  const signalId = late?.signalId ?? '';
  const settle = { signalId, reason: '问过本人，都来过，手机坏了' };
  await client.refused('NOT_FOUND', otherVillage, 'pairing', 'settleSignal', settle);
  await client.refused('BAD_INPUT', village, 'pairing', 'settleSignal', { signalId, reason: ' ' });
  await client.ok(village, 'pairing', 'settleSignal', settle);
  const refusal = await client.refused('STATE_CHANGED', village2, 'pairing', 'settleSignal', settle);
  expect(refusal.message).toContain('谢家路村残协');
  await fire(server, 'signals');
  expect((await list(village)).items.map(({ kind }) => kind)).toEqual(['dailyCap']);
  expect((await list(village, 'settled')).items).toMatchObject([
    { signalId, settled: { reason: settle.reason } },
  ]);

  await client.refused('NOT_FOUND', otherVillage, 'pairing', 'reopenSignal', { signalId });
  await client.ok(village, 'pairing', 'reopenSignal', { signalId });
  await client.refused('STATE_CHANGED', village, 'pairing', 'reopenSignal', { signalId });
  await client.ok(village, 'pairing', 'settleSignal', settle);

  const newer = {
    state: 'toCheck' as const,
    confirmedAt: null,
    feedback: null,
    flags: ['typedLater' as const],
  };
  for (let n = 1; n < 5; n += 1)
    await add(0, {
      ...newer,
      startedAt: Date.now() - (n * 2 + 1) * HOUR,
      endedAt: Date.now() - n * 2 * HOUR,
    });
  await fire(server, 'signals');
  expect((await list(village)).items.map(({ kind }) => kind)).toEqual(['dailyCap']);
  await add(0, { ...newer, startedAt: Date.now() - 11 * HOUR, endedAt: Date.now() - 10 * HOUR });
  await fire(server, 'signals');
  expect((await list(village)).items).toMatchObject([{ kind: 'dailyCap' }, { signalId, settled: null }]);
});

test('about the officer’s own services: somebody else of the office decides', async () => {
  const { client } = server;
  const [signal] = (await list(world.staff.village)).items;
  const user = await client.one('users', world.staff.village);
  const volunteerId = signal?.volunteer.volunteerId ?? '';
  await putDoc(server, 'users', {
    ...user,
    volunteer: { volunteerId } as NonNullable<typeof user.volunteer>,
  });
  expect((await list(world.staff.village)).items[0]?.own).toBe(true);
  const settle = { signalId: signal?.signalId ?? '', reason: '没有问题' };
  await client.refused('OWN_CASE', world.staff.village, 'pairing', 'settleSignal', settle);
  await client.ok(world.staff.village2, 'pairing', 'settleSignal', settle);
});
