/** What is stored, collection by collection. Indexes and access: schema.json. */
import type {
  BindingState,
  CalendarDate,
  DeviceKind,
  DeviceQuote,
  DeviceState,
  DisabilityCategory,
  DisabilityLevel,
  Fen,
  LowIncomePeriod,
  Millis,
  Officer,
  Role,
  TimelineEntry,
  VolunteerKind,
} from '../../typings/domain';
import type { OpenCase, VerificationKind } from '../../typings/api/accounts';
import type { QueueTab } from '../../typings/api/applications';
import type { FeedKind } from '../../typings/api/dashboard';
import type { AgeGroup } from '../../miniprogram/shared/age';

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

/** One WeChat user and all roles it holds: the single document read to authorise a call. `_id` is the openid. */
export interface UserDoc {
  _id: string;
  resident: { residentId: string; state: BindingState } | null;
  guardianOf: GuardianRole[];
  volunteer: { volunteerId: string; state: VolunteerDoc['state'] } | null;
  staff: StaffRole | null;
  consents: { purpose: string; version: string; at: Millis }[];
  createdAt: Millis;
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
  status: 'active' | 'moved' | 'deceased';
  /** null: not asked yet. */
  lowIncome: LowIncomePeriod[] | null;
  /** The resident's own WeChat. `phone` is what was typed when binding, not yet part of the register. */
  binding: { openid: string; state: BindingState; verificationId: string; phone: Sealed } | null;
  openCases: OpenCase[];
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
  state: 'toVerify' | 'verified' | 'refused';
  note: string | null;
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
  endedAt: Millis | null;
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
  /** Registration requests keep the number sealed for the officer who adds the person to the register. */
  document: Sealed | null;
  applicantPhone: Sealed;
  detail: string;
  createdAt: Millis;
  decidedAt: Millis | null;
  decidedBy: string | null;
  note: string | null;
}

export interface VillageDoc {
  _id: string;
  name: string;
  kind: 'community' | 'village';
  officers: Officer[];
  order: number;
}

export interface CatalogueDoc {
  _id: string;
  name: string;
  kind: DeviceKind;
  summary: string;
  image: string;
  priceFen: Fen;
  active: boolean;
}

/** A timeline entry with what only the server keeps. */
export interface StoredTimelineEntry extends TimelineEntry {
  openid: string;
}

export interface ApplicationDoc {
  _id: string;
  kind: 'device';
  residentId: string;
  residentName: string;
  villageId: string;
  /** The applicant's user and, when filed by a guardian, the guardian's name. */
  filedBy: string;
  onBehalfBy: string | null;
  itemId: string;
  itemName: string;
  image: string;
  priceFen: Fen;
  state: DeviceState;
  /** Where a returned application goes back to. */
  returnedFrom: DeviceState | null;
  /** The staff queue it lies in: part of the indexes. */
  tab: QueueTab;
  /** When the current step is promised to be done; null when it waits for nobody. */
  dueAt: Millis | null;
  quote: DeviceQuote;
  decision: DeviceQuote | null;
  contactPhone: string;
  deliverTo: string;
  reason: string;
  deliveryPhotoIds: string[];
  feedback: { score: number; words: string; at: Millis } | null;
  timeline: StoredTimelineEntry[];
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
  devices: Record<DeviceState, number>;
  openVerifications: number;
  /** 'YYYY-MM' -> device applications. */
  months: Record<string, { submitted: number; done: number }>;
  feed: FeedEntry[];
  /** Grows with every change: what phones and screens compare. */
  version: number;
  updatedAt: Millis;
}

/** The first answer of a command, given again when the same request id comes again. */
export interface CommandDoc {
  _id: string;
  action: string;
  inputHash: string;
  data: unknown;
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
}

export interface Collections {
  users: UserDoc;
  residents: ResidentDoc;
  identities: IdentityDoc;
  volunteers: VolunteerDoc;
  staff: StaffDoc;
  verifications: VerificationDoc;
  villages: VillageDoc;
  catalogue: CatalogueDoc;
  applications: ApplicationDoc;
  openSlots: OpenSlotDoc;
  photos: PhotoDoc;
  parameters: ParameterDoc;
  counters: CounterDoc;
  commands: CommandDoc;
  audit: AuditDoc;
  attempts: AttemptDoc;
  screenLinks: ScreenLinkDoc;
}

export type CollectionName = keyof Collections;
