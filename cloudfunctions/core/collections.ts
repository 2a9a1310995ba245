/** What is stored, collection by collection. Indexes and access: schema.json. */
import type { PhotoCheckDoc } from './documents/photo-check';
import type {
  BindingState,
  CalendarDate,
  CaseKind,
  CaseState,
  CaseTab,
  DeviceKind,
  DeviceQuote,
  DisabilityCategory,
  DisabilityLevel,
  Fen,
  LowIncomePeriod,
  Millis,
  Officer,
  PairingState,
  RenovationItem,
  Role,
  ServiceFlag,
  ServiceKind,
  ServiceState,
  TimelineEntry,
  VolunteerKind,
  WishCategory,
} from '../../typings/domain';
import type {
  Asked,
  CorrectableField,
  NoticeLine,
  OpenCase,
  OpenRequest,
  RunningService,
  VerificationKind,
} from '../../typings/api/accounts';
import type { EmploymentWish, FollowUp, Placement } from '../../typings/api/applications';
import type { DonationAction, DonationKind, DonationState } from '../../typings/api/donations';
import type { FollowUpOutcome } from '../../typings/api/emergency';
import type { IntentionInput, IntentionState } from '../../typings/api/intentions';
import type { RecordFigures } from '../../typings/api/records';
import type { NoticeInput, NoticeState, WorkOffer } from '../../typings/api/notices';
import type { FeedKind } from '../../typings/api/dashboard';
import type { OrderState, PointReason } from '../../typings/api/points';
import type { PhonesChanged, StaffChange, StaffState } from '../../typings/api/set-up';
import type { DailyReportDoc, IncidentDoc, TimerRunDoc } from './documents/operations';
import type { MiniCodeDoc } from './documents/screen';
import type { SignalDoc } from './documents/signals';
import type { UpkeepReportDoc } from './documents/upkeep';
import type { AgeGroup } from '../../miniprogram/shared/age';
import type { CaseWork, Desk, DueFigures } from './documents/casework';
import type {
  Checked,
  FindingDoc,
  Helped,
  MergeDoc,
  ResidentChangeDoc,
  ResidentLook,
  SavedViewsDoc,
  VolunteerLook,
} from './documents/register';
import type { FileRemovalDoc, MessageDoc, ProgressDoc } from './documents/safeguard';
import type { ParameterHeadDoc, Versioned } from './documents/set-up';
import type { AssistConsentDoc } from './documents/assist';
import type { EmploymentFileDoc } from './documents/employment-file';
import type { ExchangeCollections } from './documents/exchange';

/** Cipher text of a personal fact: key version, nonce, tag and text in one string (see crypto.ts). */
export type Sealed = string;

export interface StaffRole {
  staffId: string;
  level: 'village' | 'town' | 'admin';
  villageId: string | null;
  name: string;
  duty: string;
  /** As it stands in timelines: '谢家路村残协', '泗门镇残联'. */
  orgName: string;
}

export interface GuardianRole {
  residentId: string;
  residentName: string;
  guardianName: string;
}

/** One consent as it was given; never removed, a withdrawal is added. */
export interface Consent {
  purpose: string;
  version: string;
  at: Millis;
  withdrawnAt?: Millis;
}

/** One WeChat user and all roles it holds: the single document read to authorise a call. `_id` is the openid. */
export interface UserDoc {
  _id: string;
  resident: { residentId: string; state: BindingState } | null;
  guardianOf: GuardianRole[];
  volunteer: { volunteerId: string; state: VolunteerDoc['state'] } | null;
  staff: StaffRole | null;
  consents: Consent[];
  /** Asked of staff and not decided yet, so that the home page needs no search. */
  openRequests: StoredRequest[];
  /** Officers only: what was seen, leave, whom one stands in for. */
  desk?: Desk | null;
  createdAt: Millis;
}

export interface StoredRequest extends Omit<OpenRequest, 'villageName'> {
  verificationId: string;
  villageId: string;
}

/** A guardian as the resident's record keeps them. */
export interface ResidentGuardian {
  /** Made of the openid, so that phones can name a guardian without it. */
  guardianId: string;
  openid: string;
  name: string;
  relation: string;
  phone: Sealed;
  phoneMasked: string;
  since: Millis;
}

/** An open case, with what must not be asked for twice: devices of a device application, nothing otherwise. */
export interface StoredOpenCase extends OpenCase {
  itemIds: string[];
}

