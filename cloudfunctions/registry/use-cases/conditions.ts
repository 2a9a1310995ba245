/** Conditions of rules/look-up.ts as the database takes them. */
import type { Condition } from '../../core/database';
import { where } from '../../core/database';
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
