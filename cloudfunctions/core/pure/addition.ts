/** What is added to a document without reading it: one change for each field, by its path ('cases.device.submitted'). */
export type Addition = Record<string, Change>;

export type Change =
  /** Added to a number; nothing there is zero. */
  | { plus: number }
  /** Whatever was there. */
  | { is: unknown }
  /** Put at the end of a list, of which then the last ones in the order of a field are kept. */
  | { push: readonly unknown[]; newest?: { by: string; kept: number } }
  /** The elements with this id are taken out of a list. */
  | { pull: string };

/** A change of one field after another; undefined: both cannot be one change. */
function followed(first: Change | undefined, next: Change): Change | undefined {
  if (first === undefined || 'is' in next) return next;
  if ('plus' in first && 'plus' in next) return { plus: first.plus + next.plus };
  if ('push' in first && 'push' in next) return { ...next, push: [...first.push, ...next.push] };
  return undefined;
}

/** Both together, the first one first; null: they cannot be said at once. */
export function joined(first: Addition, next: Addition): Addition | null {
  const both = { ...first };
  for (const [path, change] of Object.entries(next)) {
    const one = followed(both[path], change);
    if (one === undefined) return null;
    both[path] = one;
    if ('plus' in one && one.plus === 0) delete both[path];
  }
  return both;
}

function changed(value: unknown, change: Change): unknown {
  if ('plus' in change) return ((value as number | undefined) ?? 0) + change.plus;
  if ('is' in change) return change.is;
  const list = (value ?? []) as unknown[];
  if ('pull' in change) return list.filter((one) => (one as { id?: string }).id !== change.pull);
  const { push, newest } = change;
  const longer = [...list, ...push];
  if (!newest) return longer;
  const at = (one: unknown): number => (one as Record<string, number>)[newest.by] ?? 0;
  return longer.sort((a, b) => at(a) - at(b)).slice(-newest.kept);
}

/** A copy of the document with what is added to it: what the database makes of the same. */
export function applied<T extends object>(doc: T, addition: Addition): T {
  const next = structuredClone(doc);
  for (const [path, change] of Object.entries(addition)) {
    const steps = path.split('.');
    const field = steps.pop() ?? '';
    let holder = next as Record<string, unknown>;
    for (const step of steps) holder = (holder[step] ??= {}) as Record<string, unknown>;
    holder[field] = changed(holder[field], change);
  }
  return next;
}
