/** What the checks of the data found, kept for staff. */
import type { CalendarDate, Millis } from '../../../typings/domain';
import type { Difference } from '../recount';

/** Looked at, and what came of it. birthdays: only people who got older, which is no mistake. */
export type PlaceOutcome = 'right' | 'birthdays' | 'repaired';

/** One check of one night. `_id` is '<check>:<day>'. */
export interface UpkeepReportDoc {
  _id: string;
  check: 'counters';
  day: CalendarDate;
  startedAt: Millis;
  updatedAt: Millis;
  /** Villages, and the town's office, that were looked at; the others are looked at by the next run of the night. */
  places: { villageId: string; outcome: PlaceOutcome; at: Millis; differences: Difference[] }[];
  /** Nothing is left to look at. */
  finished: boolean;
}
