/**
 * The words of the domain as types. Glossary with the Chinese terms: docs/glossary.md.
 * Dates without time are 'YYYY-MM-DD' in China time; instants are milliseconds since 1970; money is integer fen.
 */

export type CalendarDate = string;
export type Millis = number;
export type Fen = number;

/** Kinds of disability as printed on the certificate: 1 视力 2 听力 3 言语 4 肢体 5 智力 6 精神 7 多重. */
export type DisabilityCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** 1 is the heaviest. */
export type DisabilityLevel = 1 | 2 | 3 | 4;

/** 低保 / 低边. Facts about a family, valid from `from` up to and including `to` (open when null). */
export type LowIncomeKind = 'dibao' | 'dibian';
export interface LowIncomePeriod {
  kind: LowIncomeKind;
  from: CalendarDate;
  to: CalendarDate | null;
}

export type VolunteerKind = 'partyMember' | 'villageDelegate' | 'veteran' | 'villageCadre' | 'other';

/** The roles a WeChat user can hold. One user may hold several at once. */
export type Role = 'resident' | 'guardian' | 'volunteer' | 'villageStaff' | 'townStaff' | 'admin';

/** The role a call is made in; for a guardian also the resident it is made for. */
export interface ActingAs {
  role: Role;
  residentId?: string;
}

export type BindingState = 'toVerify' | 'verified';

export type DeviceKind = 'mobility' | 'bathing' | 'bed' | 'hearing' | 'vision' | 'prosthesis';

/** States of a device application, in the order of the usual way, then the ways out of it. */
export type DeviceState =
  | 'submitted'
  | 'checked'
  | 'approved'
  | 'delivered'
  | 'received'
  | 'closed'
  | 'returned'
  | 'rejected'
  | 'withdrawn';

/** What can be done to a device application. */
export type DeviceAction =
  | 'submit'
  | 'check'
  | 'return'
  | 'resubmit'
  | 'approve'
  | 'reject'
  | 'deliver'
  | 'confirmReceipt'
  | 'giveFeedback'
  | 'withdraw';

/** Why an amount is what it is. `code` is stable, `text` is what a person reads. */
export interface QuoteReason {
  code:
    | 'UNDER_AGE'
    | 'AGE_REACHED'
    | 'LOW_INCOME_DIBAO'
    | 'LOW_INCOME_DIBIAN'
    | 'NO_LOW_INCOME'
    | 'NOT_FREE'
    | 'SHARE'
    | 'ROUNDED_DOWN';
  text: string;
}

/** What the resident pays for one device, and why. */
export interface DeviceQuote {
  priceFen: Fen;
  payFen: Fen;
  reasons: QuoteReason[];
  /** Version of the rule in the parameters, e.g. '2024-01'. */
  ruleVersion: string;
  ruleSource: string;
  /** Completed years (周岁) on the day of application. */
  age: number;
  appliedOn: CalendarDate;
  /** The day whose low-income status and rule were used: the day of application, at approval the day of approval. */
  evaluatedOn: CalendarDate;
}

/** One step in the story of a record. */
export interface TimelineEntry {
  at: Millis;
  action: DeviceAction;
  state: DeviceState;
  /** Display name of who did it, already fit for both sides, e.g. '谢家路村残协 陈专职'. */
  actorName: string;
  actorRole: Role;
  /** Set when done for someone: '由 G 代 R 办理'. */
  onBehalfOf?: string;
  note?: string;
  photoIds?: string[];
}

/** A photo as a viewer gets it: the link lives ten minutes at most. */
export interface PhotoView {
  photoId: string;
  url: string;
}

export interface Officer {
  name: string;
  duty: string;
  phone: string;
}

export interface VillageSummary {
  villageId: string;
  name: string;
  kind: 'community' | 'village';
}
