/** The database behind a small typed door: conditions, and the store of one call. */
import type { CollectionName, Collections } from './collections';
import { database, type SdkAggregate, type SdkQuery } from './sdk';
import type { Along, Condition, Find, Store } from './store';
import { inTransaction } from './transaction';

export type * from './store';

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

/** More groups than any table of the product has; without a limit the cloud gives a few only. */
const MOST_GROUPS = 5000;

function queryOf(collection: CollectionName, { where: condition, orderBy = [], limit }: Find): SdkQuery {
  let query = database().collection(collection).where(condition);
  for (const [field, direction] of orderBy) query = query.orderBy(field, direction);
  return query.limit(limit);
}

/** A find as the stages of a look-up beside another document. */
function pageOf({ where: condition, orderBy = [], limit }: Find): SdkAggregate {
  const all = database().command.aggregate.pipeline().match(condition);
  const order = Object.fromEntries(orderBy.map(([field, to]) => [field, to === 'asc' ? 1 : -1]));
  return (orderBy.length > 0 ? all.sort(order) : all).limit(limit);
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
    findEach: async <C extends CollectionName>(collection: C, finds: readonly Find[]) => {
      count();
      // The one document, whichever it is, only stands for the collection: what is asked for is looked up beside it.
      let asked = database()
        .collection(collection)
        .aggregate()
        .match({ _id: where.gt('') as object })
        .limit(1)
        .project({ _id: 1 });
      for (const [n, find] of finds.entries())
        asked = asked.lookup({ from: collection, let: {}, pipeline: pageOf(find).done(), as: `found${n}` });
      const [found] = (await asked.end()).list as Record<string, Collections[C][]>[];
      return finds.map((_, n) => found?.[`found${n}`] ?? []);
    },
    findCounted: async <C extends CollectionName>(collection: C, find: Find) => {
      count();
      const counted = database().command.aggregate.pipeline().match(find.where).count('n');
      // The one document only stands for the list: the page and the number are looked up beside it.
      const { list } = await database()
        .collection(collection)
        .aggregate()
        .match(find.where)
        .limit(1)
        .project({ _id: 1 })
        .lookup({ from: collection, let: {}, pipeline: pageOf(find).done(), as: 'page' })
        .lookup({ from: collection, let: {}, pipeline: counted.done(), as: 'counted' })
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
    transaction: (work) => inTransaction(work, count),
    requests: () => requests,
  };
}
