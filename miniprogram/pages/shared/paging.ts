/** The list with a further page; a line that moved meanwhile is not shown twice. */
export function appended<T>(shown: readonly T[], more: readonly T[], idOf: (item: T) => string): T[] {
  const known = new Set(shown.map(idOf));
  return [...shown, ...more.filter((item) => !known.has(idOf(item)))];
}
