/** Parts with rules of their own, without a server: keys, plans, timers. */
import fc from 'fast-check';
import { Database, newCost } from '../../local/cloud/database/database';
import { valueBytes } from '../../local/cloud/database/keys';
import type { SchemaIndex } from '../../local/cloud/database/schema';
import { Sqlite } from '../../local/cloud/database/sqlite';
import { parseSort, sortDocs } from '../../local/cloud/database/sort';
import { Store } from '../../local/cloud/database/store';
import { Transactions } from '../../local/cloud/database/transactions';
import { compareValues, type Doc } from '../../local/cloud/database/values';
import { nextTime, parseCron } from '../../local/cloud/timers';
import { until } from './support';

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('', 'a', 'ab', 'b', '谢家', '谢家路', 'a\u0000b', '😀', '\uffff'),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('x', 'y'), scalar),
);

test('the bytes of keys have the order of the values', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(Math.sign(Buffer.compare(valueBytes(a), valueBytes(b)))).toBe(Math.sign(compareValues(a, b)));
    }),
    { numRuns: 1000 },
  );
});

describe('plans', () => {
  const open = (): { database: Database; close: () => void } => {
    const sqlite = new Sqlite(':memory:');
    const store = new Store(sqlite);
    const indexes: SchemaIndex[] = [
      { name: 'a_b', keys: { a: 1, b: -1 } },
      { name: 'b', keys: { b: 1 } },
      { name: 'c.d', keys: { 'c.d': 1 } },
    ];
    store.migrate({ collections: { indexed: { indexes }, plain: {} } });
    return { database: new Database(store), close: () => sqlite.close() };
  };

  const operand = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('p', 'q'), fc.constant(null));
  const condition = fc.oneof(
    operand,
    operand.map(($gt) => ({ $gt })),
    operand.map(($lte) => ({ $lte })),
    fc.tuple(operand, operand).map(([$gte, $lt]) => ({ $gte, $lt })),
    fc.array(operand, { minLength: 1, maxLength: 3 }).map(($in) => ({ $in })),
    operand.map(($ne) => ({ $ne })),
  );
  const content = fc.oneof({ weight: 4, arbitrary: operand }, fc.array(operand, { maxLength: 2 }));
  const record = (inner: typeof content | typeof operand) =>
    fc.record({ a: inner, b: inner, c: fc.oneof(fc.record({ d: inner }), operand) }, { requiredKeys: [] });
  // Arrays change what an index is good for, so half of the collections have none.
  const docs = fc.oneof(
    fc.array(record(operand), { maxLength: 12 }),
    fc.array(record(content), { maxLength: 12 }),
  );
  const part = fc.record({ a: condition, b: condition, 'c.d': condition }, { requiredKeys: [] });
  const query = fc.oneof(
    { weight: 3, arbitrary: part },
    fc.array(part, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or })),
  );
  const sort = fc.constantFrom<Doc>(
    {},
    { a: 1, b: -1 },
    { b: 1 },
    { a: -1, b: 1 },
    { b: -1 },
    { a: 1, b: 1 },
    { b: 1, n: 1 },
  );

  test('with an index every query finds, counts and orders the same as without', async () => {
    const questions = fc.array(fc.tuple(query, sort), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(docs, questions, async (contents, asked) => {
        const { database, close } = open();
        try {
          const numbered = contents.map((one, n) => ({ _id: String(n), n, ...one }));
          await database.insert('indexed', numbered);
          await database.insert('plain', numbered);
          for (const [wanted, order] of asked) {
            const ask = (name: string): Doc[] =>
              database.find(name, { query: wanted, sort: order }, newCost());
            const [found, expected] = [ask('indexed'), ask('plain')];
            expect(found.map(({ _id }) => _id).sort()).toEqual(expected.map(({ _id }) => _id).sort());
            expect(inOrder(found, order)).toBe(true);
            expect(database.count('indexed', wanted, newCost())).toBe(expected.length);
          }
        } finally {
          close();
        }
      }),
      { numRuns: 300 },
    );
  });

  /** Sorting must not move anything any more. */
  function inOrder(found: Doc[], order: Doc): boolean {
    return sortDocs(found, parseSort(order), (one) => one).every((one, i) => one === found[i]);
  }

  test('names that mean something to JavaScript change nothing but documents', async () => {
    const { database, close } = open();
    await database.insert('plain', [{ _id: 'd' }]);
    database.find('plain', { query: {}, projection: JSON.parse('{"__proto__.taken":1}') as Doc }, newCost());
    await expect(
      database.update('plain', {}, { $set: { '__proto__.taken': 1 } }, true, newCost()),
    ).rejects.toThrow();
    await database.update('plain', {}, { $set: { 'constructor.prototype.taken': 1 } }, true, newCost());
    expect(({} as Doc).taken).toBeUndefined();
    expect(database.find('plain', { query: {} }, newCost())[0]?.constructor).toEqual({
      prototype: { taken: 1 },
    });
    await expect(database.update('plain', {}, { constructor: { x: 1 } }, true, newCost())).rejects.toThrow(
      'Unknown modifier',
    );
    close();
  });

  test('a page of a sorted list reads only that page', async () => {
    const { database, close } = open();
    await database.insert(
      'indexed',
      Array.from({ length: 5000 }, (_, i) => ({ a: i % 10, b: i })),
    );
    const read = (query: Doc, sort: Doc): number => {
      const cost = newCost();
      expect(database.find('indexed', { query, sort, limit: 20 }, cost)).toHaveLength(20);
      return cost.docs;
    };
    expect(read({ a: 3 }, { b: -1 })).toBe(20);
    expect(read({ a: 3 }, { b: 1 })).toBe(20);
    expect(read({ a: 3, b: { $gt: 1000 } }, { b: 1 })).toBe(20);
    expect(read({ a: { $in: [1, 2, 3] } }, { b: -1 })).toBe(20);
    expect(read({}, { b: 1 })).toBe(20);
    for (const b of [1, -1]) {
      // More than is read from an index at once, and each document once.
      const all = database.find('indexed', { query: { a: 3 }, sort: { b }, limit: 1000 }, newCost());
      expect(new Set(all.map(({ _id }) => _id)).size).toBe(500);
      expect(all).toHaveLength(500);
      // Ranges of several values are merged in the order asked for.
      const query = { a: { $in: [1, 2, 3] } };
      const merged = database.find('indexed', { query, sort: { b }, limit: 1000 }, newCost());
      expect(merged).toHaveLength(1000);
      expect(inOrder(merged, { b })).toBe(true);
    }
    close();
  });
});

