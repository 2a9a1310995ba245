import type { CalendarDate, Millis } from '../domain';
import type { Action, Nothing } from '../wire';
import type { OperationsApi } from './operations';

/** A figure that was not what the records say, by its name in the counters, e.g. 'byAge.60-69'. */
export interface FigureDifference {
  figure: string;
  stored: number;
  counted: number;
}

/** What one night's check of the counters found. */
export interface UpkeepReport {
  check: 'counters';
  /** The day (in China) on which it ran. */
  day: CalendarDate;
  updatedAt: Millis;
  /** Every place was looked at. */
  finished: boolean;
  places: {
    villageName: string;
    /** birthdays: people got older, no mistake. repaired: something was wrong and has been put right. */
    outcome: 'right' | 'birthdays' | 'repaired';
    at: Millis;
    differences: FigureDifference[];
  }[];
}

export interface UpkeepApi extends OperationsApi {
  /** The last month, newest first. Village staff read of their own village. */
  reports: Action<Nothing, { reports: UpkeepReport[] }>;
}
