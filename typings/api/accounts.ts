import type {
  ActingAs,
  CalendarDate,
  CaseKind,
  CaseState,
  CaseTab,
  LowIncomePeriod,
  Millis,
  VillageSummary,
  VolunteerKind,
} from '../domain';
import type { AssistApi } from './assist';
import type { NoticeKind } from './notices';
import type { Action, Nothing, Paged } from '../wire';
import type { AuditActions, StaffActions } from './set-up';

/** A role the caller holds, as the role switch shows it. */
export interface HeldRole {
  as: ActingAs;
  /** For example '残障朋友（本人）', '代 李小明 办理', '谢家路村残协 专职委员'. */
  label: string;
  /** Waiting for staff to verify: what may be done is limited. */
  toVerify: boolean;
}

/** An open case as the home page shows it. */
export interface OpenCase {
  applicationId: string;
  kind: CaseKind;
  title: string;
  state: CaseState;
  updatedAt: Millis;
}

/** A notice on the home page. */
export interface NoticeLine {
  noticeId: string;
  kind: NoticeKind;
  title: string;
  publishedAt: Millis;
}

/** Something that waits for the resident's word, besides cases. */
export type Asked =
  | { what: 'pairing'; pairingId: string; volunteerName: string; at: Millis }
  | { what: 'service'; serviceId: string; volunteerName: string; at: Millis };

/** A service of a volunteer that runs now. */
export interface RunningService {
  serviceId: string;
  volunteerName: string;
  residentName: string;
  startedAt: Millis;
}

export interface ResidentHome {
  role: 'resident' | 'guardian' | 'assistant';
  residentId: string;
  /** Full name for the resident and the guardian: it is their own. */
  residentName: string;
  villageId: string;
  villageName: string;
  toVerify: boolean;
  openCases: OpenCase[];
  asked: Asked[];
  running: RunningService[];
  volunteers: number;
  notices: NoticeLine[];
}

export interface VolunteerHome {
  role: 'volunteer';
  name: string;
  villageName: string;
  kind: VolunteerKind;
  skills: string[];
  state: 'toVerify' | 'verified' | 'refused' | 'left';
  /** Why staff refused, when they did. */
  note?: string;
  pairings: { pairingId: string; residentName: string; state: 'asked' | 'active' }[];
  running: RunningService | null;
  /** Services whose content is still to be written. */
  toDescribe: number;
  claimedWishes: number;
  /** The open intention: waits for staff, or for the volunteer's answer. */
  intention: 'submitted' | 'arranged' | null;
  minutes: number;
  notices: NoticeLine[];
}

export interface StaffHome {
  role: 'villageStaff' | 'townStaff' | 'admin';
  name: string;
  duty: string;
  villageName: string | null;
  /** What waits for this person: numbers from the counters, by kind and by what is to be done. */
  waiting: {
    cases: Record<CaseKind, Record<Exclude<CaseTab, 'waiting' | 'done'>, number>>;
    verifications: number;
    emergencies: number;
    /** Services that staff must look at, disputes included. */
    services: number;
    pairings: number;
    /** Intentions that staff have not arranged yet. */
    intentions: number;
    /** Stories that volunteers handed in. */
    stories: number;
    /** What does not fit together in the register. */
    findings: number;
    donations: number;
    /** A village: residents it answers for. The town: what officers filed for residents and is to be decided. */
    assisted: number;
  };
  residents: number;
  volunteers: number;
  desk: StaffDesk;
}

/** What the workbench says besides what waits. Administrators have no cases: nothing but zeros. */
export interface StaffDesk {
  /** Overdue applications that wait for the caller's own office. */
  overdue: Record<CaseKind, number>;
  /** Overdue ones of the whole village or town, whoever they wait for. */
  overdueAll: number;
  /** Taken by or handed to the caller, or to colleagues on leave whom the caller stands in for. */
  mine: number;
  /** What came in since `seenAt` and still waits, by key: 'device-toCheck', 'verifications' ... Only what is not zero. */
  fresh: Record<string, number>;
  /** When the caller last said to have seen what is new; null: never. */
  seenAt: Millis | null;
  /** The caller's own leave, running or coming. */
  leave: { from: CalendarDate; to: CalendarDate; substituteName: string } | null;
  /** Names of those whom the caller stands in for today. */
  standsInFor: string[];
}

