/**
 * The lives of records with few states, as tables: from, action, who, to. What is not in its table cannot happen. Records with more
 * to them have tables beside their rules (applications, pairings, services, intentions, donations, stories, orders).
 */
import type { EmergencyCallRow } from '../../../typings/api/emergency';
import type { ImportState } from '../../../typings/api/exchange';
import type { NoticeState } from '../../../typings/api/notices';
import type { Role } from '../../../typings/domain';
import type { PhotoCheckDoc } from '../documents/photo-check';
import type { FindingDoc } from '../documents/register';
import type { SignalDoc } from '../documents/signals';

interface States {
  verification: 'open' | 'approved' | 'refused';
  emergency: EmergencyCallRow['state'];
  finding: FindingDoc['state'];
  signal: SignalDoc['state'];
  picture: PhotoCheckDoc['state'];
  import: ImportState;
  notice: NoticeState;
}
interface Actions {
  /** Who bound, asked to be a guardian or a volunteer is known, or not. */
  verification: 'approve' | 'refuse';
  /** 'notReached': nobody answered, so that the call stays as it is. */
  emergency: 'take' | 'followUp' | 'notReached';
  finding: 'settle' | 'reopen';
  signal: 'settle' | 'reopen';
  picture: 'pass' | 'refuse';
  import: 'advance' | 'commit' | 'cancel' | 'undo';
  /** What staff decide, of stories too; what their authors do is in notices/rules/story-life. */
  notice: 'publish' | 'withdraw';
}
export type Life = keyof States;

export interface LifeStep<L extends Life> {
  from: States[L];
  action: Actions[L];
  who: readonly Role[];
  to: States[L];
}

const STAFF: readonly Role[] = ['villageStaff', 'townStaff'];

export const LIVES: { readonly [L in Life]: readonly LifeStep<L>[] } = {
  verification: [
    { from: 'open', action: 'approve', who: STAFF, to: 'approved' },
    { from: 'open', action: 'refuse', who: STAFF, to: 'refused' },
  ],
  emergency: [
    { from: 'open', action: 'take', who: STAFF, to: 'taken' },
    // Of the same officer once more; a second one is told who was first.
    { from: 'taken', action: 'take', who: STAFF, to: 'taken' },
    { from: 'open', action: 'notReached', who: STAFF, to: 'open' },
    { from: 'taken', action: 'notReached', who: STAFF, to: 'taken' },
    { from: 'open', action: 'followUp', who: STAFF, to: 'closed' },
    { from: 'taken', action: 'followUp', who: STAFF, to: 'closed' },
  ],
  finding: [
    { from: 'open', action: 'settle', who: STAFF, to: 'settled' },
    { from: 'settled', action: 'reopen', who: STAFF, to: 'open' },
  ],
  signal: [
    { from: 'open', action: 'settle', who: STAFF, to: 'settled' },
    { from: 'settled', action: 'reopen', who: STAFF, to: 'open' },
  ],
  picture: [
    { from: 'review', action: 'pass', who: STAFF, to: 'passed' },
    { from: 'review', action: 'refuse', who: STAFF, to: 'risky' },
  ],
  import: [
    // Chunk by chunk: the state that follows the last one.
    { from: 'checking', action: 'advance', who: STAFF, to: 'ready' },
    { from: 'checking', action: 'cancel', who: STAFF, to: 'cancelled' },
    { from: 'ready', action: 'commit', who: STAFF, to: 'importing' },
    { from: 'ready', action: 'cancel', who: STAFF, to: 'cancelled' },
    { from: 'importing', action: 'advance', who: STAFF, to: 'done' },
    { from: 'done', action: 'undo', who: STAFF, to: 'undoing' },
    { from: 'undoing', action: 'advance', who: STAFF, to: 'undone' },
  ],
  notice: [
    // What was returned is its author's to change. 'held' instead, as long as WeChat's check gives no answer.
    ...(['draft', 'submitted', 'held', 'withdrawn'] as const).map((from) => ({
      from,
      action: 'publish' as const,
      who: STAFF,
      to: 'published' as const,
    })),
    // A wrong one must be gone at once; a draft is put aside.
    ...(['draft', 'submitted', 'held', 'returned', 'published'] as const).map((from) => ({
      from,
      action: 'withdraw' as const,
      who: STAFF,
      to: 'withdrawn' as const,
    })),
  ],
};

/** Where `action` leads from `state`; null when the table of this kind of record has no such step. */
export function leadsTo<L extends Life>(life: L, state: States[L], action: Actions[L]): States[L] | null {
  return LIVES[life].find((one) => one.from === state && one.action === action)?.to ?? null;
}
