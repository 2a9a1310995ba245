/** The life of an intention as a table: from, action, who, to. What is not in it cannot happen. */
import type { IntentionState } from '../../../typings/api/intentions';
import type { Role } from '../../../typings/domain';

export type IntentionAction = 'change' | 'withdraw' | 'arrange' | 'accept' | 'decline' | 'close';

export interface IntentionStep {
  from: IntentionState;
  action: IntentionAction;
  who: readonly Role[];
  to: IntentionState;
}

const VOLUNTEER: readonly Role[] = ['volunteer'];
const STAFF: readonly Role[] = ['villageStaff', 'townStaff'];

export const INTENTION_STEPS: readonly IntentionStep[] = [
  { from: 'submitted', action: 'change', who: VOLUNTEER, to: 'submitted' },
  { from: 'submitted', action: 'withdraw', who: VOLUNTEER, to: 'withdrawn' },
  { from: 'submitted', action: 'arrange', who: STAFF, to: 'arranged' },
  { from: 'submitted', action: 'close', who: STAFF, to: 'closed' },
  // Somebody else is named before the volunteer has answered.
  { from: 'arranged', action: 'arrange', who: STAFF, to: 'arranged' },
  { from: 'arranged', action: 'accept', who: VOLUNTEER, to: 'accepted' },
  // Back to staff, who name somebody else.
  { from: 'arranged', action: 'decline', who: VOLUNTEER, to: 'submitted' },
  { from: 'arranged', action: 'withdraw', who: VOLUNTEER, to: 'withdrawn' },
  { from: 'arranged', action: 'close', who: STAFF, to: 'closed' },
];

/** Where `action` by `role` leads from `state`; null when the table has no such step. */
export function nextIntentionState(
  state: IntentionState,
  action: IntentionAction,
  role: Role,
): IntentionState | null {
  const step = INTENTION_STEPS.find(
    (one) => one.from === state && one.action === action && one.who.includes(role),
  );
  return step?.to ?? null;
}
