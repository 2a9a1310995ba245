/** Conditions of rules/look-up.ts as the database takes them. */
import type { Paged } from '../../../typings/wire';
import type { CollectionName } from '../../core/collections';
import { where, type Condition, type Reader } from '../../core/database';
import type { Conditions } from '../rules/look-up';

/** One condition of the database for all of them together. */
export function toCondition({ equals, oneOf, spans, fewer }: Conditions): Condition {
  return {
    ...equals,
    ...Object.fromEntries(Object.entries(oneOf).map(([field, values]) => [field, where.in(values)])),
    ...Object.fromEntries(Object.entries(fewer).map(([field, limit]) => [field, where.lt(limit)])),
    ...Object.fromEntries(
      Object.entries(spans).map(([field, { after, before }]) => [field, where.between(after, before)]),
    ),
  };
}

/** How many there are in all, told with the first page: what fits on it is counted already. */
export async function totalOf(
  reader: Reader,
  collection: CollectionName,
  first: Paged<unknown>,
  all: Condition,
): Promise<number> {
  return first.next === null ? first.items.length : reader.count(collection, all);
}
