/**
 * The database behind a small typed door. What happens in a transaction is by document id only: the SDK silently runs
 * `where().update`, `count` and `aggregate` outside of it, so the type of a transaction does not offer them.
 */
import cloud from 'wx-server-sdk';
import type { CollectionName, Collections } from './collections';
import { AppError } from './errors';
import { withLook } from './look';

/** A condition of the database: plain values, operators made with `where`, or an array of alternatives. */
export type Condition = Record<string, unknown>;

export interface Find {
  where: Condition;
  orderBy?: [field: string, direction: 'asc' | 'desc'][];
  /** At most 1000. */
  limit: number;
}

export interface Reader {
  get<C extends CollectionName>(collection: C, id: string): Promise<Collections[C] | null>;
  find<C extends CollectionName>(collection: C, find: Find): Promise<Collections[C][]>;
  /** As `find`, and how many fulfil `where` in all, in one request. */
  findCounted<C extends CollectionName>(
    collection: C,
    find: Find,
  ): Promise<{ docs: Collections[C][]; total: number }>;
  /**
   * The first document that fulfils `where`, with those that come along: for each of `alongs` its own. Whole ones, and that there is
   * none, are given by the next `get` without another request: a store is of one call, and they were read in it.
   */
  findWith<C extends CollectionName>(
    collection: C,
    where: Condition,
    ...alongs: Along[]
  ): Promise<{ doc: Collections[C] | null; docs: object[][] }>;
  /** As `find`, of each document these fields only: for large documents of which a few figures are needed. */
  pick<C extends CollectionName, F extends keyof Collections[C] & string>(
    collection: C,
    find: Find,
    fields: readonly F[],
  ): Promise<Pick<Collections[C], F>[]>;
  count(collection: CollectionName, where: Condition): Promise<number>;
  /** Documents that fulfil `where`, counted by the values of some expressions ($field, $switch ...). */
  tally(collection: CollectionName, tally: Tally): Promise<Counted[]>;
}

export interface Tally {
  where: Condition;
  /** Name of a value -> expression of the database. */
  by: Record<string, unknown>;
}

/** How many documents have these values. */
export interface Counted {
  values: Record<string, unknown>;
  n: number;
}

/** More groups than any table of the product has; without a limit the cloud gives a few only. */
const MOST_GROUPS = 5000;

/**
 * Writes replace whole documents: read, compute, put. Conflicts are noticed by the database (first writer wins). What was put is
 * read back by `get` at once and sent to the database at the end of the work, before the commit.
 */
export interface Tx {
  get<C extends CollectionName>(collection: C, id: string): Promise<Collections[C] | null>;
  put<C extends CollectionName>(collection: C, doc: Collections[C]): Promise<void>;
  /** Adds a document that nobody has added before, without asking first: otherwise the transaction fails with IdTaken. */
  create<C extends CollectionName>(collection: C, doc: Collections[C]): Promise<void>;
  remove(collection: CollectionName, id: string): Promise<void>;
}

/** Documents of another collection that are read in one request with one that names them. */
export interface Along {
  collection: 'residents' | 'volunteers' | 'pointAccounts' | 'counters';
  /** Where the first document holds their ids; null: all documents of that (small) collection. */
  by: string | null;
  /** Fields that are left out. */
  without?: readonly string[];
  /** The only fields, where all documents come along. */
  only?: readonly string[];
}

/** A document that was to be created is there already. The transaction has failed, and would again. */
export class IdTaken extends Error {
  constructor(collection: CollectionName, options: ErrorOptions) {
    super(`a document to be created in ${collection} is there already`, options);
    this.name = 'IdTaken';
  }
}

/** Everything a use case may ask of the database. */
export interface Store extends Reader {
  /** Runs `work` in one transaction, again when another writer was first; all or nothing. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Appends one document outside a transaction (audit of reads). */
  append<C extends CollectionName>(collection: C, doc: Collections[C]): Promise<void>;
  /** Adds one to a number of all documents that fulfil `where`, each in one step of the database; how many they were. */
  addOne<C extends CollectionName>(
    collection: C,
    where: Condition,
    field: keyof Collections[C] & string,
  ): Promise<number>;
  /** Requests made so far: printed in the log and by the bench. */
  requests(): number;
}

