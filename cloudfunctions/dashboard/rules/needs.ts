/** Where an application stands in the eyes of a visitor of the village office. */
import type { CaseState } from '../../../typings/domain';

export type NeedPart = 'open' | 'underWay' | 'done' | 'unmet';

const PARTS: Record<CaseState, NeedPart> = {
  submitted: 'open',
  returned: 'open',
  checked: 'underWay',
  approved: 'underWay',
  delivered: 'underWay',
  surveyed: 'underWay',
  building: 'underWay',
  built: 'underWay',
  published: 'underWay',
  claimed: 'underWay',
  underWay: 'underWay',
  repaired: 'underWay',
  // Received is done: a rating that has not come yet takes nothing away from it.
  received: 'done',
  closed: 'done',
  placed: 'done',
  notPlaced: 'unmet',
  rejected: 'unmet',
  withdrawn: 'unmet',
  expired: 'unmet',
  ended: 'unmet',
};

/** How many applications of one kind stand where; the four together are all of them. */
export function needParts(byState: Partial<Record<CaseState, number>>): Record<NeedPart, number> {
  const parts = { open: 0, underWay: 0, done: 0, unmet: 0 };
  for (const [state, part] of Object.entries(PARTS)) parts[part] += byState[state as CaseState] ?? 0;
  return parts;
}
