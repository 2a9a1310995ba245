/** An import in words: how far it is, what was found, what can be done next. */
import type {
  ImportOutcome,
  ImportRowKind,
  ImportRowView,
  ImportState,
  ImportView,
} from '../../../typings/api/exchange';
import type { Tone } from '../../components/types';
import { friendlyTime } from '../../shared/china-time';

export const RUNNING: readonly ImportState[] = ['checking', 'importing', 'undoing'];

const STATES: Record<ImportState, { text: string; tone: Tone }> = {
  checking: { text: '正在核对', tone: 'progress' },
  ready: { text: '等您确认', tone: 'warning' },
  importing: { text: '正在导入', tone: 'progress' },
  done: { text: '已导入', tone: 'success' },
  undoing: { text: '正在撤销', tone: 'progress' },
  undone: { text: '已撤销', tone: 'neutral' },
  cancelled: { text: '没有导入', tone: 'neutral' },
  expired: { text: '过期没有导入', tone: 'neutral' },
};

const WORK: Partial<Record<ImportState, string>> = {
  checking: '正在和名册核对',
  importing: '正在写进名册',
  undoing: '正在撤销',
};

const FOUND: readonly { key: ImportRowKind; label: string }[] = [
  { key: 'new', label: '新增' },
  { key: 'error', label: '有错误' },
  { key: 'update', label: '信息有变' },
  { key: 'probable', label: '可能重复' },
  { key: 'same', label: '已在名册' },
];

const DONE: readonly { key: ImportOutcome; label: string }[] = [
  { key: 'added', label: '已新增' },
  { key: 'updated', label: '已更新' },
  { key: 'skipped', label: '没有导入' },
  { key: 'late', label: '名册刚变过' },
  { key: 'undone', label: '已撤回' },
  { key: 'kept', label: '留着没撤' },
];

export interface ImportFace {
  jobId: string;
  title: string;
  note: string;
  state: ImportState;
  stateText: string;
  tone: Tone;
  running: boolean;
  /** 0 to 100. */
  percent: number;
  /** '正在和名册核对：第101到150人，共5000人'. */
  progress: string;
}

const CHUNK = 50;

/** One import for the list and for the head of its page. */
export function importFace(job: ImportView, now: number): ImportFace {
  const from = job.next * CHUNK + 1;
  const to = Math.min(job.rows, from + CHUNK - 1);
  const { text, tone } = STATES[job.state];
  return {
    jobId: job.jobId,
    title: job.fileName,
    note: `${job.rows}人，${job.by}，${friendlyTime(job.startedAt, now)}`,
    state: job.state,
    stateText: text,
    tone,
    running: RUNNING.includes(job.state),
    percent: Math.round((job.next / Math.max(1, job.chunks)) * 100),
    progress: WORK[job.state] ? `${WORK[job.state]}：第${from}到${to}人，共${job.rows}人` : '',
  };
}

/** How many people go into the register with these choices. */
export function goingIn(found: ImportView['found'], updates: boolean, probables: boolean): number {
  return found.new + (updates ? found.update : 0) + (probables ? found.probable : 0);
}

export interface RowFace {
  key: number;
  title: string;
  note: string;
  lines: { key: string; title: string; text: string; right: string }[];
}

/** One row of the sheet with what is to be said about it. */
export function rowFace(row: ImportRowView): RowFace {
  return {
    key: row.row,
    title: row.name === '' ? `第${row.row}行` : `第${row.row}行 ${row.name}`,
    note: [row.idNumberMasked, row.note].filter((text) => text !== '').join('，'),
    lines: [
      ...row.problems.map(({ cell, column, message, right }) => ({
        key: cell,
        title: `${cell} ${column}`,
        text: message,
        right: right === '' ? '' : `应该是：${right}`,
      })),
      ...row.changes.map(({ label, before, after }) => ({
        key: label,
        title: label,
        text: `现在：${before === '' ? '空' : before}`,
        right: `改成：${after}`,
      })),
    ],
  };
}

/** Sections of rows that have something in them, as tabs with counts. */
export function tabsOf(job: ImportView): { key: string; label: string; count: number }[] {
  const over = job.state === 'done' || job.state === 'undoing' || job.state === 'undone';
  const all = over
    ? [
        ...DONE.map(({ key, label }) => ({ key, label, count: job.done[key] })),
        { key: 'error', label: '有错误', count: job.found.error },
      ]
    : FOUND.map(({ key, label }) => ({ key, label, count: job.found[key] }));
  return all.filter(({ count }) => count > 0);
}
