/** Lists that grow at their end. */

/** A page of a list as the functions answer it. */
export interface Pages<T> {
  items: readonly T[];
  next: string | null;
}

/** The list with a further page; a line that moved meanwhile is not shown twice. */
export function appended<T>(shown: readonly T[], more: readonly T[], idOf: (item: T) => string): T[] {
  const known = new Set(shown.map(idOf));
  return [...shown, ...more.filter((item) => !known.has(idOf(item)))];
}

/**
 * A list read anew as far as it was on show, so that who comes back from one of its records finds their place. `first` is its
 * first page, `shown` the number of lines so far, `more` reads the page after a cursor.
 */
export async function readOn<P extends Pages<unknown>>(
  first: P,
  shown: number,
  more: (cursor: string) => Promise<P | { unchanged: true }>,
): Promise<P> {
  let list = first;
  while (list.next !== null && list.items.length < shown) {
    const page = await more(list.next);
    if (!('items' in page)) break;
    list = { ...list, items: [...list.items, ...page.items], next: page.next };
  }
  return list;
}
