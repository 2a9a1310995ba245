/** The life of each kind of application as a table: from, action, who, to. What is not in it cannot happen. */
import type { CaseAction, CaseKind, CaseState, Role } from '../../../typings/domain';

/** 'system': the program itself, by a timer. */
export type StepRole = Role | 'system';

export interface Transition {
  from: CaseState;
  action: CaseAction;
  who: readonly StepRole[];
  /** 'asked': back to where more was asked for. */
  to: CaseState | 'asked';
  /**
   * Only for what an officer filed for a resident. Who filed does not decide (see DECIDING), and a village may have one officer
   * only: the town decides then.
   */
  assistedOnly?: true;
}

const APPLICANT: readonly StepRole[] = ['resident', 'guardian', 'assistant'];
const VILLAGE: readonly StepRole[] = ['villageStaff'];
const TOWN: readonly StepRole[] = ['townStaff'];
const STAFF: readonly StepRole[] = ['villageStaff', 'townStaff'];
const VOLUNTEER: readonly StepRole[] = ['volunteer'];
const SYSTEM: readonly StepRole[] = ['system'];

/** Asking for more and taking back, before anything is decided. */
function beforeDecision(states: readonly (readonly [CaseState, readonly StepRole[]])[]): Transition[] {
  return [
    ...states.flatMap(([from, who]): Transition[] => [
      { from, action: 'return', who, to: 'returned' },
      { from, action: 'reject', who, to: 'rejected' },
      { from, action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
    ]),
    { from: 'returned', action: 'resubmit', who: APPLICANT, to: 'asked' },
    { from: 'returned', action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
  ];
}

/** Steps by which something is granted or refused: never by the officer who filed it for the resident. */
export const DECIDING: Record<CaseKind, readonly CaseAction[]> = {
  // The town approves devices and renovations; the village's check of them may be made, marked, by who filed.
  device: ['approve', 'reject'],
  renovation: ['approve', 'reject'],
  repair: ['take', 'reject'],
  employment: ['check', 'reject'],
  wish: ['publish', 'reject'],
};

/** The first step of a kind that the town does not approve, taken by the town for what an officer filed. */
function byTownIfAssisted(action: CaseAction, to: CaseState): Transition[] {
  return [
    { from: 'submitted', action, who: TOWN, to, assistedOnly: true },
    { from: 'submitted', action: 'return', who: TOWN, to: 'returned', assistedOnly: true },
    { from: 'submitted', action: 'reject', who: TOWN, to: 'rejected', assistedOnly: true },
  ];
}

const DEVICE: readonly Transition[] = [
  { from: 'submitted', action: 'check', who: VILLAGE, to: 'checked' },
  { from: 'checked', action: 'approve', who: TOWN, to: 'approved' },
  { from: 'approved', action: 'deliver', who: VILLAGE, to: 'delivered' },
  { from: 'delivered', action: 'confirmReceipt', who: APPLICANT, to: 'received' },
  { from: 'delivered', action: 'dispute', who: APPLICANT, to: 'approved' },
  { from: 'received', action: 'giveFeedback', who: APPLICANT, to: 'closed' },
  ...beforeDecision([
    ['submitted', VILLAGE],
    ['checked', TOWN],
  ]),
];

const REPAIR: readonly Transition[] = [
  { from: 'submitted', action: 'take', who: VILLAGE, to: 'underWay' },
  { from: 'underWay', action: 'finishRepair', who: VILLAGE, to: 'repaired' },
  { from: 'repaired', action: 'giveFeedback', who: APPLICANT, to: 'closed' },
  { from: 'repaired', action: 'dispute', who: APPLICANT, to: 'underWay' },
  ...byTownIfAssisted('take', 'underWay'),
  ...beforeDecision([['submitted', VILLAGE]]),
];

const EMPLOYMENT: readonly Transition[] = [
  { from: 'submitted', action: 'check', who: VILLAGE, to: 'checked' },
  { from: 'checked', action: 'followUp', who: STAFF, to: 'checked' },
  { from: 'checked', action: 'place', who: STAFF, to: 'placed' },
  { from: 'checked', action: 'closeUnplaced', who: STAFF, to: 'notPlaced' },
  { from: 'checked', action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
  // Staff keep asking after somebody has begun to work; a lost place opens the search again.
  { from: 'placed', action: 'followUp', who: STAFF, to: 'placed' },
  { from: 'placed', action: 'reopen', who: STAFF, to: 'checked' },
  { from: 'placed', action: 'giveFeedback', who: APPLICANT, to: 'placed' },
  { from: 'notPlaced', action: 'giveFeedback', who: APPLICANT, to: 'notPlaced' },
  ...byTownIfAssisted('check', 'checked'),
  ...beforeDecision([['submitted', VILLAGE]]),
];

const RENOVATION: readonly Transition[] = [
  { from: 'submitted', action: 'survey', who: VILLAGE, to: 'surveyed' },
  { from: 'surveyed', action: 'approve', who: TOWN, to: 'approved' },
  { from: 'approved', action: 'startBuilding', who: VILLAGE, to: 'building' },
  { from: 'building', action: 'startBuilding', who: VILLAGE, to: 'building' },
  { from: 'building', action: 'finishBuilding', who: VILLAGE, to: 'built' },
  { from: 'built', action: 'acceptWork', who: APPLICANT, to: 'received' },
  { from: 'built', action: 'dispute', who: APPLICANT, to: 'building' },
  { from: 'received', action: 'giveFeedback', who: APPLICANT, to: 'closed' },
  ...beforeDecision([
    ['submitted', VILLAGE],
    ['surveyed', TOWN],
  ]),
];

const WISH: readonly Transition[] = [
  { from: 'submitted', action: 'publish', who: VILLAGE, to: 'published' },
  { from: 'published', action: 'claim', who: VOLUNTEER, to: 'claimed' },
  { from: 'published', action: 'expire', who: SYSTEM, to: 'expired' },
  { from: 'published', action: 'reject', who: VILLAGE, to: 'rejected' },
  { from: 'published', action: 'withdraw', who: APPLICANT, to: 'withdrawn' },
  { from: 'claimed', action: 'release', who: ['volunteer', 'villageStaff', 'system'], to: 'published' },
  { from: 'claimed', action: 'deliver', who: VOLUNTEER, to: 'delivered' },
  { from: 'delivered', action: 'confirmReceipt', who: APPLICANT, to: 'received' },
  { from: 'delivered', action: 'dispute', who: APPLICANT, to: 'claimed' },
  { from: 'received', action: 'giveFeedback', who: APPLICANT, to: 'closed' },
  ...byTownIfAssisted('publish', 'published'),
  ...beforeDecision([['submitted', VILLAGE]]),
];

export const TABLES: Record<CaseKind, readonly Transition[]> = {
  device: DEVICE,
  repair: REPAIR,
  employment: EMPLOYMENT,
  renovation: RENOVATION,
  wish: WISH,
};

function applies(row: Transition, assisted: boolean): boolean {
  return assisted || row.assistedOnly !== true;
}

/** What `role` may do to an application of this kind in `state`. */
export function actionsFor(kind: CaseKind, state: CaseState, role: StepRole, assisted = false): CaseAction[] {
  return TABLES[kind]
    .filter((row) => row.from === state && row.who.includes(role) && applies(row, assisted))
    .map((row) => row.action);
}

/** The states in which `role` can take `action`. */
export function startsFrom(
  kind: CaseKind,
  action: CaseAction,
  role: StepRole,
  assisted = false,
): CaseState[] {
  return TABLES[kind]
    .filter((row) => row.action === action && row.who.includes(role) && applies(row, assisted))
    .map((row) => row.from);
}

/** Where `action` by `role` leads from `state`; null when the table has no such step. */
export function nextState(
  kind: CaseKind,
  state: CaseState,
  action: CaseAction,
  role: StepRole,
  returnedFrom: CaseState | null,
  assisted = false,
): CaseState | null {
  const row = TABLES[kind].find(
    (t) => t.from === state && t.action === action && t.who.includes(role) && applies(t, assisted),
  );
  if (!row) return null;
  return row.to === 'asked' ? returnedFrom : row.to;
}
