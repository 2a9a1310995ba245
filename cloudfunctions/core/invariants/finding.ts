/** What a check of the stored data finds, and small tools that all checks share. Findings name records, never people. */
import type { CollectionName, Collections } from '../collections';

/** Everything that is stored, collection by collection. */
export type Snapshot = { readonly [C in CollectionName]: readonly Collections[C][] };

export interface Finding {
  /** What must hold: stable, so that it can be counted and looked up. */
  rule: string;
  collection: CollectionName;
  id: string;
  /** Ids, states and numbers only. */
  detail: string;
}

/** Collects what does not hold. */
export class Findings {
  readonly all: Finding[] = [];

  /** `rule` holds for the record, or it is found. */
  expect(
    holds: boolean,
    rule: string,
    collection: CollectionName,
    id: string,
    detail: string | (() => string) = '',
  ): void {
    if (!holds)
      this.all.push({ rule, collection, id, detail: typeof detail === 'string' ? detail : detail() });
  }

  /** Both lists have the same members, whatever their order. */
  same(
    stored: readonly string[],
    expected: readonly string[],
    rule: string,
    collection: CollectionName,
    id: string,
  ): void {
    const [a, b] = [[...stored].sort(), [...expected].sort()];
    const holds = a.length === b.length && a.every((one, i) => one === b[i]);
    this.expect(holds, rule, collection, id, () => `stored ${a.join(' ')}; expected ${b.join(' ')}`);
  }
}

/** One kind of check over the whole snapshot. */
export type Check = (data: Snapshot, found: Findings) => void;

/** Documents by id. */
export function byId<T extends { _id: string }>(docs: readonly T[]): Map<string, T> {
  return new Map(docs.map((doc) => [doc._id, doc]));
}

/** Documents in groups. */
export function grouped<T>(docs: readonly T[], key: (doc: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const doc of docs) {
    const at = key(doc);
    if (at === null) continue;
    const group = groups.get(at);
    if (group) group.push(doc);
    else groups.set(at, [doc]);
  }
  return groups;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
