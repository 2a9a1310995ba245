/** The database behind a small typed door: conditions, and the store of one call. */
import type { CollectionName, Collections } from './collections';
import { database, type SdkAggregate, type SdkQuery } from './sdk';
import type { Along, AlongDocs, AlongFind, Condition, Find, Store } from './store';
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

/** How many there are of a find, as the stages of a look-up. */
function numberOf({ where: condition }: Find): unknown {
  return database().command.aggregate.pipeline().match(condition).count('n').done();
}

const isCounted = (along: Along): along is AlongFind => 'find' in along && along.counted === true;

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

const byIds = (ids: readonly string[]): Find => ({ where: { _id: where.in(ids) }, limit: ids.length });

/** Where a look-up beside another document takes its documents from. */
function placeOf(along: Along): object {
  if ('find' in along) return { let: {}, pipeline: pageOf(along.find).done() };
  if ('ids' in along) return { let: {}, pipeline: pageOf(byIds(along.ids)).done() };
  if (along.by !== null) return { localField: along.by, foreignField: '_id' };
  const all = database().command.aggregate.pipeline().match({});
  const { only } = along;
  return {
    let: {},
    pipeline: (only ? all.project(Object.fromEntries(only.map((field) => [field, 1]))) : all).done(),
  };
}

const leftOut = (along: Along): readonly string[] => ('without' in along ? (along.without ?? []) : []);

/** The ids by which the first document, or the caller, asked for whole documents. */
function idsAsked(along: AlongDocs | { ids: readonly string[] }, first: object): readonly string[] {
  if ('ids' in along) return along.ids;
  return along.by === null ? [] : valuesAt(first, along.by);
}

/** What came along in the requests of one call: documents by collection and id (null: there is none), pages by what was asked for. */
class Known {
  private readonly docs = new Map<string, object | null>();
  private readonly pages = new Map<string, { docs: object[]; total: number | null }>();

  keep(along: Along, first: object, found: readonly { _id: string }[], total: number | null): void {
    const { collection } = along;
    if ('find' in along) {
      this.pages.set(this.keyOf(collection, along.find), { docs: [...found], total });
      return;
    }
    if ('by' in along && (along.without ?? along.only)) return;
    for (const id of idsAsked(along, first)) this.docs.set(`${collection}/${id}`, null);
    for (const one of found) this.docs.set(`${collection}/${one._id}`, one);
  }

  doc(collection: string, id: string): object | null | undefined {
    return structuredClone(this.docs.get(`${collection}/${id}`));
  }

  page(collection: string, find: Find): { docs: object[]; total: number | null } | undefined {
    return this.pages.size === 0 ? undefined : structuredClone(this.pages.get(this.keyOf(collection, find)));
  }

  forget(): void {
    this.docs.clear();
    this.pages.clear();
  }

  private keyOf(collection: string, find: Find): string {
    return `${collection} ${JSON.stringify(find)}`;
  }
}

/** The real database through the SDK. One per call, so that `requests()` counts that call. */
export function openStore(): Store {
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  const known = new Known();

  return {
    findWith: async <C extends CollectionName>(collection: C, condition: Condition, ...alongs: Along[]) => {
      count();
      let found = database().collection(collection).aggregate().match(condition).limit(1);
      for (const [n, along] of alongs.entries()) {
        found = found.lookup({ from: along.collection, ...placeOf(along), as: `along${n}` });
        if (isCounted(along))
          found = found.lookup({
            from: along.collection,
            let: {},
            pipeline: numberOf(along.find),
            as: `counted${n}`,
          });
      }
      const left = alongs.flatMap((along, n) => leftOut(along).map((field) => [`along${n}.${field}`, 0]));
      if (left.length > 0) found = found.project(Object.fromEntries(left));
      const [first] = (await found.end()).list as Record<string, unknown>[];
      if (!first) return { doc: null, docs: alongs.map(() => []) };
      const docs = alongs.map((_, n) => first[`along${n}`] as { _id: string }[]);
      const doc = Object.fromEntries(
        Object.entries(first).filter(([field]) => !/^(?:along|counted)\d$/.test(field)),
      );
      for (const [n, along] of alongs.entries()) {
        const [counted] = (first[`counted${n}`] ?? []) as { n: number }[];
        known.keep(along, doc, docs[n] ?? [], isCounted(along) ? (counted?.n ?? 0) : null);
      }
      return { doc: doc as unknown as Collections[C], docs };
    },
    get: async <C extends CollectionName>(collection: C, id: string) => {
      const doc = known.doc(collection, id);
      if (doc !== undefined) return doc as Collections[C] | null;
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
    find: async <C extends CollectionName>(collection: C, find: Find) => {
      const page = known.page(collection, find);
      if (page !== undefined) return page.docs as Collections[C][];
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
