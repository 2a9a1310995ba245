/** What was done or read by whom, with the first answers of commands. */
import type { Millis, Role } from '../../../typings/domain';

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

export interface Use {
  /** Of the photo or voice note. */
  id: string;
  recordId: string;
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
  /** Photos and voice notes that the command put to use, and in which record: until the nightly retention has written it on them. */
  uses?: Use[];
  /** Of a command, for thirty days; nobody reads it but the command itself. */
  first?: FirstAnswer;
}

export interface AttemptDoc {
  _id: string;
  count: number;
  lockedUntil: Millis | null;
  updatedAt: Millis;
}
