/** Spreadsheets in and out, the three lists, cards on paper. */
import type {
  CalendarDate,
  CaseKind,
  CaseTab,
  DisabilityCategory,
  DisabilityLevel,
  Millis,
  ServiceState,
} from '../domain';
import type { Action, Nothing, Paged } from '../wire';
import type { DonationState } from './donations';
import type { OrderState } from './points';

/* ---- import ---- */

/** The columns of a register as it is imported. */
export type ImportField =
  | 'name'
  | 'sex'
  | 'idNumber'
  | 'certificateNumber'
  | 'category'
  | 'level'
  | 'village'
  | 'address'
  | 'phone'
  | 'income'
  | 'incomeFrom'
  | 'incomeTo';

/** checking, importing and undoing go on chunk by chunk with `advance`. */
export type ImportState =
  | 'checking'
  | 'ready'
  | 'importing'
  | 'done'
  | 'undoing'
  | 'undone'
  | 'cancelled'
  | 'expired';

/** What becomes of a row: `same` is in the register just so already; `probable` may be somebody who is. */
export type ImportRowKind = 'new' | 'error' | 'probable' | 'update' | 'same';

/** What became of a row. skipped: left out by choice. late: the register changed after the preview. kept: not undone. */
export type ImportOutcome = 'added' | 'updated' | 'skipped' | 'late' | 'undone' | 'kept';

export interface ImportView {
  jobId: string;
  fileName: string;
  state: ImportState;
  by: string;
  startedAt: Millis;
  /** Rows with a person in them. */
  rows: number;
  chunks: number;
  /** The chunk that comes next: handed to `advance`. */
  next: number;
  found: Record<ImportRowKind, number>;
  done: Record<ImportOutcome, number>;
  /** Columns of the file that mean nothing here, as their headings say. */
  unknownColumns: string[];
  /** Rows are kept until then, and with them the preview and the undo. */
  until: Millis;
}

export interface CellProblem {
  /** As Excel names the cell: C17. */
  cell: string;
  column: string;
  message: string;
  /** What would be right; empty when only the papers can say. */
  right: string;
}

export interface FactChange {
  label: string;
  before: string;
  after: string;
}

export interface ImportRowView {
  /** As Excel counts. */
  row: number;
  name: string;
  idNumberMasked: string;
  kind: ImportRowKind;
  problems: CellProblem[];
  changes: FactChange[];
  /** Probable duplicates: who it may be; outcomes: why. */
  note: string;
  outcome: ImportOutcome | null;
}

/* ---- export ---- */

export type ListKind = 'needs' | 'resources' | 'projects';

export type ExportWhat =
  | {
      kind: 'residents';
      villageId?: string;
      category?: DisabilityCategory;
      level?: DisabilityLevel;
      income?: 'dibao' | 'dibian' | 'none' | 'unknown';
      /** Without any volunteer. */
      unpaired?: boolean;
    }
  | { kind: 'volunteers'; villageId?: string; state?: 'toVerify' | 'verified' }
  | { kind: 'applications'; villageId?: string; caseKind: CaseKind; tab: CaseTab }
  | { kind: 'services'; villageId?: string; month: string; state?: ServiceState }
  | { kind: 'orders'; villageId?: string; state: OrderState }
  | { kind: 'donations'; villageId?: string; directed: boolean; state: DonationState }
  | { kind: 'list'; villageId?: string; list: ListKind; month: string | null };

export interface ExportView {
  jobId: string;
  title: string;
  state: 'making' | 'ready' | 'gone';
  by: string;
  startedAt: Millis;
  /** Full numbers instead of masked ones. */
  full: boolean;
  reason: string;
  /** Lines read so far. */
  lines: number;
  /** The part that comes next: handed to `advanceExport`. */
  next: number;
  fileName: string;
  /** The file is removed then. */
  until: Millis;
}

/* ---- lists ---- */

export interface ListSection {
  key: string;
  label: string;
  count: number;
}

export interface ListLine {
  /** Names the record, or the line that staff added. */
  key: string;
  what: string;
  who: string;
  /** Responsible. */
  responsible: string;
  /** By when, or since when. */
  when: string;
  state: string;
  late: boolean;
  hidden: boolean;
  note: string;
  /** Written by staff, not from a record. */
  added: boolean;
  /** Of the adjustment; 0 when there is none. */
  version: number;
}

export interface ListPage extends Paged<ListLine> {
  villageName: string;
  sections: ListSection[];
  section: string;
}

/* ---- cards ---- */

export interface CardSheetLink {
  /** Opens once, in the browser of the office computer. */
  url: string;
  /** Typed by hand where a link cannot be copied, on the page of `typeUrl`. */
  code: string;
  typeUrl: string;
  expiresAt: Millis;
  count: number;
}

interface Chosen {
  list: ListKind;
  villageId?: string;
}

export interface ExchangeApi {
  /** An empty form with headings, explanations and an example, as base64. */
  template: Action<Nothing, { name: string; base64: string }>;
  /** Reads an uploaded workbook; its rows are then checked against the register with `advance`. */
  startImport: Action<{ fileID: string; fileName: string }, { job: ImportView }>;
  /** Imports of the office, newest first. */
  imports: Action<Nothing, { jobs: ImportView[] }>;
  importJob: Action<{ jobId: string }, { job: ImportView }>;
  importRows: Action<
    { jobId: string; show: ImportRowKind | ImportOutcome; cursor?: string | null },
    Paged<ImportRowView>
  >;
  /** Does chunk `next` of what the job is at; a chunk that is done already changes nothing. */
  advance: Action<{ jobId: string; next: number }, { job: ImportView }>;
  /** `leaveOut` is the number of rows with errors that are left out, as it was read. */
  commitImport: Action<
    { jobId: string; leaveOut: number; updates: 'update' | 'skip'; probables: 'add' | 'skip' },
    { job: ImportView }
  >;
  cancelImport: Action<{ jobId: string }, { job: ImportView }>;
  undoImport: Action<{ jobId: string; reason: string }, { job: ImportView }>;

  exports: Action<Nothing, { jobs: ExportView[] }>;
  startExport: Action<{ what: ExportWhat; full: boolean; reason: string }, { job: ExportView }>;
  /** Reads part `next`; the last one makes the file. */
  advanceExport: Action<{ jobId: string; next: number }, { job: ExportView }>;
  /** A link to the file for ten minutes; written down. */
  exportLink: Action<{ jobId: string }, { url: string; fileName: string }>;

  /** One section of a list: with `month` what began in it, without what is there now. */
  list: Action<
    Chosen & { month: string | null; section?: string; hidden?: boolean; cursor?: string | null },
    ListPage
  >;
  /** Hides a line or writes beside it; stays with the record. */
  adjustLine: Action<
    Chosen & { section: string; key: string; hidden: boolean; note: string; version: number },
    { version: number }
  >;
  /** Adds a line of one's own, or changes one. */
  saveLine: Action<
    Chosen & {
      lineId?: string;
      month: string;
      section: string;
      what: string;
      who: string;
      responsible: string;
      by: CalendarDate | null;
      note: string;
      version: number;
    },
    { lineId: string; version: number }
  >;
  removeLine: Action<{ lineId: string; version: number }, { removed: true }>;

  /** A link to a page with the cards of these residents, all of whom have a code. At most 200. */
  cardSheet: Action<{ residentIds: string[] }, CardSheetLink>;
}
