/** Look-ups beside a document: what comes along with it in one request, and what of it is known then to the call. */
import { database, type SdkAggregate } from './sdk';
import type { Along, AlongDocs, AlongFind, Find } from './store';

/** A find as the stages of a look-up beside another document. */
export function pageOf(
  { where: condition, orderBy = [], limit }: Find,
  from = database().command.aggregate.pipeline(),
): SdkAggregate {
  const all = from.match(condition);
  const order = Object.fromEntries(orderBy.map(([field, to]) => [field, to === 'asc' ? 1 : -1]));
  return (orderBy.length > 0 ? all.sort(order) : all).limit(limit);
}

/** How many there are of a find, as the stages of a look-up. */
export function numberOf({ where: condition }: Find): unknown {
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

export const byIds = (ids: readonly string[]): Find => ({
  where: { _id: database().command.in(ids) },
  limit: ids.length,
});

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

/** The stages that look up beside each document what comes along with it. */
export function withLookUps(documents: SdkAggregate, alongs: readonly Along[]): SdkAggregate {
  let found = documents;
  for (const [n, along] of alongs.entries()) {
    const from = along.collection;
    found = found.lookup({ from, ...placeOf(along), as: `along${n}` });
    if (isCounted(along))
      found = found.lookup({ from, let: {}, pipeline: numberOf(along.find), as: `counted${n}` });
  }
  const left = alongs.flatMap((along, n) => leftOut(along).map((field) => [`along${n}.${field}`, 0]));
  return left.length > 0 ? found.project(Object.fromEntries(left)) : found;
}

/** A document and what came along with it. */
export function parted(
  found: Record<string, unknown>,
  alongs: readonly Along[],
): { doc: object; alongWith: { along: Along; docs: { _id: string }[]; total: number | null }[] } {
  return {
    doc: Object.fromEntries(Object.entries(found).filter(([field]) => !/^(?:along|counted)\d$/.test(field))),
    alongWith: alongs.map((along, n) => {
      const [counted] = (found[`counted${n}`] ?? []) as { n: number }[];
      return {
        along,
        docs: found[`along${n}`] as { _id: string }[],
        total: isCounted(along) ? (counted?.n ?? 0) : null,
      };
    }),
  };
}

/** What came along in the requests of one call: documents by collection and id (null: there is none), pages by what was asked for. */
export class Known {
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