interface SdkAggregate {
  match(condition: object): SdkAggregate;
  sort(order: object): SdkAggregate;
  limit(n: number): SdkAggregate;
  count(field: string): SdkAggregate;
  group(stage: object): SdkAggregate;
  lookup(stage: object): SdkAggregate;
  project(stage: object): SdkAggregate;
  /** Of a collection: asks. */
  end(): Promise<{ list: unknown[] }>;
  /** Of a pipeline within a lookup: its stages. */
  done(): unknown;
}

interface SdkCollection {
  aggregate(): SdkAggregate;
  doc(id: string): {
    get(): Promise<{ data: unknown }>;
    set(options: { data: object }): Promise<unknown>;
    remove(): Promise<unknown>;
  };
  where(condition: object): SdkQuery;
  add(options: { data: object }): Promise<unknown>;
}

interface SdkQuery {
  update(options: { data: object }): Promise<{ stats: { updated: number } }>;
  field(projection: Record<string, boolean>): SdkQuery;
  orderBy(field: string, direction: string): SdkQuery;
  limit(n: number): SdkQuery;
  get(): Promise<{ data: unknown[] }>;
  count(): Promise<{ total: number }>;
}

interface SdkTransaction {
  collection(name: string): SdkCollection;
  commit(): Promise<unknown>;
  rollback(): Promise<unknown>;
}

interface SdkDatabase {
  collection(name: string): SdkCollection;
  startTransaction(): Promise<SdkTransaction>;
  command: Record<
    'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'neq' | 'elemMatch' | 'inc',
    (value: unknown) => SdkCommand
  > & { aggregate: { pipeline(): SdkAggregate } };
}

interface SdkCommand {
  and(other: SdkCommand): SdkCommand;
  or(other: SdkCommand): SdkCommand;
}

let sdk: SdkDatabase | undefined;

function database(): SdkDatabase {
  if (!sdk) {
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });
    // `throwOnNotFound` is a documented option that the SDK's own types lack.
    sdk = cloud.database({ throwOnNotFound: false } as { env?: string }) as unknown as SdkDatabase;
  }
  return sdk;
}

/** Operators for conditions. */
export const where = {
  gt: (value: unknown): unknown => database().command.gt(value),
  lt: (value: unknown): unknown => database().command.lt(value),
  /** From `from` on, before `to`. */
  within: (from: unknown, to: unknown): unknown =>
    database().command.gte(from).and(database().command.lt(to)),
  in: (values: readonly unknown[]): unknown => database().command.in(values),
  /** After `after`, before `before`; either may be open. */
  between: (after: unknown, before: unknown): unknown => {
    const { gt, lt } = database().command;
    if (after === undefined) return lt(before);
    return before === undefined ? gt(after) : gt(after).and(lt(before));
  },
  /** A list that has an element like one of these. Inside them the SDK knows no alternatives. */
  has: (element: Condition, other: Condition): unknown =>
    database().command.elemMatch(element).or(database().command.elemMatch(other)),
  atMost: (value: unknown): unknown => database().command.lte(value),
  atLeast: (value: unknown): unknown => database().command.gte(value),
  /** All texts that begin with `prefix`, by the order of code points: served by an index. */
  startsWith: (prefix: string): unknown =>
    database()
      .command.gte(prefix)
      .and(database().command.lt(`${prefix}\uffff`)),
};

const CONFLICT =
  /TransactionConflict|TRANSACTION_CONFLICT|TransactionBusy|TRANSACTION_BUSY|WriteConflict|E11000/i;
const DUPLICATE = /E11000/;
const ATTEMPTS = 12;

/** Whether the same work may succeed when it is done again. */
function isConflict(error: unknown): boolean {
  if (error instanceof AppError || error instanceof IdTaken) return false;
  return CONFLICT.test(String((error as Error).message));
}

