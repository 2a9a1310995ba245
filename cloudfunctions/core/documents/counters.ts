/** Figures of a village. */
import type { AgeGroup } from '../../../miniprogram/shared/age';
import type { FeedKind } from '../../../typings/api/dashboard';
import type { DonationState } from '../../../typings/api/donations';
import type { CaseKind, CaseState, Millis, ServiceState, VolunteerKind } from '../../../typings/domain';
import type { DueFigures, DueMoves } from './casework';

export interface FeedEntry {
  id: string;
  at: Millis;
  kind: FeedKind;
  what: string;
}

/** Donations of a village; those for the town to allot are counted with the town's office. */
export interface DonationFigures {
  directed: Partial<Record<DonationState, number>>;
  undirected: Partial<Record<DonationState, number>>;
  /** Undirected ones of which something is left to allot. */
  toAllot: number;
  /** Parts of undirected ones that this village has to hand out. */
  toHandOut: number;
}

/**
 * All figures of one village, changed in the transaction that changes what they count, by commands without reading them: what they cannot
 * add to (old months, officers without work) is put in order at night. `_id` is the village's id.
 */
export interface CounterDoc {
  _id: string;
  residents: number;
  boundUsers: number;
  volunteers: number;
  byCategory: Record<string, number>;
  byLevel: Record<string, number>;
  byAge: Record<AgeGroup, number>;
  byVolunteerKind: Partial<Record<VolunteerKind, number>>;
  /** Applications by kind and state. */
  cases: Record<CaseKind, Partial<Record<CaseState, number>>>;
  openVerifications: number;
  /** People in work through the program. */
  placed: number;
  openEmergencies: number;
  pairingsAsked: number;
  /** Intentions that wait for staff. */
  intentions: number;
  /** Stories of volunteers that wait for staff. */
  stories: number;
  /** Open findings of the register: what does not fit together. */
  findings: number;
  pairings: number;
  services: Partial<Record<ServiceState, number>>;
  /** Minutes of confirmed services. */
  serviceMinutes: number;
  donations: DonationFigures;
  /** 'YYYY-MM' -> applications of all kinds. */
  months: Record<string, { submitted: number; done: number }>;
  feed: FeedEntry[];
  /** Applications that staff have promised to move on, by the day, as it was when last put in order. */
  due?: DueFigures;
  /** What has moved since then. */
  dueMoves?: DueMoves;
  /** Applications that are an officer's work, by the officer's staff id. */
  assigned?: Record<string, number>;
  /** How much has come in for staff to do since counting began, by what it is (core/waiting.ts): grows only. */
  arrived?: Record<string, number>;
  /** Grows with every change: what phones and screens compare. */
  version: number;
  updatedAt: Millis;
}
