/** Lists that grow at their end. */

/** The list with a further page; a line that moved meanwhile is not shown twice. */
export function appended<T>(shown: readonly T[], more: readonly T[], idOf: (item: T) => string): T[] {
  const known = new Set(shown.map(idOf));
  return [...shown, ...more.filter((item) => !known.has(idOf(item)))];
}

/** The newest first page over what is shown: lines beyond it stay, so that nobody loses their place. */
export function refreshed<T>(shown: readonly T[], first: readonly T[], idOf: (item: T) => string): T[] {
  return appended(first, shown.slice(first.length), idOf);
}
