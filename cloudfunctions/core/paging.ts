import type { Paged } from '../../typings/wire';

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
