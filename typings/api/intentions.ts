import type { Millis, ServiceKind } from '../domain';
import type { Action, Nothing, Paged } from '../wire';

/** When a volunteer has time. */
export type IntentionTime =
  | 'weekdayMorning'
  | 'weekdayAfternoon'
  | 'weekdayEvening'
  | 'weekendMorning'
  | 'weekendAfternoon'
  | 'weekendEvening';

/**
 * submitted: waits for staff. arranged: staff named a resident, the volunteer answers. accepted: became a request to pair.
 * withdrawn: by the volunteer. closed: by staff, with a reason.
 */
export type IntentionState = 'submitted' | 'arranged' | 'accepted' | 'withdrawn' | 'closed';

/** What a volunteer would like to do, when and where. */
export interface IntentionInput {
  kinds: ServiceKind[];
  times: IntentionTime[];
  /** Null: any village; the town arranges it. */
  villageId: string | null;
  words: string;
}

export interface IntentionView {
  intentionId: string;
  version: number;
  state: IntentionState;
  kinds: ServiceKind[];
  times: IntentionTime[];
  villageId: string | null;
  /** Null: any village. */
  villageName: string | null;
  words: string;
  volunteerName: string;
  createdAt: Millis;
  updatedAt: Millis;
  /** Whom staff named. The name is masked for the volunteer until the pairing is agreed on. */
  arrangement: { residentName: string; villageName: string; note: string; by: string; at: Millis } | null;
  /** Arrangements that the volunteer declined, the oldest first. */
  declined: { residentName: string; reason: string; at: Millis }[];
  closedReason: string | null;
  can: { change: boolean; withdraw: boolean; answer: boolean; arrange: boolean; close: boolean };
}

/** What staff see of the volunteer besides the intention. */
export interface IntentionVolunteer {
  name: string;
  villageName: string;
  skills: string[];
  /** Residents helped or asked for; nobody may have more than `pairingLimit`. */
  pairings: number;
  pairingLimit: number;
  minutes: number;
}

/** Somebody whom staff may name, with why. */
export interface Suggestion {
  residentId: string;
  name: string;
  villageName: string;
  pairings: number;
  /** '还没有志愿者', '同村', '正在申请辅具维修'. */
  reasons: string[];
}

export interface IntentionActions {
  /** The volunteer's newest intention. */
  myIntention: Action<Nothing, { intention: IntentionView | null }>;
  /** One at a time. */
  submitIntention: Action<IntentionInput, { intentionId: string }>;
  /** While it waits for staff. `version` as it was read. */
  changeIntention: Action<IntentionInput & { intentionId: string; version: number }, { version: number }>;
  withdrawIntention: Action<{ intentionId: string }, { state: IntentionState }>;
  /** Accepting asks the resident's side to pair; declining needs a reason and gives it back to staff. */
  answerIntention: Action<
    { intentionId: string; accept: boolean; reason?: string },
    { state: IntentionState; pairingId: string | null }
  >;
  /** Staff: a village those for itself, the town all. */
  intentions: Action<
    { tab: 'submitted' | 'arranged' | 'done'; villageId?: string; cursor?: string | null },
    Paged<IntentionView>
  >;
  intention: Action<
    { intentionId: string },
    { intention: IntentionView; volunteer: IntentionVolunteer | null }
  >;
  /** Residents without enough volunteers: those whose need fits first, then the nearest, then those with fewest volunteers. */
  suggestions: Action<{ intentionId: string; q?: string }, { items: Suggestion[] }>;
  arrangeIntention: Action<
    { intentionId: string; version: number; residentId: string; note: string },
    { state: IntentionState }
  >;
  closeIntention: Action<{ intentionId: string; reason: string }, { state: IntentionState }>;
}