/** Full jitter: waiting the same time would make the same writers meet again. */
function pause(attempt: number): Promise<void> {
  const ms = Math.random() * Math.min(400, 10 * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `_id` is the address, not a field to set. */
function withoutId(doc: object): object {
  return Object.fromEntries(Object.entries(doc).filter(([key]) => key !== '_id'));
}

/** What a transaction has read or will write of one document; `doc` null: there is none. */
interface Seen {
  collection: CollectionName;
  id: string;
  doc: object | null;
  todo: 'nothing' | 'create' | 'write';
}

/**
 * The documents of one transaction, each asked for once and written once. A transaction reads from its snapshot, so asking again
 * would only give the same again; that somebody else has changed a document meanwhile is noticed, as ever, when it is written.
 * Writes wait for the end, so that only the last of several to one document is sent. Copies go in and out: who changes a document
 * that was read and does not put it has changed nothing.
 */
function makeTx(transaction: SdkTransaction, count: () => void): { tx: Tx; write: () => Promise<void> } {
  const seen = new Map<string, Seen>();
  const keep = (one: Seen): void => {
    seen.set(`${one.collection}/${one.id}`, one);
  };
  const tx: Tx = {
    get: async <C extends CollectionName>(collection: C, id: string) => {
      let known = seen.get(`${collection}/${id}`);
      if (!known) {
        count();
        const { data } = await transaction.collection(collection).doc(id).get();
        // Asked for twice at the same time, or written meanwhile: what is known by now counts.
        known = seen.get(`${collection}/${id}`);
        if (!known) keep((known = { collection, id, doc: (data ?? null) as object | null, todo: 'nothing' }));
      }
      return structuredClone(known.doc) as Collections[C] | null;
    },
    put: (collection, doc) => {
      const whole = structuredClone(withLook(collection, doc));
      keep({ collection, id: doc._id, doc: whole, todo: 'write' });
      return Promise.resolve();
    },
    create: (collection, doc) => {
      const whole = structuredClone(withLook(collection, doc));
      keep({ collection, id: doc._id, doc: whole, todo: 'create' });
      return Promise.resolve();
    },
    remove: (collection, id) => {
      keep({ collection, id, doc: null, todo: 'write' });
      return Promise.resolve();
    },
  };
  const send = async ({ collection, id, doc, todo }: Seen): Promise<void> => {
    count();
    const all = transaction.collection(collection);
    if (doc === null) await all.doc(id).remove();
    else if (todo === 'write') await all.doc(id).set({ data: withoutId(doc) });
    else
      await all.add({ data: doc }).catch((cause: unknown) => {
        throw DUPLICATE.test(String((cause as Error).message)) ? new IdTaken(collection, { cause }) : cause;
      });
  };
  const write = async (): Promise<void> => {
    const changed = [...seen.values()].filter(({ todo }) => todo !== 'nothing');
    // What may be there already first: then nothing else is sent in vain.
    for (const one of changed) if (one.todo === 'create') await send(one);
    for (const one of changed) if (one.todo !== 'create') await send(one);
  };
  return { tx, write };
}

function queryOf(collection: CollectionName, { where: condition, orderBy = [], limit }: Find): SdkQuery {
  let query = database().collection(collection).where(condition);
  for (const [field, direction] of orderBy) query = query.orderBy(field, direction);
  return query.limit(limit);
}

/** The texts at a path, also of each element of a list on the way. */
function valuesAt(doc: object, path: string): string[] {
  const found = path
    .split('.')
    .reduce<unknown[]>(
      (values, step) =>
        values.flatMap((value) => (value as Record<string, unknown> | null | undefined)?.[step] ?? []),
      [doc],
    );
  return found.filter((value) => typeof value === 'string');
}

/** The real database through the SDK. One per call, so that `requests()` counts that call. */
export function openStore(): Store {
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    count();
    const transaction = await database().startTransaction();
    try {
      const { tx, write } = makeTx(transaction, count);
      const result = await work(tx);
      await write();
      count();
      await transaction.commit();
      return result;
    } catch (error) {
      // The transaction may be gone already (conflict, time limit): the first error is the one that counts.
      await transaction.rollback().catch(() => undefined);
      throw error;
    }
  }

  /** What came along with another document, by collection and id; null: there is none. */
  const known = new Map<string, object | null>();

  return {
    findWith: async <C extends CollectionName>(collection: C, condition: Condition, ...alongs: Along[]) => {
      count();
      let found = database().collection(collection).aggregate().match(condition).limit(1);
      for (const [n, { collection: from, by, only }] of alongs.entries()) {
        const all = database().command.aggregate.pipeline().match({});
        const wanted = only ? all.project(Object.fromEntries(only.map((field) => [field, 1]))) : all;
        const place =
          by === null ? { let: {}, pipeline: wanted.done() } : { localField: by, foreignField: '_id' };
        found = found.lookup({ from, ...place, as: `along${n}` });
      }
      const left = alongs.flatMap(({ without = [] }, n) => without.map((field) => [`along${n}.${field}`, 0]));
      if (left.length > 0) found = found.project(Object.fromEntries(left));
      const [first] = (await found.end()).list as Record<string, unknown>[];
      if (!first) return { doc: null, docs: alongs.map(() => []) };
      const docs = alongs.map((_, n) => first[`along${n}`] as { _id: string }[]);
      const doc = Object.fromEntries(Object.entries(first).filter(([field]) => !/^along\d$/.test(field)));
      for (const [n, { collection: from, by, without, only }] of alongs.entries()) {
        if (without ?? only) continue;
        if (by !== null) for (const id of valuesAt(doc, by)) known.set(`${from}/${id}`, null);
        for (const one of docs[n] ?? []) known.set(`${from}/${one._id}`, one);
      }
      return { doc: doc as unknown as Collections[C], docs };
    },
    get: async <C extends CollectionName>(collection: C, id: string) => {
      const doc = known.get(`${collection}/${id}`);
      if (doc !== undefined) return structuredClone(doc) as Collections[C] | null;
      count();
      const { data } = await database().collection(collection).doc(id).get();
      return (data ?? null) as Collections[C] | null;
    },
    findCounted: async <C extends CollectionName>(collection: C, find: Find) => {
      count();
      const pipeline = (): SdkAggregate => database().command.aggregate.pipeline().match(find.where);
      const order = Object.fromEntries(
        (find.orderBy ?? []).map(([field, to]) => [field, to === 'asc' ? 1 : -1]),
      );
      // The one document only stands for the list: the page and the number are looked up beside it.
      const { list } = await database()
        .collection(collection)
        .aggregate()
        .match(find.where)
        .limit(1)
        .project({ _id: 1 })
        .lookup({
          from: collection,
          let: {},
          pipeline: pipeline().sort(order).limit(find.limit).done(),
          as: 'page',
        })
        .lookup({ from: collection, let: {}, pipeline: pipeline().count('n').done(), as: 'counted' })
        .end();
      const [found] = list as { page: Collections[C][]; counted: { n: number }[] }[];
      return { docs: found?.page ?? [], total: found?.counted[0]?.n ?? 0 };
    },
    find: async <C extends CollectionName>(collection: C, find: Find) => {
      count();
      const { data } = await queryOf(collection, find).get();
      return data as Collections[C][];
    },
    pick: async <C extends CollectionName, F extends keyof Collections[C] & string>(
      collection: C,
      find: Find,
      fields: readonly F[],
    ) => {
      count();
      const wanted = Object.fromEntries(fields.map((field) => [field, true]));
      const { data } = await queryOf(collection, find).field(wanted).get();
      return data as Pick<Collections[C], F>[];
    },
    count: async (collection, condition) => {
      count();
      return (await database().collection(collection).where(condition).count()).total;
    },
    tally: async (collection, { where: condition, by }) => {
      count();
      const { list } = await database()
        .collection(collection)
        .aggregate()
        .match(condition)
        .group({ _id: by, n: { $sum: 1 } })
        .limit(MOST_GROUPS)
        .end();
      return (list as { _id: Record<string, unknown>; n: number }[]).map(({ _id, n }) => ({
        values: _id,
        n,
      }));
    },
    append: async (collection, doc) => {
      count();
      await database().collection(collection).add({ data: doc });
    },
    addOne: async (collection, condition, field) => {
      count();
      const data = { [field]: database().command.inc(1) };
      const { stats } = await database().collection(collection).where(condition).update({ data });
      return stats.updated;
    },
    transaction: async (work) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(work);
        } catch (error) {
          if (!isConflict(error)) throw error;
          if (tries === ATTEMPTS) throw new AppError('BUSY');
          await pause(tries);
        }
      }
    },
    requests: () => requests,
  };
}
