import type { Millis, Officer } from '../domain';
import type { Action, Nothing, Paged } from '../wire';

/** Whom to call, in the order of duty: the village first, then the town. */
export interface EmergencyNumbers {
  villageId: string | null;
  villageName: string;
  officers: Officer[];
  town: { name: string; officers: Officer[] };
}

/** What becomes of a recorded call: who is told of it, and whether they have a number to call back. */
export interface CallRecorded {
  callId: string;
  told: 'village' | 'town';
  canCallBack: boolean;
}

/** How staff found things when they called back. */
export type FollowUpOutcome = 'safe' | 'helped' | 'hospital' | 'mistake' | 'notReached';

export interface EmergencyCallRow {
  callId: string;
  villageName: string;
  /** Full name where the caller is bound, '未绑定的来电' otherwise. */
  callerName: string;
  /** Set when a guardian called for somebody. */
  onBehalfOf: string | null;
  residentId: string | null;
  /** When the button was pressed, by the phone's clock, and when we heard of it. */
  calledAt: Millis;
  receivedAt: Millis;
  /** Whom they called: '陈主席 主席', or '镇残联 值班'. */
  called: string;
  /** Whether the phone knows that the call was dialled; false: the mini-program ended before it could tell. */
  dialled: boolean;
  /** How often it was pressed within minutes. */
  times: number;
  /** Whether there is a number to call back. */
  hasPhone: boolean;
  state: 'open' | 'taken' | 'closed';
  takenBy: string | null;
  outcome: FollowUpOutcome | null;
  note: string | null;
  overdue: boolean;
}

export interface EmergencyApi {
  /** Open to everybody, also without any role. */
  numbers: Action<Nothing, EmergencyNumbers>;
  /**
   * The phone tells that an officer was called, at once or when the network is back; the request id is made when the button
   * is pressed, so that it is recorded once. Calls of 120, 110 and 119 are nobody else's business and not recorded.
   */
  recordCall: Action<
    { calledAt: Millis; officerName: string; officerDuty: string; town: boolean; dialled: boolean },
    CallRecorded
  >;
  calls: Action<
    { state: 'open' | 'closed'; cursor?: string | null; knownVersion?: number },
    { unchanged: true } | ({ unchanged: false; version: number; open: number } & Paged<EmergencyCallRow>)
  >;
  /** An officer says that they look after it. */
  take: Action<{ callId: string }, { state: 'taken' }>;
  /** 'notReached' leaves it open with its note. */
  followUp: Action<
    { callId: string; outcome: FollowUpOutcome; note: string },
    { state: 'open' | 'taken' | 'closed' }
  >;
  /** The phone numbers to dial for a case, in full; logged. */
  callerPhone: Action<{ callId: string }, { phone: string | null }>;
}
