import type { ActingAs, DeviceState, Millis, VillageSummary, VolunteerKind } from '../domain';
import type { Action, Nothing, Paged } from '../wire';

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
  kind: 'device';
  title: string;
  state: DeviceState;
  updatedAt: Millis;
}

export interface ResidentHome {
  role: 'resident' | 'guardian';
  residentId: string;
  /** Full name for the resident and the guardian: it is their own. */
  residentName: string;
  villageName: string;
  toVerify: boolean;
  openCases: OpenCase[];
}

export interface VolunteerHome {
  role: 'volunteer';
  name: string;
  villageName: string;
  kind: VolunteerKind;
  skills: string[];
  state: 'toVerify' | 'verified' | 'refused';
  /** Why staff refused, when they did. */
  note?: string;
}

export interface StaffHome {
  role: 'villageStaff' | 'townStaff' | 'admin';
  name: string;
  duty: string;
  villageName: string | null;
  /** What waits for this person: numbers from the counters. */
  waiting: { devices: number; toDeliver: number; verifications: number };
  residents: number;
  volunteers: number;
}

export type HomeView = ResidentHome | VolunteerHome | StaffHome | { role: 'none' };

/** What waits for verification by staff. */
export type VerificationKind = 'binding' | 'guardian' | 'volunteer' | 'registration';

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
  /** For a volunteer: kind and skills; for a guardian: the relation. */
  detail: string;
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

export interface AccountsApi {
  /** Roles the caller holds and the home page of the role asked for (or the first held), in one call. */
  home: Action<Nothing, { roles: HeldRole[]; active: ActingAs | null; home: HomeView; version: number }>;
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
  verifications: Action<
    { kind?: VerificationKind; cursor?: string | null; knownVersion?: number },
    { unchanged: true } | ({ unchanged: false; version: number } & Paged<VerificationRow>)
  >;
  decideVerification: Action<
    { verificationId: string; approve: boolean; note?: string },
    { state: 'approved' | 'refused' }
  >;
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
  endStaff: Action<{ staffId: string }, { ended: true }>;
  becomeFirstAdmin: Action<{ code: string; name: string; phone: string }, { as: ActingAs }>;
}
