/** The life of a service as a table: from, action, who, to. What is not in it cannot happen. */
import type { Role, ServiceFlag, ServiceState } from '../../../typings/domain';

/** 'system': the program itself, by a timer. */
export type ServiceRole = Role | 'system';
export type ServiceAction =
  | 'end'
  /** Ended at the cap, since nobody scanned. */
  | 'forget'
  | 'describe'
  | 'accept'
  | 'reject'
  | 'confirm'
  | 'dispute'
  | 'cancel'
  /** Nobody is left who could be asked: staff look instead. */
  | 'handBack'
  /** Nobody said anything after the last reminder: staff may decide; the resident's side still can. */
  | 'giveUp';

export interface ServiceStep {
  from: ServiceState;
  action: ServiceAction;
  who: readonly ServiceRole[];
  /** 'asking': the resident is asked, or staff when the resident has nobody with a phone. */
  to: ServiceState | 'asking';
}

const VOLUNTEER: readonly ServiceRole[] = ['volunteer'];
const ASKED: readonly ServiceRole[] = ['resident', 'guardian', 'assistant'];
const STAFF: readonly ServiceRole[] = ['villageStaff', 'townStaff'];
const SYSTEM: readonly ServiceRole[] = ['system'];

export const SERVICE_STEPS: readonly ServiceStep[] = [
  { from: 'running', action: 'end', who: VOLUNTEER, to: 'ended' },
  { from: 'running', action: 'forget', who: SYSTEM, to: 'ended' },
  { from: 'ended', action: 'describe', who: VOLUNTEER, to: 'asking' },
  { from: 'toCheck', action: 'accept', who: STAFF, to: 'asking' },
  { from: 'toCheck', action: 'reject', who: STAFF, to: 'rejected' },
  { from: 'toConfirm', action: 'confirm', who: ASKED, to: 'confirmed' },
  { from: 'toConfirm', action: 'dispute', who: ASKED, to: 'disputed' },
  { from: 'toConfirm', action: 'handBack', who: SYSTEM, to: 'toCheck' },
  { from: 'toConfirm', action: 'giveUp', who: SYSTEM, to: 'unanswered' },
  { from: 'unanswered', action: 'confirm', who: ASKED, to: 'confirmed' },
  { from: 'unanswered', action: 'dispute', who: ASKED, to: 'disputed' },
  { from: 'unanswered', action: 'accept', who: STAFF, to: 'confirmed' },
  { from: 'unanswered', action: 'reject', who: STAFF, to: 'rejected' },
  { from: 'confirmed', action: 'dispute', who: ASKED, to: 'disputed' },
  { from: 'disputed', action: 'accept', who: STAFF, to: 'confirmed' },
  { from: 'disputed', action: 'reject', who: STAFF, to: 'rejected' },
  ...(['running', 'ended', 'toCheck', 'toConfirm', 'unanswered'] as const).map((from): ServiceStep => {
    return { from, action: 'cancel', who: VOLUNTEER, to: 'cancelled' };
  }),
];

/** What there is to know for a step that asks the resident. */
export interface Asking {
  /** Somebody with a phone can be asked: the resident or a guardian. */
  askable: boolean;
  flags: readonly ServiceFlag[];
}

/**
 * Where 'asking' leads. After its description a service with a flag, or of a resident without a phone, goes to staff. What staff
 * accepted goes to the resident; where nobody can be asked, the word of staff counts.
 */
function asking(action: ServiceAction, { askable, flags }: Asking): ServiceState {
  if (action === 'describe') return askable && flags.length === 0 ? 'toConfirm' : 'toCheck';
  return askable ? 'toConfirm' : 'confirmed';
}

/** Where `action` by `role` leads from `state`; null when the table has no such step. */
export function nextServiceState(
  state: ServiceState,
  action: ServiceAction,
  role: ServiceRole,
  facts: Asking,
): ServiceState | null {
  const step = SERVICE_STEPS.find(
    (one) => one.from === state && one.action === action && one.who.includes(role),
  );
  if (!step) return null;
  return step.to === 'asking' ? asking(action, facts) : step.to;
}

/** Whether `role` may take `action` in `state`. */
export function canService(state: ServiceState, action: ServiceAction, role: ServiceRole): boolean {
  return SERVICE_STEPS.some((one) => one.from === state && one.action === action && one.who.includes(role));
}
