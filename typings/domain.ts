/**
 * The words of the domain as types. Glossary with the Chinese terms: docs/glossary.md.
 * Dates without time are 'YYYY-MM-DD' in China time; instants are milliseconds since 1970; money is integer fen.
 */

/** Day in China time, 'YYYY-MM-DD'. */
export type CalendarDate = string;
/** Instant: milliseconds since 1970 (UTC). */
export type Millis = number;
/** Money in whole fen: a hundredth of a yuan. */
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

/**
 * The roles a WeChat user can act in. One user may hold several at once. `assistant` is not held but taken for a day: an officer
 * of the village who acts for one resident with that resident's consent.
 */
export type Role =
  | 'resident'
  | 'guardian'
  | 'assistant'
  | 'volunteer'
  | 'villageStaff'
  | 'townStaff'
  | 'admin';

/** The role a call is made in; for a guardian and an assistant also the resident it is made for. */
export interface ActingAs {
  role: Role;
  residentId?: string;
}

export type BindingState = 'toVerify' | 'verified';

export type DeviceKind = 'mobility' | 'bathing' | 'bed' | 'hearing' | 'vision' | 'prosthesis';

/** What a resident can ask for. Each kind has its own table of steps (cloudfunctions/applications/kinds). */
export type CaseKind = 'device' | 'repair' | 'employment' | 'renovation' | 'wish';

/** States of an application. Which of them a kind uses, and in which order, says its table of steps. */
export type CaseState =
  | 'submitted'
  | 'returned'
  /** Device: checked by the village, waits for the town. Employment: wish for work known, staff look for a place. */
  | 'checked'
  | 'approved'
  | 'delivered'
  | 'received'
  | 'closed'
  | 'rejected'
  | 'withdrawn'
  /** The resident moved out of the town or died: nothing is left to do. */
  | 'ended'
  /** Renovation: staff have seen the place, waits for the town. */
  | 'surveyed'
  | 'building'
  | 'built'
  /** Employment: in work. */
  | 'placed'
  | 'notPlaced'
  /** Wish: shown to volunteers without saying whose it is. */
  | 'published'
  | 'claimed'
  | 'expired'
  /** Repair: taken by the village, then done. */
  | 'underWay'
  | 'repaired';

/** What can be done to an application. */
export type CaseAction =
  | 'submit'
  | 'check'
  | 'return'
  | 'resubmit'
  | 'approve'
  | 'reject'
  | 'deliver'
  | 'confirmReceipt'
  | 'giveFeedback'
  | 'dispute'
  | 'withdraw'
  | 'survey'
  | 'startBuilding'
  | 'finishBuilding'
  | 'acceptWork'
  | 'followUp'
  | 'place'
  | 'closeUnplaced'
  | 'reopen'
  | 'publish'
  | 'claim'
  | 'release'
  | 'expire'
  | 'take'
  | 'finishRepair'
  /** An officer took the own last step back within minutes. */
  | 'undo'
  /** By the program itself: the resident moved to another village, or out of the town, or died. */
  | 'handOver'
  | 'end';

/** The staff queue in which an application lies; who acts there depends on its kind. */
export type CaseTab = 'toCheck' | 'toApprove' | 'toCarryOut' | 'waiting' | 'done';

/** Things that make a home fit for a person (困难家庭无障碍改造). */
export type RenovationItem =
  | 'grab-bar'
  | 'ramp'
  | 'level-floor'
  | 'low-stove'
  | 'low-basin'
  | 'toilet'
  | 'shower-chair'
  | 'flash-doorbell'
  | 'gas-alarm'
  | 'wide-door'
  | 'clothes-rack'
  | 'other';

export type WishCategory = 'daily-goods' | 'clothes' | 'appliance' | 'study' | 'hobby' | 'company' | 'other';

/** What a person can do, for finding work. */
export type Ability =
  | 'handwork'
  | 'sewing'
  | 'computer'
  | 'kitchen'
  | 'cleaning'
  | 'farming'
  | 'shop'
  | 'online'
  | 'packing'
  | 'other';

/** How much one can or wants to work. */
export type WorkHours = 'fullTime' | 'halfDay' | 'fewHours' | 'atHome';
/** How far from home. */
export type WorkDistance = 'home' | 'village' | 'town' | 'city';

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
  action: CaseAction;
  state: CaseState;
  /** Display name of who did it, already fit for both sides, e.g. '谢家路村残协 陈专职'. */
  actorName: string;
  actorRole: Role | 'system';
  /** Set when done for someone: '由 G 代 R 办理'. */
  onBehalfOf?: string;
  note?: string;
  photoIds?: string[];
}

/** A photo as a viewer gets it: the link lives ten minutes at most. */
/** A picture that others do not see (yet): its check has no result, staff must look, or it did not pass. */
export type PictureCheck = 'waiting' | 'review' | 'risky';

export interface PhotoView {
  photoId: string;
  url: string;
  /** Only where others would see it, and do not; for its author and staff. */
  check?: PictureCheck;
}

/** A voice note as a viewer gets it: the link lives ten minutes at most. */
export interface VoiceView {
  voiceId: string;
  url: string;
  seconds: number;
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

/** asked by a volunteer; active; refused by the resident's side; taken back; ended with a reason. */
export type PairingState = 'asked' | 'active' | 'declined' | 'cancelled' | 'ended';

/** What was done for the resident. */
export type ServiceKind =
  | 'visit'
  | 'housework'
  | 'shopping'
  | 'escort'
  | 'haircut'
  | 'repair'
  | 'study'
  | 'errand'
  | 'other';

/**
 * running: begun by a scan. ended: over, its content is still missing. toCheck: staff must look (late entry, flag).
 * toConfirm: the resident is asked. unanswered: after the last reminder; staff may decide, the resident still can. confirmed: counted. disputed: the resident says it was not so. rejected: by staff.
 */
export type ServiceState =
  | 'running'
  | 'ended'
  | 'toCheck'
  | 'toConfirm'
  | 'unanswered'
  | 'confirmed'
  | 'disputed'
  | 'rejected'
  | 'cancelled';

/** Why staff must look at a service. */
export type ServiceFlag =
  /** Typed in afterwards. */
  | 'typedLater'
  /** A scan that was kept without network, with the phone's time. */
  | 'offlineScan'
  /** No scan at the end: counted up to the cap. */
  | 'forgotEnd'
  /** Overlaps another service of the volunteer. */
  | 'overlap'
  /** Longer than the cap. */
  | 'tooLong';

/** How it was: a face from 1 to 5, and words, photos or a voice note if any. */
export interface CaseFeedbackInput {
  score: number;
  words: string;
  photoIds?: string[];
  voiceId?: string;
}
