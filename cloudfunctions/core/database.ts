/** The database behind a small typed door: conditions, and the store of one call. */
import type { CollectionName, Collections } from './collections';
import { byIds, Known, numberOf, pageOf, parted, withLookUps } from './look-ups';
import { database, type SdkQuery } from './sdk';
import type { Along, AlongNamed, Condition, Find, Store } from './store';
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

/** The real database through the SDK. One per call, so that `requests()` counts that call. */
export function openStore(): Store {
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  const known = new Known();

  const findWith = async <C extends CollectionName>(
    collection: C,
    condition: Condition,
    alongs: readonly Along[],
  ): Promise<{ doc: Collections[C] | null; docs: object[][] }> => {
    count();
    const first = database().collection(collection).aggregate().match(condition).limit(1);
    const [found] = (await withLookUps(first, alongs).end()).list as Record<string, unknown>[];
    if (!found) return { doc: null, docs: alongs.map(() => []) };
    const { doc, alongWith } = parted(found, alongs);
    for (const { along, docs, total } of alongWith) known.keep(along, doc, docs, total);
    return { doc: doc as Collections[C], docs: alongWith.map(({ docs }) => docs) };
  };

  return {
    findWith: async <C extends CollectionName>(collection: C, condition: Condition, ...alongs: Along[]) =>
      findWith(collection, condition, alongs),
    get: async <C extends CollectionName>(collection: C, id: string, ...alongs: Along[]) => {
      const doc = known.doc(collection, id);
      if (doc !== undefined) return doc as Collections[C] | null;
      if (alongs.length > 0) return (await findWith(collection, { _id: id }, alongs)).doc;
      count();
      const { data } = await database().collection(collection).doc(id).get();
      return (data ?? null) as Collections[C] | null;
    },
    getEach: async <C extends CollectionName>(collection: C, ids: readonly string[]) => {
      const docs = new Map(ids.map((id) => [id, known.doc(collection, id)]));
      const asked = ids.filter((id) => docs.get(id) === undefined);
      if (asked.length > 0) {
        count();
        const { data } = await queryOf(collection, byIds(asked)).get();
        for (const doc of data as { _id: string }[]) docs.set(doc._id, doc);
      }
      return ids.map((id) => (docs.get(id) ?? null) as Collections[C] | null);
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
      const page = known.page(collection, find);
      if (page?.total != null) return { docs: page.docs as Collections[C][], total: page.total };
      count();
      // The one document only stands for the list: the page and the number are looked up beside it.
      const { list } = await database()
        .collection(collection)
        .aggregate()
        .match(find.where)
        .limit(1)
        .project({ _id: 1 })
        .lookup({ from: collection, let: {}, pipeline: pageOf(find).done(), as: 'page' })
        .lookup({ from: collection, let: {}, pipeline: numberOf(find), as: 'counted' })
        .end();
      const [found] = list as { page: Collections[C][]; counted: { n: number }[] }[];
      return { docs: found?.page ?? [], total: found?.counted[0]?.n ?? 0 };
    },
    find: async <C extends CollectionName>(collection: C, find: Find, ...alongs: AlongNamed[]) => {
      const page = known.page(collection, find);
      if (page !== undefined) return page.docs as Collections[C][];
      count();
      if (alongs.length === 0) return (await queryOf(collection, find).get()).data as Collections[C][];
      const found = (
        await withLookUps(pageOf(find, database().collection(collection).aggregate()), alongs).end()
      ).list as Record<string, unknown>[];
      return found.map((one) => {
        const { doc, alongWith } = parted(one, alongs);
        for (const { along, docs, total } of alongWith) known.keep(along, doc, docs, total);
        return doc as Collections[C];
      });
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
    drop: async (collection, id) => {
      count();
      await database().collection(collection).doc(id).remove();
    },
    addOne: async (collection, condition, field) => {
      count();
      const data = { [field]: database().command.inc(1) };
      const { stats } = await database().collection(collection).where(condition).update({ data });
      return stats.updated;
    },
    transaction: (work) => inTransaction(work, count).finally(() => known.forget()),
    requests: () => requests,
  };
}
