/** What comes along with the caller: served to exactly the question it answers, in the try of a transaction that it was read for. */
import type { AttemptDoc } from '../../cloudfunctions/core/collections';
import { openStore, where, type Along, type Store } from '../../cloudfunctions/core/database';
import { startServer, tamperedWith, type TestServer } from '../support/functions/server';
import { useCloud } from '../support/trust/sdk';

let server: TestServer;
let unplug: () => void;
let store: Store;
let n = 0;

const attempt = (_id: string, count: number): AttemptDoc => ({ _id, count, lockedUntil: null, updatedAt: 1 });
const newIds = (): [string, string, string] => {
  n += 1;
  return [`first-${n}`, `second-${n}`, `none-${n}`];
};

beforeAll(async () => {
  server = await startServer();
  // Documents of nobody: there is nothing that they could agree with.
  tamperedWith(server);
  unplug = useCloud(server);
});
beforeEach(() => {
  store = openStore();
});
afterAll(async () => {
  unplug();
  await server.close();
});

/** Requests that `work` makes. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = store.requests();
  await work();
  return store.requests() - before;
}

const bring = (id: string, ...alongs: Along[]): Promise<unknown> =>
  store.findWith('attempts', { _id: id }, ...alongs);

test('documents that were named come in the same request, and that there is none of an id', async () => {
  const [first, second, none] = newIds();
  await store.append('attempts', attempt(first, 1));
  await store.append('attempts', attempt(second, 2));
  expect(await cost(() => bring(first, { collection: 'attempts', ids: [second, none] }))).toBe(1);
  const asked = await cost(async () => {
    expect(await store.get('attempts', second)).toMatchObject({ count: 2 });
    expect(await store.get('attempts', none)).toBeNull();
    expect(await store.getEach('attempts', [none, second])).toMatchObject([null, { count: 2 }]);
  });
  expect(asked).toBe(0);
  // What did not come is asked for, all of it at once.
  expect(
    await cost(async () =>
      expect(await store.getEach('attempts', [second, first, none])).toMatchObject([
        { count: 2 },
        { count: 1 },
        null,
      ]),
    ),
  ).toBe(1);
});

test('a page answers the same question, as asked: order and length; another question is asked', async () => {
  const [first, second] = newIds();
  await store.append('attempts', attempt(first, 1));
  await store.append('attempts', attempt(second, 2));
  const find = (limit: number) => ({
    where: { _id: where.in([first, second]) },
    orderBy: [['count', 'desc'] as [string, 'desc']],
    limit,
  });
  await bring(first, { collection: 'attempts', find: find(1) });
  expect(await cost(() => store.find('attempts', find(1)))).toBe(0);
  expect(await store.find('attempts', find(1))).toMatchObject([{ _id: second }]);
  expect(await cost(() => store.find('attempts', find(2)))).toBe(1);
  expect(await store.find('attempts', find(2))).toMatchObject([{ _id: second }, { _id: first }]);
  expect(await cost(() => store.find('users', find(1)))).toBe(1);
});

test('who changes what came along has changed nothing', async () => {
  const [first, second] = newIds();
  await store.append('attempts', attempt(first, 1));
  await store.append('attempts', attempt(second, 2));
  const find = { where: { _id: second }, limit: 1 };
  await bring(first, { collection: 'attempts', ids: [second] }, { collection: 'attempts', find });
  const got = await store.get('attempts', second);
  const [found] = await store.find('attempts', find);
  for (const doc of [got, found]) if (doc) doc.count = 9;
  expect(await store.get('attempts', second)).toMatchObject({ count: 2 });
  expect(await store.find('attempts', find)).toMatchObject([{ count: 2 }]);
});

test('without the first document nothing is known of the others', async () => {
  const [first, second] = newIds();
  await store.append('attempts', attempt(second, 2));
  await bring(first, { collection: 'attempts', ids: [second] });
  expect(await cost(() => store.get('attempts', second))).toBe(1);
});

test('each try of a transaction brings anew, and after it nothing is known any more', async () => {
  const [first, second] = newIds();
  await store.append('attempts', attempt(first, 1));
  await store.append('attempts', attempt(second, 1));
  const seen: (number | undefined)[] = [];
  await store.transaction(async (tx) => {
    const mine = await tx.get('attempts', first);
    await bring(first, { collection: 'attempts', ids: [second] });
    seen.push((await store.get('attempts', second))?.count);
    if (seen.length === 1) {
      // Somebody else writes both: this try fails, and the next one sees it.
      await openStore().transaction(async (other) => {
        await other.put('attempts', attempt(first, 5));
        await other.put('attempts', attempt(second, 5));
      });
    }
    await tx.put('attempts', attempt(first, (mine?.count ?? 0) + 1));
  });
  expect(seen).toEqual([1, 5]);
  expect(await store.get('attempts', first)).toMatchObject({ count: 6 });
  expect(await cost(() => store.get('attempts', second))).toBe(1);
});

describe('a field changed without reading', () => {
  test('only this field, in one request, with what others wrote meanwhile', async () => {
    const id = `user-${(n += 1)}`;
    const user = { staff: null, desk: null, createdAt: 1 } as object;
    await store.append('users', { _id: id, ...user } as never);
    await openStore().transaction(async (tx) => {
      const before = await tx.get('users', id);
      await tx.put('users', { ...before, desk: { seenAt: 1 } } as never);
    });
    // Begin, one change, commit.
    expect(
      await cost(() => store.transaction((tx) => tx.change('users', id, { createdAt: { is: 2 } }))),
    ).toBe(3);
    expect(await store.get('users', id)).toEqual({
      _id: id,
      ...user,
      createdAt: 2,
      desk: { seenAt: 1 },
    });
  });

  test('what is not there any more is refused and is not made', async () => {
    const gone = store.transaction((tx) => tx.change('users', 'gone', { createdAt: { is: 2 } }));
    await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await store.get('users', 'gone')).toBeNull();
  });

  test('of what the transaction has read the whole is written', async () => {
    const id = `user-${(n += 1)}`;
    await store.append('users', { _id: id, createdAt: 1, staff: null } as never);
    await store.transaction(async (tx) => {
      const user = await tx.get('users', id);
      await tx.change('users', id, { createdAt: { is: 2 } });
      expect(await tx.get('users', id)).toEqual({ ...user, createdAt: 2 });
    });
    expect(await store.get('users', id)).toMatchObject({ createdAt: 2, staff: null });
  });
});
