/** What a use case may rely on inside its transaction: each document is asked for once and written once, and nobody comes between. */
import { openStore, type Store } from '../../cloudfunctions/core/database';
import { IdTaken } from '../../cloudfunctions/core/transaction';
import type { AttemptDoc } from '../../cloudfunctions/core/collections';
import { startServer, type TestServer } from '../support/functions/server';
import { useCloud } from '../support/trust/sdk';

let server: TestServer;
let unplug: () => void;
let store: Store;
let n = 0;

const attempt = (_id: string, count: number): AttemptDoc => ({ _id, count, lockedUntil: null, updatedAt: 1 });
const newId = (): string => `transaction-${(n += 1)}`;

beforeAll(async () => {
  server = await startServer();
  unplug = useCloud(server);
});
beforeEach(() => {
  store = openStore();
});
afterAll(async () => {
  unplug();
  await server.close();
});

test('what was put is read back; the last of several writes is the one that is sent', async () => {
  const [id, gone] = [newId(), newId()];
  await store.append('attempts', attempt(gone, 1));
  const before = store.requests();
  await store.transaction(async (tx) => {
    expect(await tx.get('attempts', id)).toBeNull();
    await tx.put('attempts', attempt(id, 1));
    expect(await tx.get('attempts', id)).toMatchObject({ count: 1 });
    await tx.put('attempts', attempt(id, 2));
    await tx.remove('attempts', gone);
    expect(await tx.get('attempts', gone)).toBeNull();
  });
  // Begin, one read, one write, one removal, commit.
  expect(store.requests() - before).toBe(5);
  expect(await store.get('attempts', id)).toMatchObject({ count: 2 });
  expect(await store.get('attempts', gone)).toBeNull();
});

test('what is created must be new: asked in one request, and what is there already fails all, at once', async () => {
  const [id, other] = [newId(), newId()];
  let before = store.requests();
  await store.transaction((tx) => tx.create('attempts', attempt(id, 1)));
  // Begin, one insertion, commit.
  expect(store.requests() - before).toBe(3);
  before = store.requests();
  let tries = 0;
  const again = store.transaction(async (tx) => {
    tries += 1;
    await tx.put('attempts', attempt(other, 2));
    await tx.create('attempts', attempt(id, 2));
    expect(await tx.get('attempts', id)).toMatchObject({ count: 2 });
  });
  await expect(again).rejects.toThrow(IdTaken);
  // It would fail each time: it is not a conflict. Nothing else was sent.
  expect([tries, store.requests() - before]).toEqual([1, 2]);
  expect(await store.get('attempts', id)).toMatchObject({ count: 1 });
  expect(await store.get('attempts', other)).toBeNull();
});

test('of two that create the same at once one does, the other learns that it is there', async () => {
  const id = newId();
  const create = (n: number) => openStore().transaction((tx) => tx.create('attempts', attempt(id, n)));
  const results = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => create(n)));
  const failed = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(failed).toHaveLength(7);
  for (const error of failed) expect(error).toBeInstanceOf(IdTaken);
  const winner = results.findIndex(({ status }) => status === 'fulfilled');
  expect(await store.get('attempts', id)).toMatchObject({ count: winner });
});

test('a document that was read and changed, but not put, is as it was', async () => {
  const id = newId();
  await store.append('attempts', attempt(id, 1));
  await store.transaction(async (tx) => {
    const doc = (await tx.get('attempts', id)) as AttemptDoc;
    doc.count = 7;
    expect(await tx.get('attempts', id)).toMatchObject({ count: 1 });
    const next = attempt(newId(), 1);
    await tx.put('attempts', next);
    next.count = 7;
    expect(await tx.get('attempts', next._id)).toMatchObject({ count: 1 });
  });
  expect(await store.get('attempts', id)).toMatchObject({ count: 1 });
});

test('an error sends nothing; who read before another wrote begins again and counts on', async () => {
  const id = newId();
  await store.append('attempts', attempt(id, 0));
  const failing = store.transaction(async (tx) => {
    await tx.put('attempts', attempt(id, 9));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await store.get('attempts', id)).toMatchObject({ count: 0 });

  let tries = 0;
  await store.transaction(async (tx) => {
    tries += 1;
    const { count } = (await tx.get('attempts', id)) as AttemptDoc;
    // Another writer, between the reading and the writing of the first try.
    if (tries === 1) await openStore().addOne('attempts', { _id: id }, 'count');
    expect(await tx.get('attempts', id)).toMatchObject({ count });
    await tx.put('attempts', attempt(id, count + 10));
  });
  expect(tries).toBe(2);
  expect(await store.get('attempts', id)).toMatchObject({ count: 11 });
});

test('who meets others again and again gives up in words, and nothing is written', async () => {
  // No waiting between the tries.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const id = newId();
  await store.append('attempts', attempt(id, 0));
  let tries = 0;
  const unlucky = store.transaction(async (tx) => {
    tries += 1;
    await tx.get('attempts', id);
    if (tries <= 12) await openStore().addOne('attempts', { _id: id }, 'count');
    await tx.put('attempts', attempt(id, 100));
  });
  await expect(unlucky).rejects.toMatchObject({ code: 'BUSY' });
  expect(tries).toBe(12);
  expect(await store.get('attempts', id)).toMatchObject({ count: 12 });
});
