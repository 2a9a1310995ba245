/** The register as staff work with it: look-up, one person with everything linked, edits, merges, counts and checks. */
import type {
  BindingState,
  CalendarDate,
  CaseKind,
  CaseState,
  DisabilityCategory,
  DisabilityLevel,
  LowIncomeKind,
  LowIncomePeriod,
  Millis,
  PairingState,
  ServiceState,
  VolunteerKind,
} from '../domain';
import type { DonationState } from './donations';
import type { FollowUpOutcome } from './emergency';
import type { IntentionState } from './intentions';
import type { Action, Nothing, Paged } from '../wire';

export type ResidentStatus = 'active' | 'moved' | 'deceased' | 'merged';
export type ShownStatus = Exclude<ResidentStatus, 'merged'>;
export type IncomeState = LowIncomeKind | 'none' | 'unknown';

export interface ResidentRow {
  residentId: string;
  name: string;
  idNumberMasked: string;
  age: number;
  villageName: string;
  categoryLabel: string;
  levelLabel: string;
  lowIncome: IncomeState;
  bound: boolean;
  paired: boolean;
  /** When somebody was last there: the last confirmed service. */
  lastServiceAt: Millis | null;
  status: ResidentStatus;
}

/** All conditions hold together. */
export interface ResidentFilter {
  /** A name (or its beginning), or a whole ID or certificate number. */
  q?: string;
  villageId?: string;
  category?: DisabilityCategory;
  level?: DisabilityLevel;
  /** Completed years today, both ends included. */
  ageFrom?: number;
  ageTo?: number;
  /** 'any': 低保 or 低边. */
  lowIncome?: IncomeState | 'any';
  /** Another day than today for `lowIncome`: 'dibao', 'dibian' or 'any' only. */
  lowIncomeOn?: CalendarDate;
  /** With an active pairing or one that is asked for. */
  paired?: boolean;
  /** No confirmed service for so many days, or never any. */
  quietDays?: number;
  binding?: BindingState | 'none';
  /** 'active' when left out. */
  status?: ShownStatus;
}

export type ResidentSort = 'register' | 'name' | 'oldest' | 'quiet';

export type ResidentList = Paged<ResidentRow> & {
  /** How many the filter finds; null on the following pages, where it is not counted again. */
  total: number | null;
};

export interface ResidentDetail extends ResidentRow {
  birthDate: CalendarDate;
  sex: 'female' | 'male';
  certificateMasked: string;
  certificateUntil: CalendarDate | null;
  phoneMasked: string;
  address: string;
  villageId: string;
  lowIncomePeriods: LowIncomePeriod[] | null;
  category: DisabilityCategory;
  level: DisabilityLevel;
  binding: BindingState | 'none';
  leftOn: CalendarDate | null;
  /** The record that this one was merged into. */
  mergedInto: string | null;
  /** Handed back with an edit: somebody else's edit in between is noticed. */
  lastChangeId: string | null;
}

/** Everything that hangs on a resident, newest first, as far as this officer may see it. */
export interface ResidentLinks {
  cases: {
    applicationId: string;
    kind: CaseKind;
    title: string;
    state: CaseState;
    createdAt: Millis;
    open: boolean;
  }[];
  pairings: {
    pairingId: string;
    volunteerId: string;
    volunteerName: string;
    state: PairingState;
    askedAt: Millis;
    services: number;
    minutes: number;
  }[];
  services: {
    serviceId: string;
    volunteerName: string;
    state: ServiceState;
    startedAt: Millis;
    minutes: number;
  }[];
  calls: {
    callId: string;
    calledAt: Millis;
    state: 'open' | 'taken' | 'closed';
    outcome: FollowUpOutcome | null;
  }[];
  devices: { itemName: string; receivedOn: CalendarDate; applicationId: string }[];
  /** Purposes that the bound phone has agreed to, or withdrawn. */
  consents: { purpose: string; at: Millis; withdrawnAt: Millis | null }[];
  verification: { verificationId: string; createdAt: Millis } | null;
  codeIssuedAt: Millis | null;
  findings: FindingView[];
  merges: MergeView[];
}

