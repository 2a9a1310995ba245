/** The life of a pairing as a table: from, action, who, to. What is not in it cannot happen. */
import type { PairingState, Role } from '../../../typings/domain';

export type PairingAction = 'accept' | 'decline' | 'cancel' | 'end';

export interface PairingStep {
  from: PairingState;
  action: PairingAction;
  who: readonly Role[];
  to: PairingState;
}

/** Village staff answer only for residents who have no phone and no guardian: see `answersFor` in the use cases. */
const ANSWERING: readonly Role[] = ['resident', 'guardian', 'assistant', 'villageStaff'];

export const PAIRING_STEPS: readonly PairingStep[] = [
  { from: 'asked', action: 'accept', who: ANSWERING, to: 'active' },
  { from: 'asked', action: 'decline', who: ANSWERING, to: 'declined' },
  { from: 'asked', action: 'cancel', who: ['volunteer', 'villageStaff', 'townStaff'], to: 'cancelled' },
  {
    from: 'active',
    action: 'end',
    who: ['resident', 'guardian', 'assistant', 'volunteer', 'villageStaff', 'townStaff'],
    to: 'ended',
  },
];

/** Where `action` by `role` leads from `state`; null when the table has no such step. */
export function nextPairingState(
  state: PairingState,
  action: PairingAction,
  role: Role,
): PairingState | null {
  const step = PAIRING_STEPS.find(
    (one) => one.from === state && one.action === action && one.who.includes(role),
  );
  return step?.to ?? null;
}

/** What the one button to end it does for `role`: what was only asked for is declined or taken back. */
export function endingAction(state: PairingState, role: Role): PairingAction | null {
  const endings: PairingAction[] = ['cancel', 'decline', 'end'];
  return endings.find((action) => nextPairingState(state, action, role) !== null) ?? null;
}
