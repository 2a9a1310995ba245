/** Conditions of rules/look-up.ts as the database takes them. */
import type { CollectionName, Collections } from '../../core/collections';
import { where, type Along, type Condition, type Find, type Reader } from '../../core/database';
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

function findOf({ conditions, extra = {}, order, cursor }: Listing): Find {
  return {
    where: { ...toCondition(cursor ? following(conditions, order, cursor) : conditions), ...extra },
    orderBy: [[order.field, order.direction]],
    limit: PAGE_SIZE + 1,
  };
}

/** The page as it comes along with the caller. */
export function pageAlong(collection: CollectionName, listing: Listing): Along {
  return { collection, find: findOf(listing), counted: !listing.cursor };
}

/** A page of a list and one record more; with the first page how many there are in all. */
export async function readPage<C extends CollectionName>(
  reader: Reader,
  collection: C,
  listing: Listing,
): Promise<{ docs: Collections[C][]; total: number | null }> {
  const find = findOf(listing);
  if (!listing.cursor) return reader.findCounted(collection, find);
  return { docs: await reader.find(collection, find), total: null };
}
