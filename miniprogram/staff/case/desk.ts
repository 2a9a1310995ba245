/** The officers' side of a case in words: whose work it is, by when, what was noted, what can be taken back. */
import type { CaseDesk, StaffEntryKind } from '../../../typings/api/applications';
import type { CaseKind, Millis } from '../../../typings/domain';
import type { TimelineItem } from '../../components/types';
import { officerShort, rowView, type RowView } from '../../pages/shared/case-view';
import { caseActionLabel } from '../../shared/case-states';
import { friendlyDate, friendlyTime } from '../../shared/china-time';

export interface DeskView {
  number: string;
  overdue: boolean;
  /** '12月3日前办', '12月3日该办好，已超时'; '' when nothing is promised. */
  due: string;
  assignee: string;
  mine: boolean;
  mayTake: boolean;
  /** Somebody's office has to act: it can be handed on. */
  open: boolean;
  /** It is a colleague's; '' otherwise. */
  warning: string;
  log: TimelineItem[];
  undo: Millis | null;
  undoTitle: string;
  others: RowView[];
}

const ENTRIES: Record<StaffEntryKind, (to: string) => string> = {
  take: () => '领办',
  handOn: (to) => `转交给${to}`,
  release: () => '放回，等人来办',
  note: () => '备注',
  remind: (to) => `已提醒${to}：今天要办完`,
  escalate: (to) => `已提醒${to}：超时了`,
};

function logItem({ at, what, by, to, note }: CaseDesk['log'][number], now: number): TimelineItem {
  return {
    title: ENTRIES[what](to),
    time: friendlyTime(at, now),
    actor: by,
    note,
    state: what === 'escalate' ? 'bad' : 'done',
  };
}

export function deskOf(kind: CaseKind, desk: CaseDesk, now: number): DeskView {
  const { number, dueAt, overdue, assignee, mayTake, log, undo, others } = desk;
  const day = dueAt === null ? '' : friendlyDate(dueAt, now);
  const mine = assignee?.mine ?? false;
  return {
    number,
    overdue,
    due: day === '' ? '' : overdue ? `${day}该办好，已超时` : `${day}前办`,
    assignee: assignee ? (mine && !mayTake ? '由您办' : assignee.name) : '还没有人领办',
    mine,
    mayTake,
    open: mayTake || assignee !== null || dueAt !== null,
    warning: assignee && !mine ? `${officerShort(assignee.name)}已经领办` : '',
    log: log.map((entry) => logItem(entry, now)).reverse(),
    undo: undo?.until ?? null,
    undoTitle: undo ? `您刚办了「${caseActionLabel(kind, undo.action)}」` : '',
    others: others.map((row) => rowView(row, true, now)).map((row) => ({ ...row, title: row.title.trim() })),
  };
}

/** '4分05秒'; '' when the time is over or nothing can be taken back. */
export function leftWords(until: Millis | null, now: Millis): string {
  const seconds = until === null ? 0 : Math.floor((until - now) / 1000);
  if (seconds <= 0) return '';
  return `${Math.floor(seconds / 60)}分${String(seconds % 60).padStart(2, '0')}秒`;
}
