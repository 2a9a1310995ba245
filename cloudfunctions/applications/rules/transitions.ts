/** The life of a device application as a table: from, action, who, to. What is not in it cannot happen. */
import type { DeviceAction, DeviceState, Role } from '../../../typings/domain';
import type { QueueTab } from '../../../typings/api/applications';

interface Transition {
  from: DeviceState;
  action: DeviceAction;
  who: readonly Role[];
  /** 'asked': back to where more was asked for. */
  to: DeviceState | 'asked';
}

const APPLICANT: readonly Role[] = ['resident', 'guardian'];
const VILLAGE: readonly Role[] = ['villageStaff'];
const TOWN: readonly Role[] = ['townStaff'];

export const TRANSITIONS: readonly Transition[] = [
  { from: 'submitted', action: 'check', who: VILLAGE, to: 'checked' },
  { from: 'submitted', action: 'return', who: VILLAGE, to: 'returned' },
  { from: 'submitted', action: 'reject', who: VILLAGE, to: 'rejected' },
  { from: 'checked', action: 'approve', who: TOWN, to: 'approved' },
  { from: 'checked', action: 'return', who: TOWN, to: 'returned' },
  { from: 'checked', action: 'reject', who: TOWN, to: 'rejected' },
  { from: 'returned', action: 'resubmit', who: APPLICANT, to: 'asked' },
  { from: 'approved', action: 'deliver', who: VILLAGE, to: 'delivered' },
  { from: 'delivered', action: 'confirmReceipt', who: APPLICANT, to: 'received' },
  { from: 'received', action: 'giveFeedback', who: APPLICANT, to: 'closed' },
  { from: 'submitted', action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
  { from: 'returned', action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
  { from: 'checked', action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
];

/** What `role` may do to an application in `state`. */
export function actionsFor(state: DeviceState, role: Role): DeviceAction[] {
  return TRANSITIONS.filter((row) => row.from === state && row.who.includes(role)).map((row) => row.action);
}

/** The states in which `role` can take `action`. */
export function startsFrom(action: DeviceAction, role: Role): DeviceState[] {
  return TRANSITIONS.filter((row) => row.action === action && row.who.includes(role)).map((row) => row.from);
}

/** Where `action` by `role` leads from `state`; null when the table has no such step. */
export function nextState(
  state: DeviceState,
  action: DeviceAction,
  role: Role,
  returnedFrom: DeviceState | null,
): DeviceState | null {
  const row = TRANSITIONS.find((t) => t.from === state && t.action === action && t.who.includes(role));
  if (!row) return null;
  return row.to === 'asked' ? returnedFrom : row.to;
}

/** The staff queue in which an application of this state lies. */
export const TAB_OF: Record<DeviceState, QueueTab> = {
  submitted: 'toCheck',
  checked: 'toApprove',
  approved: 'toDeliver',
  returned: 'waitingForResident',
  delivered: 'waitingForResident',
  received: 'waitingForResident',
  closed: 'done',
  rejected: 'done',
  withdrawn: 'done',
};

/** States in which the same thing cannot be applied for again. */
export function holdsSlot(state: DeviceState): boolean {
  return ['submitted', 'checked', 'approved', 'delivered', 'returned'].includes(state);
}
