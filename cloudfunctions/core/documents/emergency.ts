/** Calls for help. */
import type { FollowUpOutcome } from '../../../typings/api/emergency';
import type { Millis } from '../../../typings/domain';
import type { Sealed } from './people';

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
