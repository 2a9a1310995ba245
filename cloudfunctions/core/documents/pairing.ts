/** Volunteers and residents: pairs, services at the door, intentions, certificates. */
import type { IntentionInput, IntentionState } from '../../../typings/api/intentions';
import type { RecordFigures } from '../../../typings/api/records';
import type {
  CalendarDate,
  Millis,
  PairingState,
  ServiceFlag,
  ServiceKind,
  ServiceState,
} from '../../../typings/domain';
import type { Sealed } from './people';

/** Finds whose personal code it is: `_id` is the HMAC of the code. Dead codes are kept, to say that they are old. */
export interface CodeDoc {
  _id: string;
  residentId: string;
  issuedAt: Millis;
  revokedAt: Millis | null;
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
