import type { Paged } from '../../typings/wire';
import type { CollectionName, Collections } from './collections';
import { where, type Condition, type Reader } from './database';

/** Records of one page of a list on the phone. */
export const PAGE_SIZE = 20;

/**
 * Cuts a page out of PAGE_SIZE + 1 records; the extra one tells that there is more. `next` is the `cursorOf` the last record
 * shown, so that new records in front do not shift the pages.
 */
export function page<D, T>(docs: D[], cursorOf: (doc: D) => string, view: (doc: D) => T): Paged<T> {
  const shown = docs.slice(0, PAGE_SIZE);
  const last = shown[shown.length - 1];
  return {
    items: shown.map(view),
    next: docs.length > PAGE_SIZE && last !== undefined ? cursorOf(last) : null,
  };
}

/** Documents of one request, where all are read. */
const AT_ONCE = 500;

/** All documents that fulfil the conditions, the newest first, however many years of them there are. `field`: a unique one that grows. */
export async function allOf<C extends CollectionName>(
  reader: Pick<Reader, 'find'>,
  collection: C,
  conditions: Condition,
  field: '_id' | (C extends 'pointEntries' ? 'number' : never) = '_id',
): Promise<Collections[C][]> {
  const docs: Collections[C][] = [];
  for (;;) {
    const last = docs.at(-1) as Record<string, unknown> | undefined;
    const found = await reader.find(collection, {
      where: { ...conditions, ...(last ? { [field]: where.lt(last[field]) } : {}) },
      orderBy: [[field, 'desc']],
      limit: AT_ONCE,
    });
    docs.push(...found);
    if (found.length < AT_ONCE) return docs;
  }
}