export type EditableField =
  | 'name'
  | 'idNumber'
  | 'certificate'
  | 'certificateUntil'
  | 'category'
  | 'level'
  | 'phone'
  | 'address'
  | 'guardianPhone';

/** Only what changes is given. */
export interface ResidentEdit {
  name?: string;
  idNumber?: string;
  /** Category and level follow from it. */
  certificateNumber?: string;
  certificateUntil?: CalendarDate | null;
  category?: DisabilityCategory;
  level?: DisabilityLevel;
  phone?: string;
  address?: string;
  guardianPhone?: { guardianId: string; phone: string };
}

export interface ChangeView {
  changeId: string;
  at: Millis;
  by: string;
  why: string;
  changes: {
    field: EditableField;
    /** Numbers are masked. */
    before: string;
    after: string;
    /** The older value is a number that can be revealed. */
    sealed: boolean;
  }[];
}

export interface ReadView {
  at: Millis;
  who: string;
  what: 'detail' | 'number' | 'history' | 'case';
  /** Which number, in words; '' otherwise. */
  number: string;
  reason: string;
}

export type FindingKind =
  | 'certificateExpired'
  | 'certificateEnding'
  | 'ageMismatch'
  | 'sexMismatch'
  | 'certificateMismatch'
  | 'incomeUnknown'
  | 'incomeEnded'
  | 'unverifiedLong'
  | 'villageUnknown'
  | 'sharedPhone'
  | 'duplicate';

export interface FindingView {
  findingId: string;
  kind: FindingKind;
  state: 'open' | 'settled';
  villageName: string;
  people: { residentId: string; name: string; note: string }[];
  /** What is wrong. */
  words: string;
  foundAt: Millis;
  settled: { at: Millis; by: string; reason: string } | null;
}

/** What moves from the record that goes to the one that stays. */
export interface MergePreview {
  kept: ResidentDetail;
  gone: ResidentDetail;
  moves: { what: MovedThing; n: number }[];
  /** Why it cannot be done yet, in words, each with what to do. */
  obstacles: string[];
}

export type MovedThing =
  | 'openCases'
  | 'pastCases'
  | 'pairings'
  | 'services'
  | 'calls'
  | 'donations'
  | 'guardians'
  | 'binding'
  | 'devices'
  | 'requests'
  | 'code';

export interface MergeView {
  mergeId: string;
  keptId: string;
  goneId: string;
  goneName: string;
  at: Millis;
  by: string;
  reason: string;
  undoneAt: Millis | null;
  /** Until when it can be undone. */
  undoUntil: Millis;
}

export type CountDimension =
  | 'village'
  | 'category'
  | 'level'
  | 'age'
  | 'income'
  | 'status'
  | 'paired'
  | 'binding';

export interface RegisterTable {
  total: number;
  /** Values of the rows and columns in the order to show them; a column list of one empty key when there is none. */
  rows: string[];
  columns: string[];
  cells: { row: string; column: string; n: number }[];
}

export interface VolunteerFilter {
  /** A name or its beginning. */
  q?: string;
  villageId?: string;
  kind?: VolunteerKind;
  skill?: string;
  /** 'verified' when left out. */
  state?: 'toVerify' | 'verified' | 'refused' | 'left';
  /** May take one more resident. */
  free?: boolean;
  /** At least so many confirmed hours. */
  hoursFrom?: number;
  quietDays?: number;
}

export type VolunteerSort = 'register' | 'name' | 'hours' | 'quiet';

export interface VolunteerRow {
  volunteerId: string;
  name: string;
  phoneMasked: string;
  villageName: string;
  kind: VolunteerKind;
  skills: string[];
  state: 'toVerify' | 'verified' | 'refused' | 'left';
  pairings: number;
  minutes: number;
  lastServiceAt: Millis | null;
}

