/** Reads whole collections page by page; for timers only. */
import type { CollectionName, Collections } from '../core/collections';
import { where, type Reader } from '../core/database';
import type { Snapshot } from '../core/invariants';

const PAGE = 500;

/** The next documents of a collection in the order of their ids, after `after`. */
export function nextPage<C extends CollectionName>(
  reader: Reader,
  collection: C,
  after: string,
  limit = PAGE,
): Promise<Collections[C][]> {
  return reader.find(collection, {
    where: after === '' ? {} : { _id: where.gt(after) },
    orderBy: [['_id', 'asc']],
    limit,
  });
}

/** Everything that is stored. A town's data fit into a function's memory many times over. */
export async function readAll(reader: Reader, names: readonly CollectionName[]): Promise<Snapshot> {
  const entries: [CollectionName, unknown[]][] = [];
  for (const name of names) {
    const docs: { _id: string }[] = [];
    for (;;) {
      const page = await nextPage(reader, name, docs[docs.length - 1]?._id ?? '');
      docs.push(...page);
      if (page.length < PAGE) break;
    }
    entries.push([name, docs]);
  }
  return Object.fromEntries(entries) as unknown as Snapshot;
}
