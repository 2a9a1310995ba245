/** Conditions of rules/look-up.ts as the database takes them. */
import type { CollectionName, Collections } from '../../core/collections';
import { where, type Condition, type Find, type Reader } from '../../core/database';
import { PAGE_SIZE } from '../../core/paging';
import { following, type Conditions, type Order } from '../rules/look-up';

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

export interface Listing {
  conditions: Conditions;
  /** What is no condition on a single field. */
  extra?: Condition;
  order: Order;
  /** The key behind which the page begins. */
  cursor: string | null | undefined;
}

/** A page of a list and one record more; with the first page how many there are in all. */
export async function readPage<C extends CollectionName>(
  reader: Reader,
  collection: C,
  { conditions, extra = {}, order, cursor }: Listing,
): Promise<{ docs: Collections[C][]; total: number | null }> {
  const find: Find = {
    where: { ...toCondition(cursor ? following(conditions, order, cursor) : conditions), ...extra },
    orderBy: [[order.field, order.direction]],
    limit: PAGE_SIZE + 1,
  };
  if (!cursor) return reader.findCounted(collection, find);
  return { docs: await reader.find(collection, find), total: null };
}
