/** Who somebody is: users with their roles, the residents' register, volunteers, staff, and what waits to be verified. */
import type {
  Asked,
  CorrectableField,
  OpenCase,
  OpenRequest,
  RunningService,
  VerificationKind,
} from '../../../typings/api/accounts';
import type { StaffChange, StaffState } from '../../../typings/api/set-up';
import type {
  BindingState,
  CalendarDate,
  DisabilityCategory,
  DisabilityLevel,
  LowIncomePeriod,
  Millis,
  VolunteerKind,
} from '../../../typings/domain';
import type { Desk } from './casework';
import type { Checked, Helped, ResidentLook, VolunteerLook } from './register';

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

/** An open case, with what must not be asked for twice: devices of a device application or a repair, nothing otherwise. */
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

/** One line of the residents' register. Open cases are found among the applications (core/open-cases.ts). */
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
  guardians: ResidentGuardian[];
  devices: HeldDevice[];
  /** The personal code: `hash` finds it (collection codes), `sealed` shows it again. */
  code: { hash: string; sealed: Sealed; issuedAt: Millis } | null;
  /** Active pairings and those asked for, so that the limit is one read. */
  pairings: { pairingId: string; volunteerId: string; volunteerName: string; state: 'asked' | 'active' }[];
  /** What waits for the resident's word, and services that run: for the one-read home page. */
  asked: Asked[];
  /** Open cases that wait for the same word; records of before have none until they are written. */
  askedCases?: OpenCase[];
  running: RunningService[];
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

/** Holds the place of something that may be open only once: `_id` names it (slotOf in verifications.ts). */
export interface OpenSlotDoc {
  _id: string;
  recordId: string;
}
