/** What happens to the officers' side of a case when it moves: whose work it is, when somebody is reminded, its number. */
import { queuesOf } from '../../miniprogram/shared/waiting';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { tabOf } from '../../miniprogram/shared/case-states';
import type { CalendarDate, CaseState, Millis } from '../../typings/domain';
import type { ApplicationDoc, UserDoc } from './collections';
import { hash } from './crypto';
import type { Assignee, CaseWork, Desk, OfficerRole } from './documents/casework';

const DAY = 24 * 60 * 60 * 1000;

/** Where a case stands, as far as it says whose turn it is. */
type Standing = Pick<ApplicationDoc, 'kind' | 'tab' | 'assisted'>;

/**
 * Whether it is this office's turn. What an officer filed for a resident may also be decided by the town when the town does not
 * approve its kind anyway: a village may have one officer only, and nobody decides on what they filed.
 */
export function worksOn(role: OfficerRole, { kind, tab, assisted }: Standing): boolean {
  const queues = queuesOf(role, kind);
  if (queues.some((one) => one === tab)) return true;
  return role === 'townStaff' && assisted && tab === 'toCheck' && !queues.includes('toApprove');
}

/** Whether a case of this office's stays in hand: the office acts on it, or it waits for the applicant's answer. */
export function staysWith(role: OfficerRole, standing: Standing): boolean {
  return standing.tab === 'waiting' || worksOn(role, standing);
}

function keptAssignee(application: ApplicationDoc, to: CaseState, villageId: string): Assignee | null {
  const { assignee, kind, assisted } = application;
  if (!assignee) return null;
  if (assignee.role === 'villageStaff' && villageId !== application.villageId) return null;
  return staysWith(assignee.role, { kind, assisted, tab: tabOf(kind, to) }) ? assignee : null;
}

/** Officers are reminded from the beginning of the day on which the step is promised. `dueAt` is the end of that day. */
function firstNudge(dueAt: Millis | null): Millis | null {
  return dueAt === null ? null : dueAt - DAY;
}

type Work = Pick<CaseWork, 'assignee' | 'assigneeId' | 'nudges' | 'nudgeAt' | 'undo' | 'tellAt'>;

/** The officers' side of a case after a step to `to`; a promise that stays the same does not remind anew. */
export function workAfter(
  application: ApplicationDoc,
  to: CaseState,
  { dueAt, villageId }: Pick<ApplicationDoc, 'dueAt' | 'villageId'>,
): Work {
  const assignee = keptAssignee(application, to, villageId);
  const same = dueAt !== null && dueAt === application.dueAt;
  return {
    assignee,
    assigneeId: assignee?.staffId ?? null,
    nudges: same ? (application.nudges ?? 0) : 0,
    nudgeAt: same ? (application.nudgeAt ?? null) : firstNudge(dueAt),
    undo: null,
    tellAt: null,
  };
}

/** The officers' side of a case that was filed just now. */
export function newWork(id: string, now: Millis, dueAt: Millis | null): CaseWork {
  return {
    number: caseNumber({ _id: id, createdAt: now }),
    assigneeId: null,
    assignee: null,
    staffLog: [],
    nudges: 0,
    nudgeAt: firstNudge(dueAt),
    undo: null,
    tellAt: null,
  };
}

/** Without characters that look or sound alike. */
const NUMBER_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * The number of a case, made of its day and its id: '261127-K7QP'. Two of one day may, once in a million pairs, have the same
 * one; whoever searches then finds both.
 */
export function caseNumber({ _id, createdAt }: { _id: string; createdAt: Millis }): string {
  const digest = hash(_id);
  const letters = [0, 2, 4, 6].map((at) =>
    NUMBER_ALPHABET.charAt(parseInt(digest.slice(at, at + 2), 16) % NUMBER_ALPHABET.length),
  );
  return `${chinaDate(createdAt).slice(2).replaceAll('-', '')}-${letters.join('')}`;
}

/** The desk of an officer who has never used it. */
export function deskOf(user: UserDoc | null): Desk {
  return user?.desk ?? { seenAt: null, arrived: {}, leave: null, standIns: [] };
}

/** Whose work shows among one's own today: one's own, and that of colleagues on leave. */
export function ownIds(user: UserDoc | null, staffId: string, on: CalendarDate): string[] {
  return [staffId, ...activeStandIns(user, on).map((one) => one.staffId)];
}

/** The colleagues whom one stands in for today. */
export function activeStandIns(user: UserDoc | null, on: CalendarDate): Desk['standIns'] {
  return deskOf(user).standIns.filter(({ from, to }) => from <= on && on <= to);
}

/** Who stands in for a user today; null: the user is there. */
export function substituteOf(
  user: UserDoc | null,
  on: CalendarDate,
): { openid: string; name: string } | null {
  const { leave } = deskOf(user);
  return leave && leave.from <= on && on <= leave.to ? leave.substitute : null;
}
