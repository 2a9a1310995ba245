/** What setting the town up stores beside staff, villages, catalogue and parameters themselves. */
import type { Millis } from '../../../typings/domain';

/** How often a parameter was changed and by whom last: two administrators who change it at once meet here. `_id` is its key. */
export interface ParameterHeadDoc {
  _id: string;
  changes: number;
  by: string;
  at: Millis;
}

/** Who wrote a record of the set-up last, and how often it was written. */
export interface Versioned {
  version: number;
  changedBy: string;
  changedAt: Millis;
}
