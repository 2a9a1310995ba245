/** What a use case may rely on inside its transaction: each document is asked for once and written once, and nobody comes between. */
import { openStore, type Store } from '../../cloudfunctions/core/database';
import { IdTaken } from '../../cloudfunctions/core/transaction';
import type { AttemptDoc } from '../../cloudfunctions/core/collections';
import { emptyCounters } from '../../cloudfunctions/core/counters';
import type { Addition } from '../../cloudfunctions/core/pure/addition';
import { startServer, tamperedWith, type TestServer } from '../support/functions/server';
import { useCloud } from '../support/trust/sdk';

let server: TestServer;
let unplug: () => void;
let store: Store;
let n = 0;

const attempt = (_id: string, count: number): AttemptDoc => ({ _id, count, lockedUntil: null, updatedAt: 1 });
const newId = (): string => `transaction-${(n += 1)}`;

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

const more = (n: number): Addition => ({ version: { plus: 1 }, residents: { plus: n } });
const line = (id: string): Addition => ({ version: { plus: 1 }, feed: { push: [{ id }] } });

test('what is added is not read, and sent in one request; only the first ever makes the document', async () => {
  const none = emptyCounters(newId());
  const add = async (): Promise<number> => {
    const before = store.requests();
    await store.transaction(async (tx) => {
      await tx.add('counters', none, { ...more(2), 'cases.device.submitted': { plus: 1 } });
      await tx.add('counters', none, more(-1));
      await tx.add('counters', none, line('a'));
    });
    return store.requests() - before;
  };
  // Begin, one addition, commit; once the document besides.
  expect([await add(), await add(), await add()]).toEqual([4, 3, 3]);
  expect(await store.get('counters', none._id)).toEqual({
    ...none,
    residents: 3,
    cases: { ...none.cases, device: { submitted: 3 } },
    feed: [{ id: 'a' }, { id: 'a' }, { id: 'a' }],
    version: 9,
  });
});

test('who asks for what was added to gets the sum; added to what was read or put, the whole is written', async () => {
  const none = emptyCounters(newId());
  const residents = (n: number) => expect.objectContaining({ residents: n }) as object;
  await store.transaction((tx) => tx.add('counters', none, more(5)));
  const before = store.requests();
  await store.transaction(async (tx) => {
    await tx.add('counters', none, more(1));
    // Two at once, and one who adds meanwhile.
    const [one, other] = await Promise.all([
      tx.get('counters', none._id),
      tx.get('counters', none._id),
      tx.add('counters', none, more(1)),
    ]);
    expect([one, other]).toEqual([residents(7), residents(7)]);
    await Promise.all([tx.add('counters', none, more(1)), tx.add('counters', none, more(1))]);
    expect(await tx.get('counters', none._id)).toEqual(residents(9));
  });
  // Begin, two readings at once, the whole, commit.
  expect(store.requests() - before).toBe(5);
  expect(await store.get('counters', none._id)).toMatchObject({ residents: 9, version: 5 });

  await store.transaction(async (tx) => {
    await tx.add('counters', none, more(100));
    await tx.put('counters', { ...none, residents: 1 });
    await tx.add('counters', none, more(1));
  });
  expect(await store.get('counters', none._id)).toMatchObject({ residents: 2, version: 1 });
  await store.transaction(async (tx) => {
    await tx.remove('counters', none._id);
    await tx.add('counters', none, more(3));
  });
  expect(await store.get('counters', none._id)).toEqual({ ...none, residents: 3, version: 1 });
  const other = emptyCounters(newId());
  await store.transaction(async (tx) => {
    await tx.create('counters', { ...other, residents: 1 });
    await tx.add('counters', other, more(1));
  });
  expect(await store.get('counters', other._id)).toMatchObject({ residents: 2 });
  // Of a document that is not there, what was added is all there is.
  const third = emptyCounters(newId());
  await store.transaction(async (tx) => {
    await tx.add('counters', third, more(4));
    expect(await tx.get('counters', third._id)).toEqual(residents(4));
  });
  expect(await store.get('counters', third._id)).toMatchObject({ residents: 4 });
});

test('a line that comes and one that goes cannot be said at once: read, and written whole', async () => {
  const none = emptyCounters(newId());
  await store.transaction((tx) => tx.add('counters', none, line('old')));
  const before = store.requests();
  await store.transaction(async (tx) => {
    await tx.add('counters', none, line('new'));
    await tx.add('counters', none, { version: { plus: 1 }, feed: { pull: 'old' } });
  });
  // Begin, one reading, the whole, commit.
  expect(store.requests() - before).toBe(4);
  expect(await store.get('counters', none._id)).toMatchObject({ feed: [{ id: 'new' }], version: 3 });
});

test('of many who add at once, to a document that is not there yet too, none is lost', async () => {
  const none = emptyCounters(newId());
  await Promise.all(
    Array.from({ length: 8 }, (_, n) => openStore().transaction((tx) => tx.add('counters', none, more(n)))),
  );
  expect(await store.get('counters', none._id)).toEqual({ ...none, residents: 28, version: 8 });
});

test('who had begun to read before others changed the figures begins again', async () => {
  const none = emptyCounters(newId());
  const seen: (number | undefined)[] = [];
  const addLate = (): Promise<void> =>
    store.transaction(async (tx) => {
      // The transaction's view of everything begins here.
      await tx.get('attempts', none._id);
      if (seen.length % 2 === 0)
        await openStore().transaction((other) => other.add('counters', none, more(1)));
      seen.push((await openStore().get('counters', none._id))?.residents);
      await tx.add('counters', none, more(10));
    });
  // Made meanwhile, then changed meanwhile.
  await addLate();
  await addLate();
  expect(seen).toEqual([1, 1, 12, 12]);
  expect(await store.get('counters', none._id)).toMatchObject({ residents: 22, version: 4 });
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
