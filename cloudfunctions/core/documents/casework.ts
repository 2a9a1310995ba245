/**
 * What applications and users carry for the work of officers. All of it may be missing: records made before it existed mean
 * the same as nobody assigned, nothing noted, never looked.
 */
import type { CalendarDate, CaseAction, CaseKind, CaseState, CaseTab, Millis } from '../../../typings/domain';
import type { StaffEntryKind } from '../../../typings/api/applications';
import type { ApplicationDoc } from '../collections';
import type { DueDays, DueMove, OlderDays } from '../pure/due-days';

export type OfficerRole = 'villageStaff' | 'townStaff';

/** The officer whose work a case is. */
export interface Assignee {
  staffId: string;
  openid: string;
  /** '谢家路村残协 专职委员 陈某'. */
  name: string;
  role: OfficerRole;
  at: Millis;
}

/** One line of what officers did among themselves: residents do not read it. */
export interface StaffEntry {
  at: Millis;
  what: StaffEntryKind;
  by: string;
  openid: string;
  /** Who was handed it, or was reminded. */
  to?: string;
  note?: string;
}

/** What a step changed, kept for the minutes in which its officer may take it back. */
export interface UndoableStep {
  openid: string;
  action: CaseAction;
  until: Millis;
  /** The line that it added to the village's feed. */
  feedId: string | null;
  before: Pick<
    ApplicationDoc,
    'state' | 'returnedFrom' | 'dueAt' | 'facts' | 'reminded' | 'assignee' | 'nudges' | 'nudgeAt'
  >;
}

export interface CaseWork {
  /** What people read out and search for: '261127-K7QP'. */
  number: string;
  /** The same as assignee.staffId: part of the indexes. */
  assigneeId: string | null;
  assignee: Assignee | null;
  staffLog: StaffEntry[];
  /** How often officers were told that this step is due: 0 not yet, 1 on the day, 2 the next in line. */
  nudges: number;
  /** When the next of these is due; null: none. Part of an index. */
  nudgeAt: Millis | null;
  undo: UndoableStep | null;
  /** When the applicant is told of the step that can still be taken back; null: nothing is held. Part of an index. */
  tellAt: Millis | null;
}

/** An officer who is away, and who stands in. Days inclusive, China time. */
export interface Leave {
  from: CalendarDate;
  to: CalendarDate;
  substitute: { staffId: string; openid: string; name: string };
}

/** The other side of a leave: whose work shows among one's own. */
export interface StandIn {
  staffId: string;
  openid: string;
  name: string;
  from: CalendarDate;
  to: CalendarDate;
}

/** What belongs to an officer's own desk; ends with the duty. */
export interface Desk {
  /** When the officer last said to have seen what is new, and how much of everything had come in by then. */
  seenAt: Millis | null;
  arrived: Record<string, number>;
  leave: Leave | null;
  standIns: StandIn[];
}

/** Open steps of a village by the day on which they are promised, so that what is overdue is known without reading them. */
export type DueFigures = Partial<Record<CaseKind, Partial<Record<CaseTab, DueDays | OlderDays>>>>;
/** Steps that came or went since then. */
export type DueMoves = Partial<Record<CaseKind, Partial<Record<CaseTab, DueMove[]>>>>;

/** What an application counts as in the figures of its village. */
export interface Counted {
  kind: CaseKind;
  state: CaseState;
  tab: CaseTab;
  dueAt: Millis | null;
  /** The officer whose work it is; null or left out: nobody's. */
  assigneeId?: string | null;
}