export interface VolunteerDetail extends VolunteerRow {
  since: Millis;
  note: string | null;
  points: { balance: number; earned: number; spent: number };
  pairingList: ResidentPairing[];
  services: {
    serviceId: string;
    residentName: string;
    state: ServiceState;
    startedAt: Millis;
    minutes: number;
  }[];
  donations: { donationId: string; what: string; state: DonationState; promisedAt: Millis }[];
  intentions: { intentionId: string; state: IntentionState; createdAt: Millis }[];
  claimedWishes: number;
  /** Why staff cannot end it now, in words; '' when they can. */
  endObstacle: string;
}

export interface ResidentPairing {
  pairingId: string;
  residentId: string;
  residentName: string;
  state: PairingState;
  askedAt: Millis;
  services: number;
  minutes: number;
}

export type SavedView = { viewId: string; name: string } & (
  | { of: 'residents'; filter: ResidentFilter; sort: ResidentSort }
  | { of: 'volunteers'; filter: VolunteerFilter; sort: VolunteerSort }
);
export type NewView =
  | { of: 'residents'; name: string; filter: ResidentFilter; sort: ResidentSort; viewId?: string }
  | { of: 'volunteers'; name: string; filter: VolunteerFilter; sort: VolunteerSort; viewId?: string };

export type RevealedField = 'idNumber' | 'certificateNumber' | 'phone';

export interface RegisterApi {
  residents: Action<ResidentFilter & { sort?: ResidentSort; cursor?: string | null }, ResidentList>;
  resident: Action<{ residentId: string }, { resident: ResidentDetail }>;
  /** What hangs on the person; logged with `resident`, which the same page reads. */
  residentLinks: Action<{ residentId: string }, ResidentLinks>;
  reveal: Action<{ residentId: string; field: RevealedField; reason: string }, { value: string }>;
  /** Who has looked at the person, newest first: for the town. */
  reads: Action<{ residentId: string; cursor?: string | null }, Paged<ReadView>>;
  editResident: Action<
    { residentId: string; lastChangeId: string | null; edit: ResidentEdit; why: string },
    { changeId: string }
  >;
  changes: Action<{ residentId: string }, { changes: ChangeView[] }>;
  /** The older value of a sealed number. */
  revealChange: Action<
    { residentId: string; changeId: string; field: EditableField; reason: string },
    { before: string; after: string }
  >;
  /** Somebody who left is here again, or was written down as gone by mistake. */
  recordReturn: Action<
    { residentId: string; villageId: string; on: CalendarDate; note: string },
    { residentId: string }
  >;
  mergePreview: Action<{ keepId: string; goneId: string }, MergePreview>;
  mergeResidents: Action<
    { keepId: string; goneId: string; reason: string },
    { mergeId: string; moved: number }
  >;
  undoMerge: Action<{ mergeId: string; reason: string }, { goneId: string }>;
  registerTable: Action<
    { filter: ResidentFilter; rows: CountDimension; columns: CountDimension | null },
    RegisterTable
  >;
  findings: Action<
    { kind?: FindingKind; state?: 'open' | 'settled'; villageId?: string; cursor?: string | null },
    Paged<FindingView> & { counts: Partial<Record<FindingKind, number>> | null }
  >;
  settleFinding: Action<{ findingId: string; reason: string }, { settled: true }>;
  /** The settling taken back. */
  reopenFinding: Action<{ findingId: string }, { reopened: true }>;
  volunteers: Action<
    VolunteerFilter & { sort?: VolunteerSort; cursor?: string | null },
    Paged<VolunteerRow> & { total: number | null }
  >;
  volunteer: Action<{ volunteerId: string }, { volunteer: VolunteerDetail }>;
  revealVolunteer: Action<{ volunteerId: string; reason: string }, { value: string }>;
  endVolunteer: Action<{ volunteerId: string; reason: string }, { ended: number }>;
  views: Action<Nothing, { views: SavedView[] }>;
  /** A new one, or with `viewId` another name or filter for an old one. */
  saveView: Action<NewView, { viewId: string }>;
  dropView: Action<{ viewId: string }, { dropped: true }>;
}
