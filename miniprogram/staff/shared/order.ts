/** The order of the list an officer came from, to go on to the next case after a decision. Forgotten with the app. */
let order: string[] = [];

/** Called by the queue with what it shows. */
export function keepOrder(ids: string[]): void {
  order = ids;
}

/** The case after this one, null at the end. */
export function nextAfter(id: string): string | null {
  const at = order.indexOf(id);
  return at < 0 ? null : (order[at + 1] ?? null);
}

/** A decided case is not offered again. */
export function leaveOrder(id: string): void {
  order = order.filter((each) => each !== id);
}
