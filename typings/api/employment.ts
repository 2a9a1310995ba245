/** The employment file of a resident (一人一档), with a plan for each person (一人一策). */
import type { Ability, CalendarDate, Millis, WorkDistance, WorkHours } from '../domain';
import type { Action, Paged } from '../wire';
import type { FollowUp, Placement } from './applications';

/** unknown: nobody has asked yet. unable: not able to work now. */
export type JobStatus = 'unknown' | 'looking' | 'training' | 'employed' | 'unable' | 'student' | 'retired';

/** One measure of the plan. */
export interface Measure {
  what: string;
  /** Who does it. */
  by: string;
  dueOn: CalendarDate | null;
  doneOn: CalendarDate | null;
}

/** A policy that may be applied, of the parameter `employmentPolicies`. */
export interface JobPolicy {
  code: string;
  name: string;
  /** Legal source. */
  source: string;
}

/** What staff write into the file. */
export interface JobFacts {
  status: JobStatus;
  abilities: Ability[];
  hours: WorkHours | null;
  distance: WorkDistance | null;
  wishes: string;
  /** The officer or volunteer who looks after the person; '' for nobody yet. */
  helper: string;
  /** Codes of policies that are applied. */
  policies: string[];
}

export interface JobFileRow {
  residentId: string;
  residentName: string;
  villageName: string;
  age: number;
  status: JobStatus;
  helper: string;
  nextOn: CalendarDate | null;
  /** The follow-up is due: today or before. */
  due: boolean;
}

export interface JobFileView extends JobFileRow, JobFacts {
  /** 0: there is no file yet. */
  version: number;
  categoryLabel: string;
  levelLabel: string;
  statusSince: Millis | null;
  plan: Measure[];
  /** All policies in force, to choose from. */
  choices: JobPolicy[];
  /** Of the file and of all applications for work, the newest first. */
  followUps: FollowUp[];
  outcome: Placement | null;
  /** The application under which staff look for work now, or under which it was found: follow-ups and outcomes are written there. */
  applicationId: string | null;
  history: { at: Millis; by: string; what: string }[];
}

/** Somebody of working age without a file. */
export interface WithoutFile {
  residentId: string;
  residentName: string;
  villageName: string;
  age: number;
}

export interface JobMatch {
  /** What fits, in words. */
  reasons: string[];
}
export interface SuggestedJob extends JobMatch {
  noticeId: string;
  title: string;
  organiser: string;
  place: string;
  pay: string;
  expiresOn: CalendarDate | null;
}
export interface SuggestedPerson extends JobMatch {
  residentId: string;
  residentName: string;
  villageName: string;
  age: number;
}

type OnFile<More> = { residentId: string; version: number } & More;
type Saved = { version: number };

export interface EmploymentApi {
  /** `due`: whose follow-up is due, the longest overdue first. `q`: beginning of the name. */
  files: Action<
    { status?: JobStatus; due?: boolean; villageId?: string; q?: string; cursor?: string | null },
    Paged<JobFileRow>
  >;
  /** Residents of working age without a file, the youngest first. */
  withoutFile: Action<{ villageId?: string; cursor?: string | null }, Paged<WithoutFile>>;
  file: Action<{ residentId: string }, { file: JobFileView }>;
  /** Makes the file (version 0) or changes it. STATE_CHANGED says who was faster. */
  saveFile: Action<OnFile<JobFacts>, Saved>;
  savePlan: Action<OnFile<{ plan: Measure[] }>, Saved>;
  addFollowUp: Action<OnFile<{ words: string; nextOn: CalendarDate | null }>, Saved>;
  /** Work that was not found through an application here. */
  recordOutcome: Action<OnFile<Placement>, Saved>;
  /** Jobs and trainings that are open now and fit the person, the best first. */
  suggestJobs: Action<{ residentId: string }, { jobs: SuggestedJob[] }>;
  /** Who of the files looks for work and fits the notice, the best first. */
  suggestPeople: Action<{ noticeId: string }, { people: SuggestedPerson[] }>;
}