test('a transaction that takes too long is given up and frees what it held', async () => {
  const sqlite = new Sqlite(':memory:');
  const store = new Store(sqlite);
  const collection = store.createCollection('c');
  const transactions = new Transactions(store, 20);
  const id = transactions.start('');
  transactions.write(id, collection, 'x', { _id: 'x' });
  expect(() => transactions.checkFree(collection, null, { _id: 'x' })).toThrow('locked');
  await until(() => !throws(() => transactions.checkFree(collection, null, { _id: 'x' })));
  expect(() => transactions.commit(id)).toThrow('longer than');
  sqlite.close();
});

function throws(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

describe('timers', () => {
  const next = (cron: string, after: string): string | undefined => {
    const moment = nextTime(parseCron(cron), Date.parse(after));
    return moment === undefined ? undefined : new Date(moment).toISOString();
  };

  test.each([
    // China time is eight hours ahead: 02:00 there is 18:00 UTC of the day before.
    ['0 0 2 * * * *', '2024-03-01T00:00:00Z', '2024-03-01T18:00:00.000Z'],
    ['0 0 2 1 * * *', '2024-03-01T00:00:00Z', '2024-03-31T18:00:00.000Z'],
    ['0 */15 * * * * *', '2024-03-01T00:07:30Z', '2024-03-01T00:15:00.000Z'],
    ['30 0 9 * * MON-FRI *', '2024-03-01T02:00:00Z', '2024-03-04T01:00:30.000Z'],
    ['0 0 0 29 2 * *', '2024-03-01T00:00:00Z', '2028-02-28T16:00:00.000Z'],
    ['0 0 8,20 * * * *', '2024-03-01T00:00:00Z', '2024-03-01T12:00:00.000Z'],
    ['* * * * * * *', '2024-03-01T00:00:00.500Z', '2024-03-01T00:00:01.000Z'],
    ['0 0 0 1 1 * 2020', '2024-03-01T00:00:00Z', undefined],
  ])('%s after %s', (cron, after, expected) => {
    expect(next(cron, after)).toBe(expected);
  });

  test.each([
    '0 0 2 * * *',
    '60 * * * * * *',
    '0 0 24 * * * *',
    '0 0 a * * * *',
    '0 5-1 * * * * *',
    '*/0 * * * * * *',
  ])('%s is refused', (cron) => {
    expect(() => parseCron(cron)).toThrow();
  });
});