/** A device that came through the program: for service life and repair. */
export interface HeldDevice {
  itemId: string;
  itemName: string;
  image: string;
  applicationId: string;
  receivedOn: CalendarDate;
}

/** One line of the residents' register, with the open cases kept beside it so that the home page is one read. */
export interface ResidentDoc {
  _id: string;
  name: string;
  sex: 'female' | 'male';
  birthDate: CalendarDate;
  idNumber: Sealed;
  idNumberMasked: string;
  certificate: Sealed;
  certificateMasked: string;
  phone: Sealed;
  phoneMasked: string;
  address: string;
  category: DisabilityCategory;
  level: DisabilityLevel;
  villageId: string;
  /** merged: was the same person as another record, which has everything now. */
  status: 'active' | 'moved' | 'deceased' | 'merged';
  /** null: not asked yet. */
  lowIncome: LowIncomePeriod[] | null;
  /** The resident's own WeChat. `phone` is what was typed when binding, not yet part of the register. */
  binding: { openid: string; state: BindingState; verificationId: string; phone: Sealed } | null;
  openCases: StoredOpenCase[];
  guardians: ResidentGuardian[];
  devices: HeldDevice[];
  /** The personal code: `hash` finds it (collection codes), `sealed` shows it again. */
  code: { hash: string; sealed: Sealed; issuedAt: Millis } | null;
  /** Active pairings and those asked for, so that the limit is one read. */
  pairings: { pairingId: string; volunteerId: string; volunteerName: string; state: 'asked' | 'active' }[];
  /** What waits for the resident's word, and services that run: for the one-read home page. */
  asked: Asked[];
  running: RunningService[];
  /** Wishes made in a year, 'YYYY' -> number. */
  wishes: Record<string, number>;
  /** What the village must answer for: made of the other facts whenever the record is written (core/derived.ts). */
  awaits?: string | null;
  /** Has an employment file. */
  jobFile?: boolean;
  /** '<birthDate>-<id>' while there is no employment file: made like `awaits`. */
  withoutJobFile?: string | null;
  leftOn: CalendarDate | null;
  /** Last day on which the certificate is good; not known for most. */
  certificateUntil?: CalendarDate | null;
  /** When staff last looked at 低保 and 低边. */
  incomeCheckedOn?: CalendarDate;
  /** The last services that were confirmed, newest first: more than one, since a confirmed one can be disputed. */
  helped?: Helped[];
  /** The last edit by staff (collection residentChanges). */
  lastChange?: { changeId: string; by: string };
  mergedInto?: string;
  /** As the checks of the register saw it (registry/rules/findings.ts). */
  checked?: Checked;
  /** Made of the others whenever the record is written: core/look.ts. */
  look?: ResidentLook;
  /** Since when the record does not say any more whose it was. */
  forgottenAt?: Millis;
  /** Grows with every change, so that writers notice each other. */
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** Finds a resident by document number without storing the number: `_id` is its HMAC. */
export interface IdentityDoc {
  _id: string;
  residentId: string;
}

export interface VolunteerDoc {
  _id: string;
  openid: string;
  name: string;
  phone: Sealed;
  phoneMasked: string;
  villageId: string;
  kind: VolunteerKind;
  skills: string[];
  /** left: no longer a volunteer; what was done stays. */
  state: 'toVerify' | 'verified' | 'refused' | 'left';
  note: string | null;
  pairings: { pairingId: string; residentId: string; residentName: string; state: 'asked' | 'active' }[];
  running: RunningService | null;
  /** Ended services whose content is missing. */
  toDescribe: string[];
  claimedWishes: string[];
  /** The one intention that is open. */
  intention: { intentionId: string; state: 'submitted' | 'arranged' } | null;
  /** Since when the record does not say any more whose it was. */
  forgottenAt?: Millis;
  /** Confirmed minutes. */
  minutes: number;
  /** As with residents. */
  helped?: Helped[];
  look?: VolunteerLook;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

export interface StaffDoc extends StaffRole {
  _id: string;
  openid: string | null;
  phone: string;
  /** Hash of the invitation code until it is used. */
  inviteHash: string | null;
  inviteExpiresAt: Millis | null;
  /** Follows from `openid` and `endedAt`: part of the indexes. */
  state: StaffState;
  endedAt: Millis | null;
  /** Newest first. */
  changes: StaffChange[];
  version: number;
  createdAt: Millis;
}

export interface VerificationDoc {
  _id: string;
  kind: VerificationKind;
  state: 'open' | 'approved' | 'refused';
  villageId: string;
  openid: string;
  applicantName: string;
  applicantPhoneMasked: string;
  residentId: string | null;
  residentName: string | null;
  residentIdMasked: string | null;
  volunteerId: string | null;
  /** Registration requests keep the number sealed, until they are decided. */
  document: Sealed | null;
  applicantPhone: Sealed;
  detail: string;
  /** Corrections: which fact, and the value asked for. */
  correction: { field: CorrectableField; value: Sealed } | null;
  createdAt: Millis;
  decidedAt: Millis | null;
  decidedBy: string | null;
  note: string | null;
}

/** `_id` 'town' is the town federation's own office: kind 'town', not in lists of villages. */
export interface VillageDoc extends Versioned {
  _id: string;
  name: string;
  kind: 'community' | 'village' | 'town';
  /** In the order of duty. */
  officers: Officer[];
  order: number;
  phonesChanged: PhonesChanged | null;
  /** Nobody can be registered here any more; records of earlier keep the name. */
  closedAt: Millis | null;
}

export interface CatalogueDoc extends Versioned {
  _id: string;
  name: string;
  kind: DeviceKind;
  summary: string;
  image: string;
  photoId?: string | null;
  priceFen: Fen;
  active: boolean;
}

/** A timeline entry with what only the server keeps. */
export interface StoredTimelineEntry extends TimelineEntry {
  openid: string;
  /** The resident's consent under which an officer did it. */
  consentId?: string;
}

/** One device of an application. */
export interface DeviceItem {
  itemId: string;
  name: string;
  image: string;
  priceFen: Fen;
  quote: DeviceQuote;
  decision: DeviceQuote | null;
}

/** What only one kind of application has. Photos are ids. */
export type CaseFacts =
  | { kind: 'device'; items: DeviceItem[]; deliverTo: string }
  | {
      kind: 'repair';
      deviceApplicationId: string;
      itemId: string;
      itemName: string;
      receivedOn: CalendarDate;
    }
  | ({
      kind: 'employment';
      noticeTitle: string;
      followUps: FollowUp[];
      nextOn: CalendarDate | null;
      placement: Placement | null;
    } & EmploymentWish)
  | {
      kind: 'renovation';
      items: RenovationItem[];
      address: string;
      beforeIds: string[];
      survey: { items: RenovationItem[]; findings: string; photoIds: string[]; at: Millis } | null;
      building: { builder: string; from: CalendarDate; to: CalendarDate } | null;
      afterIds: string[];
    }
  | {
      kind: 'wish';
      category: WishCategory;
      costFen: Fen;
      publicText: string | null;
      openUntil: CalendarDate | null;
      claim: {
        volunteerId: string;
        volunteerName: string;
        openid: string;
        at: Millis;
        until: CalendarDate;
      } | null;
    };

/** One request of a resident, of any kind: what all kinds share, and `facts` of its own. */
export interface ApplicationDoc extends Partial<CaseWork> {
  _id: string;
  /** The same as facts.kind: part of the indexes. */
  kind: CaseKind;
  facts: CaseFacts;
  residentId: string;
  residentName: string;
  villageId: string;
  /** The applicant's user and, when filed by a guardian or an officer for the resident, that person's name. */
  filedBy: string;
  onBehalfBy: string | null;
  /** Filed by an officer of the village for the resident. */
  assisted: boolean;
  title: string;
  /** Path below miniprogram/images. */
  image: string;
  state: CaseState;
  /** Where a returned application goes back to. */
  returnedFrom: CaseState | null;
  /** The staff queue it lies in: part of the indexes. */
  tab: CaseTab;
  /** The end of the China day by which the current step is promised; null when it waits for nobody. */
  dueAt: Millis | null;
  contactPhone: string;
  reason: string;
  voiceId: string | null;
  feedback: { score: number; words: string; at: Millis; photoIds: string[]; voiceId: string | null } | null;
  timeline: StoredTimelineEntry[];
  /** How often the applicant was reminded in this state. */
  reminded: number;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** Holds the place of something that may be open only once: `_id` names it, e.g. residentId:device:itemId. */
export interface OpenSlotDoc {
  _id: string;
  recordId: string;
}

export interface PhotoDoc {
  _id: string;
  fileID: string;
  purpose: string;
  openid: string;
  /** The record it was used in; a photo is used once. */
  usedIn: string | null;
  width: number;
  height: number;
  /** null: of a purpose that only the record's parties and staff see. */
  check: PhotoCheckDoc | null;
  createdAt: Millis;
}

export interface VoiceDoc {
  _id: string;
  fileID: string;
  purpose: string;
  openid: string;
  /** The record it was used in; a voice note is used once. */
  usedIn: string | null;
  /** Whole seconds, counted from the sound itself. */
  seconds: number;
  createdAt: Millis;
}

export interface ParameterDoc {
  _id: string;
  key: string;
  version: string;
  effectiveFrom: CalendarDate;
  source: string;
  value: unknown;
  setBy: string;
  setAt: Millis;
}

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

/** All figures of one village, changed in the transaction that changes what they count. `_id` is the village's id. */
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
  /** Applications that staff have promised to move on, by the day. */
  due?: DueFigures;
  /** Applications that are an officer's work, by the officer's staff id. */
  assigned?: Record<string, number>;
  /** How much has come in for staff to do since counting began, by what it is (core/waiting.ts): grows only. */
  arrived?: Record<string, number>;
  /** Grows with every change: what phones and screens compare. */
  version: number;
  updatedAt: Millis;
}

/** Where earlier versions kept the first answer of a command; a migration moves it into the audit entry of the same id. */
export interface CommandDoc {
  _id: string;
  action: string;
  inputHash: string;
  /** Sealed. */
  data: string;
  at: Millis;
}

/** The first answer of a command, given again when the same request id comes again. */
export interface FirstAnswer {
  /** Of the input and the role asked for, with the key. */
  inputHash: string;
  /** Sealed. */
  answer: string;
  at: Millis;
}

export interface AuditDoc {
  _id: string;
  at: Millis;
  openid: string;
  role: Role | 'none' | 'timer';
  action: string;
  outcome: 'done' | 'denied';
  /** Record ids, never contents. */
  target: string | null;
  residentId: string | null;
  villageId: string | null;
  reason: string | null;
  requestId: string;
  /** Of a command, for thirty days; nobody reads it but the command itself. */
  first?: FirstAnswer;
}

export interface AttemptDoc {
  _id: string;
  count: number;
  lockedUntil: Millis | null;
  updatedAt: Millis;
}

export interface ScreenLinkDoc {
  _id: string;
  tokenHash: string;
  label: string;
  villageId: string | null;
  createdBy: string;
  createdAt: Millis;
  revokedAt: Millis | null;
  /** Asked too often: no figures before this. Missing: never. */
  blockedUntil?: Millis;
}

/** Finds whose personal code it is: `_id` is the HMAC of the code. Dead codes are kept, to say that they are old. */
export interface CodeDoc {
  _id: string;
  residentId: string;
  issuedAt: Millis;
  revokedAt: Millis | null;
}

/** A call for help that was made with one tap. */
export interface EmergencyCallDoc {
  _id: string;
  openid: string;
  residentId: string | null;
  /** '' when nothing says where the caller lives: the town's. */
  villageId: string;
  callerName: string;
  onBehalfOf: string | null;
  phone: Sealed | null;
  calledAt: Millis;
  receivedAt: Millis;
  called: string;
  dialled: boolean;
  /** How often the caller pressed; more than one only when many calls came within minutes. */
  times: number;
  state: 'open' | 'taken' | 'closed';
  takenBy: { openid: string; name: string } | null;
  outcome: FollowUpOutcome | null;
  notes: { at: Millis; by: string; outcome: FollowUpOutcome; note: string }[];
  dueAt: Millis;
  /** When the town was told that nobody had taken it in time. */
  escalatedAt: Millis | null;
  closedAt: Millis | null;
}

export interface NoticeDoc extends Omit<NoticeInput, 'noticeId' | 'offer'> {
  _id: string;
  state: NoticeState;
  villageId: string | null;
  offer: WorkOffer | null;
  /** Pinned ones before the others, newest first: what lists are sorted by (notices/rules/order.ts). */
  order: number;
  publishedAt: Millis | null;
  /** The office, as everybody reads it. */
  by: string;
  byOpenid: string;
  /** Office and name of who changed it last, for colleagues only. */
  changedBy: string;
  /** Why it was withdrawn or returned. */
  reason: string | null;
  /** The volunteer whose story it is; null: written by staff. */
  author: { openid: string; volunteerId: string; name: string } | null;
  /** What it becomes as soon as its text has passed; null when nothing is held. */
  heldFor: 'submitted' | 'published' | null;
  /** The last day of which staff were reminded; another last day is a new reminder. */
  endingTold?: CalendarDate;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** The newest notices, for home pages: `_id` is a village's id or 'town'. */
export interface BoardDoc {
  _id: string;
  notices: (NoticeLine & { expiresOn: CalendarDate | null; pinned: boolean })[];
  updatedAt: Millis;
}

export interface PairingDoc {
  _id: string;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  residentId: string;
  residentName: string;
  villageId: string;
  state: PairingState;
  via: 'scan' | 'staff';
  askedAt: Millis;
  decidedAt: Millis | null;
  decidedBy: string | null;
  endedAt: Millis | null;
  endedBy: string | null;
  endReason: string | null;
  note: string | null;
  /** When the resident's side was reminded that an answer is waited for; null: not yet. */
  remindedAt: Millis | null;
  services: number;
  minutes: number;
  version: number;
}

export interface ServiceDoc {
  _id: string;
  pairingId: string;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  residentId: string;
  residentName: string;
  villageId: string;
  state: ServiceState;
  startedAt: Millis;
  endedAt: Millis | null;
  /** Counted minutes: after the cap and what staff decided. */
  minutes: number;
  kinds: ServiceKind[];
  words: string;
  photoIds: string[];
  flags: ServiceFlag[];
  feedback: {
    score: number;
    words: string;
    at: Millis;
    photoIds: string[];
    voiceId: string | null;
    late: boolean;
    onBehalfBy: string | null;
    openid: string;
  } | null;
  dispute: { reason: string; photoIds: string[]; at: Millis; openid: string } | null;
  decision: { accepted: boolean; note: string; by: string; openid: string; at: Millis } | null;
  /** Taken back by the volunteer. */
  cancelled: { reason: string; at: Millis } | null;
  /** When the resident was first asked. */
  askedAt: Millis | null;
  /** When its minutes began to count; null while they do not. */
  confirmedAt: Millis | null;
  reminded: number;
  /** When the next reminder is due; null: none. */
  remindAt: Millis | null;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** What a volunteer would like to do, and whom staff named for it. */
export interface IntentionDoc extends IntentionInput {
  _id: string;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  state: IntentionState;
  arrangement: {
    residentId: string;
    residentName: string;
    villageId: string;
    note: string;
    by: string;
    openid: string;
    at: Millis;
  } | null;
  declined: { residentId: string; residentName: string; reason: string; at: Millis }[];
  closedReason: string | null;
  pairingId: string | null;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** A certificate of service; what it says never changes. `_id` is the HMAC of its check code. */
export interface CertificateDoc {
  _id: string;
  /** The check code, to show it again to its owner. */
  sealed: Sealed;
  volunteerId: string;
  name: string;
  villageName: string;
  from: CalendarDate;
  to: CalendarDate;
  figures: RecordFigures;
  by: string;
  issuedAt: Millis;
}

/** What a village needs, as volunteers read it. */
export interface NeedDoc {
  _id: string;
  villageId: string;
  what: string;
  quantity: number;
  unit: string;
  /** Pieces promised and not ended without coming. */
  promised: number;
  openUntil: CalendarDate;
  /** For staff only. */
  residentId: string | null;
  residentName: string | null;
  open: boolean;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** What a volunteer promised, and how much of it came, was allotted and handed over. */
export interface DonationDoc {
  _id: string;
  directed: boolean;
  kind: DonationKind;
  what: string;
  /** Pieces, or fen of money. */
  quantity: number;
  unit: string;
  valueFen: Fen | null;
  words: string;
  needId: string | null;
  /** The village it is for; the town's office when it is for the town to allot. */
  villageId: string;
  residentId: string | null;
  residentName: string | null;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  state: DonationState;
  /** delivered <= allotted <= received, always. */
  received: number;
  allotted: number;
  delivered: number;
  promisedAt: Millis;
  promisedUntil: CalendarDate;
  timeline: {
    at: Millis;
    action: DonationAction;
    state: DonationState;
    quantity: number | null;
    actorName: string;
    openid: string;
    note: string;
    photoIds: string[];
  }[];
  version: number;
  updatedAt: Millis;
}

/** A part of a donation for a village or one of its residents. */
export interface AllotmentDoc {
  _id: string;
  donationId: string;
  directed: boolean;
  villageId: string;
  residentId: string | null;
  residentName: string | null;
  quantity: number;
  state: 'open' | 'delivered';
  deliveredAt: Millis | null;
  photoIds: string[];
  note: string;
  createdAt: Millis;
}

/** A volunteer's points; `_id` is the volunteer's id. The balance is the sum of the ledger's entries. */
export interface PointAccountDoc {
  _id: string;
  balance: number;
  /** By confirmed services, less what was taken back. */
  earned: number;
  /** In the shop, less what was given back. */
  spent: number;
  /** Taken back after it was spent: what comes next pays for it. */
  debt: number;
  /** '<year>:<goodsId>' -> how many were had. */
  taken: Record<string, number>;
  /** Agreed to be shown in the ranking of the village. */
  inRanking: boolean;
  /** Number of entries in the ledger. */
  entries: number;
  updatedAt: Millis;
}

/** One line of the ledger, never changed: `_id` says what it is for, '<serviceId>:award', '<orderId>:refund'. */
export interface PointEntryDoc {
  _id: string;
  volunteerId: string;
  /** 1, 2, 3 ... within the account. */
  number: number;
  at: Millis;
  reason: PointReason;
  /** Before debts. */
  gross: number;
  /** What the balance changed by. */
  points: number;
  balance: number;
  words: string;
}

/** What the services of one China day brought to one volunteer: `_id` is '<volunteerId>:<day>'. For the day's cap. */
export interface PointDayDoc {
  _id: string;
  points: number;
}

export interface GoodsDoc {
  _id: string;
  name: string;
  summary: string;
  photoId: string | null;
  points: number;
  stock: number;
  limitPerPerson: number;
  /** Where it is collected; null: at any village office. */
  villageId: string | null;
  active: boolean;
  /** Of what staff wrote. */
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

export interface OrderDoc {
  _id: string;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  goodsId: string;
  goodsName: string;
  photoId: string | null;
  points: number;
  state: OrderState;
  /** In whose list it is: where it is collected, or the volunteer's village when that may be anywhere. */
  villageId: string;
  anywhere: boolean;
  /** The pick-up code: `hash` finds it (collection orderCodes), `sealed` shows it again to its owner. */
  code: { hash: string; sealed: Sealed };
  at: Millis;
  until: Millis;
  closedAt: Millis | null;
  /** Who handed it out. */
  handedOutBy: { openid: string; name: string } | null;
}

/** Finds the order of a pick-up code: `_id` is the HMAC of the code. */
export interface OrderCodeDoc {
  _id: string;
  orderId: string;
}

export interface Collections extends ExchangeCollections {
  users: UserDoc;
  residents: ResidentDoc;
  identities: IdentityDoc;
  volunteers: VolunteerDoc;
  staff: StaffDoc;
  verifications: VerificationDoc;
  villages: VillageDoc;
  catalogue: CatalogueDoc;
  parameterHeads: ParameterHeadDoc;
  applications: ApplicationDoc;
  openSlots: OpenSlotDoc;
  photos: PhotoDoc;
  voices: VoiceDoc;
  parameters: ParameterDoc;
  counters: CounterDoc;
  commands: CommandDoc;
  audit: AuditDoc;
  attempts: AttemptDoc;
  screenLinks: ScreenLinkDoc;
  codes: CodeDoc;
  emergencyCalls: EmergencyCallDoc;
  notices: NoticeDoc;
  boards: BoardDoc;
  pairings: PairingDoc;
  services: ServiceDoc;
  signals: SignalDoc;
  pointAccounts: PointAccountDoc;
  pointEntries: PointEntryDoc;
  pointDays: PointDayDoc;
  goods: GoodsDoc;
  orders: OrderDoc;
  orderCodes: OrderCodeDoc;
  needs: NeedDoc;
  donations: DonationDoc;
  allotments: AllotmentDoc;
  intentions: IntentionDoc;
  certificates: CertificateDoc;
  assistConsents: AssistConsentDoc;
  employmentFiles: EmploymentFileDoc;
  upkeepReports: UpkeepReportDoc;
  miniCodes: MiniCodeDoc;
  residentChanges: ResidentChangeDoc;
  findings: FindingDoc;
  merges: MergeDoc;
  savedViews: SavedViewsDoc;
  messages: MessageDoc;
  progress: ProgressDoc;
  fileRemovals: FileRemovalDoc;
  incidents: IncidentDoc;
  timerRuns: TimerRunDoc;
  dailyReports: DailyReportDoc;
}

export type CollectionName = keyof Collections;
