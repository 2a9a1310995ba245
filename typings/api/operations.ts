/** The running of the program: what failed or took long, whether everything is in order, and the morning's report to the town. */
import type { CalendarDate, CaseKind, Millis } from '../domain';
import type { Action, Nothing, Paged } from '../wire';

/** failed: it should not have; slow: it was answered, and took long. */
export type IncidentKind = 'failed' | 'slow';

export interface Incident {
  incidentId: string;
  at: Millis;
  fn: string;
  action: string;
  /** In Chinese: what was being done. */
  what: string;
  kind: IncidentKind;
  code: string;
  ms: number;
  /** Database requests. */
  db: number;
  /** As the person read it under the words of the failure. */
  requestId: string;
  detail: string;
}

export interface IncidentFilter {
  kind?: IncidentKind;
  fn?: string;
}

/** How often one action failed and took long. */
export interface IncidentCount {
  fn: string;
  action: string;
  what: string;
  failed: number;
  slow: number;
}

/** fine: nothing to do. look: somebody of the town should look. act: something does not work for people. */
export type HealthState = 'fine' | 'look' | 'act';

/** Stable: what an outside monitor gets, too. */
export type HealthCode =
  | 'TIMERS'
  | 'COUNTERS'
  | 'DATA'
  | 'MESSAGES'
  | 'CONTENT_CHECK'
  | 'UPLOADS'
  | 'CALLS'
  | 'MIGRATIONS'
  | 'KEYS';

/** One thing that is looked at: what is the case, and who has to do what. */
export interface HealthItem {
  code: HealthCode;
  state: HealthState;
  title: string;
  words: string;
  /** '' when there is nothing to do. */
  todo: string;
}

export interface TimerHealth {
  name: string;
  what: string;
  /** null: it has not run yet. */
  at: Millis | null;
  ms: number;
  state: HealthState;
  words: string;
}

export interface Health {
  at: Millis;
  /** The worst of the items. */
  state: HealthState;
  items: HealthItem[];
  timers: TimerHealth[];
  /** Documents of each collection in the night of the last report, the largest first. */
  sizes: { collection: string; documents: number }[];
  sizesOn: CalendarDate | null;
}

/** What happened on one day, and how things stood when it was counted the next morning. */
export interface DailyFigures {
  /** Applications handed in. */
  submitted: Record<CaseKind, number>;
  /** Granted or refused. */
  decided: number;
  /** Devices and wishes handed over, repairs and renovations finished, people in work. */
  delivered: number;
  /** Applications past their promise, when it was counted. */
  overdue: number;
  /** Calls for help of the day; those of any day that nobody had called back. */
  emergencies: number;
  emergenciesOpen: number;
  /** Services that ended that day, and their minutes. */
  services: number;
  minutes: number;
  volunteers: number;
  residentsBound: number;
  /** Answers with one or two of five faces; whoever said that something was not right. */
  lowScores: number;
  disputes: number;
  donationsPromised: number;
  donationsReceived: number;
  pointsGiven: number;
  pointsSpent: number;
  /** Messages that WeChat had not taken, when it was counted. */
  messagesHeld: number;
  failed: number;
  slow: number;
}

/** What the checks of the night found. none: they had not run. */
export type NightlyOutcome = 'right' | 'repaired' | 'differs' | 'none';

export interface DailyReport {
  day: CalendarDate;
  /** When it was counted. */
  at: Millis;
  figures: DailyFigures;
  /** Villages with overdue applications, the most first. */
  overdueBy: { villageId: string; villageName: string; overdue: number }[];
  nightly: NightlyOutcome;
}

export interface OperationsApi {
  /** Newest first, for thirty days. */
  incidents: Action<IncidentFilter & { cursor?: string | null }, Paged<Incident>>;
  /** Of the last day or week, the most first. */
  incidentCounts: Action<{ days: 1 | 7 }, { counts: IncidentCount[] }>;
  health: Action<Nothing, Health>;
  /** Newest first; `before`: the reports of earlier days. */
  dailyReports: Action<{ before?: CalendarDate }, Paged<DailyReport>>;
}