/** Applications of one kind in one village: by what is to be done, and how many of them are overdue. */
export interface VillageWork {
  toCheck: number;
  toApprove: number;
  toCarryOut: number;
  overdue: number;
}

export interface VillageFigures {
  villageId: string;
  name: string;
  cases: Record<CaseKind, VillageWork>;
  verifications: number;
  emergencies: number;
}

/** An officer's leave, and who could stand in. Days inclusive. */
export interface LeaveView {
  name: string;
  leave: { from: CalendarDate; to: CalendarDate; substituteId: string; substituteName: string } | null;
  /** Whom the officer stands in for, now or soon. */
  standIns: { name: string; from: CalendarDate; to: CalendarDate }[];
  colleagues: { staffId: string; name: string; duty: string }[];
}

export type HomeView = ResidentHome | VolunteerHome | StaffHome | { role: 'none' };

/** What waits for verification by staff. */
export type VerificationKind = 'binding' | 'guardian' | 'volunteer' | 'registration' | 'correction';

/** What the caller asked staff for before any role comes of it, not decided yet. */
export interface OpenRequest {
  kind: Extract<VerificationKind, 'guardian' | 'registration'>;
  villageName: string;
  /** Whom a guardian wants to act for; null for a registration. */
  residentName: string | null;
  at: Millis;
}

export interface VerificationRow {
  verificationId: string;
  kind: VerificationKind;
  villageId: string;
  villageName: string;
  createdAt: Millis;
  /** Who asks, full name for staff of the village. */
  applicantName: string;
  applicantPhoneMasked: string;
  /** The resident in question, when there is one. */
  residentName?: string;
  residentIdMasked?: string;
  /** For a volunteer: kind and skills; for a guardian: the relation; for a correction: the resident's own words. */
  detail: string;
  /** Document numbers masked on both sides: the officer looks at the document itself. */
  correction?: { field: CorrectableField; from: string; to: string };
}

export interface BindInput {
  name: string;
  /** ID number (18) or disability-certificate number (20, or 22 with a re-issue mark). */
  document: string;
  phone: string;
  consentVersion: string;
}

export type BindOutcome =
  | {
      outcome: 'bound';
      as: ActingAs;
      residentName: string;
      villageName: string;
    }
  /** No such person in the register: the phone offers a registration request. */
  | { outcome: 'noMatch'; triesLeft: number };

/** Facts of the register that a resident can ask to be corrected. */
export type CorrectableField =
  | 'name'
  | 'idNumber'
  | 'certificate'
  | 'phone'
  | 'address'
  | 'category'
  | 'level'
  | 'lowIncome';

/** What is kept about a resident, for the resident: numbers masked, all of them in the copy. */
export interface MyData {
  residentId: string;
  name: string;
  idNumberMasked: string;
  certificateMasked: string;
  phoneMasked: string;
  /** null until staff have verified that it is the resident's own phone. */
  address: string | null;
  birthDate: CalendarDate;
  categoryLabel: string;
  levelLabel: string;
  lowIncomePeriods: LowIncomePeriod[] | null;
  villageName: string;
  /** How this WeChat came to act: null for a guardian. */
  binding: { state: 'toVerify' | 'verified' } | null;
  guardians: GuardianView[];
  consents: ConsentView[];
  /** Corrections asked for and not decided yet. */
  corrections: { verificationId: string; field: CorrectableField; createdAt: Millis }[];
  /** Cases under way: what stands in the way of withdrawing a consent. */
  openCases: OpenCase[];
}

/** What is kept about a volunteer, for the volunteer. */
export interface MyVolunteer {
  version: number;
  name: string;
  phone: string;
  villageId: string;
  villageName: string;
  kind: VolunteerKind;
  skills: string[];
  state: VolunteerHome['state'];
  /** What stands in the way of leaving, or ends with it. */
  activePairings: number;
  running: boolean;
  claimedWishes: number;
}

export interface GuardianView {
  guardianId: string;
  name: string;
  relation: string;
  phoneMasked: string;
  since: Millis;
  /** It is the caller. */
  me: boolean;
}

export interface ConsentView {
  purpose: string;
  version: string;
  /** The text that is in force now is another one: to be read and agreed to again. */
  outdated: boolean;
  at: Millis;
  withdrawnAt: Millis | null;
}

