/** What is kept about the running of the program itself. Nothing here is about a person: ids of calls, codes, times and counts. */
import type { CalendarDate, Millis } from '../../../typings/domain';
import type { DailyFigures, IncidentKind, NightlyOutcome } from '../../../typings/api/operations';

/** A call that failed unexpectedly or took long. `_id` sorts by time. */
export interface IncidentDoc {
  _id: string;
  at: Millis;
  fn: string;
  action: string;
  kind: IncidentKind;
  /** Of the answer; OK of a call that only took long. */
  code: string;
  ms: number;
  /** Database requests of the call. */
  db: number;
  /** As in the log and as the person read it. */
  requestId: string;
  /** The scrubbed error (core/logger.ts); '' without one. */
  detail: string;
}

/** The last run of one timer. `_id`: '<function>.<trigger>'. */
export interface TimerRunDoc {
  _id: string;
  /** When it began, and how long it took. */
  at: Millis;
  ms: number;
  /** partly: some of its records failed and are tried again; stopped: it ended with an error. */
  outcome: 'done' | 'partly' | 'stopped';
  failures: number;
  /** What it looked for and found, where that is its work; 0 otherwise. */
  found: number;
  /** When its first run was recorded. */
  since: Millis;
}

/** The town's report of one day. `_id` is the day, so that a day has one. */
export interface DailyReportDoc {
  _id: CalendarDate;
  /** When it was counted. */
  at: Millis;
  figures: DailyFigures;
  overdueBy: { villageId: string; overdue: number }[];
  nightly: NightlyOutcome;
  /** Documents of each collection. */
  sizes: Record<string, number>;
}