export interface AccountsApi extends StaffActions, AuditActions, AssistApi {
  /**
   * Roles held and the home page of the role asked for (or the first held), in one call. `version` is another one whenever
   * anything of the answer is; it does not grow.
   */
  home: Action<
    Nothing,
    { roles: HeldRole[]; active: ActingAs | null; home: HomeView; requests: OpenRequest[]; version: number }
  >;
  bind: Action<BindInput, BindOutcome>;
  requestRegistration: Action<
    { name: string; document: string; phone: string; villageId: string; consentVersion: string },
    { verificationId: string; village: VillageSummary }
  >;
  askGuardian: Action<
    {
      guardianName: string;
      guardianPhone: string;
      relation: string;
      residentName: string;
      residentDocument: string;
      consentVersion: string;
    },
    { outcome: 'asked'; verificationId: string } | { outcome: 'noMatch'; triesLeft: number }
  >;
  registerVolunteer: Action<
    {
      name: string;
      phone: string;
      villageId: string;
      kind: VolunteerKind;
      skills: string[];
      consentVersion: string;
    },
    { volunteerId: string }
  >;
  /** The volunteer's own facts. */
  myVolunteer: Action<Nothing, MyVolunteer>;
  /** The name is changed by staff. Another village verifies anew. `version` as it was read. */
  changeVolunteer: Action<
    { version: number; phone: string; villageId: string; kind: VolunteerKind; skills: string[] },
    { state: VolunteerHome['state']; version: number }
  >;
  /** Ends pairings with the reason; what was done stays. */
  leaveVolunteer: Action<{ reason: string }, { left: true }>;
  verifications: Action<
    { kind?: VerificationKind; cursor?: string | null; knownVersion?: number },
    { unchanged: true } | ({ unchanged: false; version: number } & Paged<VerificationRow>)
  >;
  decideVerification: Action<
    { verificationId: string; approve: boolean; note?: string },
    { state: 'approved' | 'refused' }
  >;
  myData: Action<Nothing, MyData>;
  /** A readable copy of everything that is kept about the resident (Personal Information Protection Law art. 45). */
  exportMyData: Action<Nothing, { title: string; text: string; at: Millis }>;
  /** The same for a volunteer: own facts, pairings, services, points, orders, donations, certificates. */
  exportVolunteerData: Action<Nothing, { title: string; text: string; at: Millis }>;
  askCorrection: Action<{ field: CorrectableField; value: string; note: string }, { verificationId: string }>;
  /** Agrees to a purpose anew, after its text changed or after a withdrawal. Purposes: `ConsentKey` of shared/consent.ts. */
  giveConsent: Action<{ purpose: string; version: string }, { given: true }>;
  /**
   * Refused while a case of this purpose is open (CONSENT_IN_USE says which). Without identity or service nobody can be
   * helped here: withdrawing one of them ends both, the binding and what one does as a guardian.
   */
  withdrawConsent: Action<{ purpose: string }, { withdrawn: true }>;
  /** This WeChat is no longer the resident's. Cases go on; the village is told. */
  unbind: Action<{ reason: string }, { unbound: true }>;
  /** Staff: who may act for a resident. */
  guardians: Action<{ residentId: string }, { guardians: GuardianView[] }>;
  /** Ended by the resident, by the guardian, or by staff of the village: at once. */
  endGuardian: Action<{ residentId: string; guardianId: string; reason: string }, { ended: true }>;
  /** The officer has seen what is new: counted from here on. */
  markSeen: Action<Nothing, { seenAt: Millis }>;
  /** Village by village, for the town. */
  villageFigures: Action<Nothing, { villages: VillageFigures[] }>;
  /** `staffId`: administrators only, who may set it for anybody. */
  leave: Action<{ staffId?: string }, LeaveView>;
  setLeave: Action<
    { staffId?: string; from: CalendarDate; to: CalendarDate; substituteId: string },
    { substituteName: string }
  >;
  endLeave: Action<{ staffId?: string }, { ended: true }>;
  inviteStaff: Action<
    {
      name: string;
      level: 'village' | 'town' | 'admin';
      villageId: string | null;
      duty: string;
      phone: string;
    },
    { staffId: string; code: string; expiresAt: Millis }
  >;
  acceptInvite: Action<{ code: string }, { as: ActingAs }>;
  becomeFirstAdmin: Action<{ code: string; name: string; phone: string }, { as: ActingAs }>;
}
