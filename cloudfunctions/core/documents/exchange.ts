/** What spreadsheets, lists and card sheets leave in the database. */
import type {
  ExportWhat,
  ImportField,
  ImportOutcome,
  ImportRowKind,
  ImportState,
  ListKind,
} from '../../../typings/api/exchange';
import type { CalendarDate, LowIncomePeriod, Millis } from '../../../typings/domain';
import type { Sealed } from '../collections';

interface By {
  openid: string;
  name: string;
}

/** One uploaded workbook on its way into the register. */
export interface ImportJobDoc {
  _id: string;
  /** The village, or the town's office: whose officers see it. */
  officeId: string;
  by: By;
  fileName: string;
  state: ImportState;
  rows: number;
  chunks: number;
  next: number;
  found: Record<ImportRowKind, number>;
  done: Record<ImportOutcome, number>;
  /** For each chunk, what is in it: lists of rows read only the chunks that have some. */
  inChunk: Partial<Record<ImportRowKind | ImportOutcome, number>>[];
  unknownColumns: string[];
  choice: { updates: 'update' | 'skip'; probables: 'add' | 'skip' } | null;
  startedAt: Millis;
  until: Millis;
  /** When its rows are removed; null once they are. */
  removeAt: Millis | null;
  version: number;
}

/** Fifty rows of an import, sealed. `_id` is '<jobId>:<number>'. */
export interface ImportChunkDoc {
  _id: string;
  jobId: string;
  /** JSON of ImportedRow[]. */
  sealed: Sealed;
}

/** A row as it is kept in a chunk. Nothing of it is readable in the database. */
export interface ImportedRow {
  row: number;
  columns: Partial<Record<ImportField, number>>;
  line: {
    name: string;
    idNumber: string;
    certificateNumber: string;
    villageId: string;
    phone: string;
    address: string;
    /** undefined: the file says nothing about it. */
    lowIncome?: LowIncomePeriod[] | null;
  };
  problems: { field: ImportField; message: string; right: string }[];
  kind: ImportRowKind;
  changes: { label: string; before: string; after: string }[];
  note: string;
  outcome: ImportOutcome | null;
  /**
   * The person of the register that it is about, with the version that was looked at or written, and the facts that an import replaces
   * as they were then: visits and applications since change the version, but none of these.
   */
  resident: { id: string; version: number; facts?: string } | null;
  /** What an update replaced, for the undo. */
  before: ReplacedFacts | null;
}

/** The facts of a resident that an import may replace. */
export interface ReplacedFacts {
  name: string;
  certificateNumber: string;
  phone: string;
  address: string;
  lowIncome: LowIncomePeriod[] | null;
}

export interface ExportJobDoc {
  _id: string;
  officeId: string;
  by: By;
  title: string;
  what: ExportWhat;
  full: boolean;
  reason: string;
  state: 'making' | 'ready' | 'gone';
  lines: number;
  next: number;
  /** Where the next part begins. */
  cursor: string | null;
  fileName: string;
  fileID: string | null;
  startedAt: Millis;
  until: Millis;
  removeAt: Millis | null;
  version: number;
}

/** Lines of an export until its file is made, sealed. `_id` is '<jobId>:<number>'. */
export interface ExportPartDoc {
  _id: string;
  jobId: string;
  sealed: Sealed;
}

/** What staff changed in a list: a record of its own, so that it stays whatever becomes of the records. */
export interface ListLineDoc {
  _id: string;
  list: ListKind;
  villageId: string;
  section: string;
  /** A record's line that is hidden or annotated; null: a line that staff added. */
  key: string | null;
  hidden: boolean;
  note: string;
  /** Of an added line. */
  own: {
    month: string;
    what: string;
    who: string;
    responsible: string;
    by: CalendarDate | null;
  } | null;
  changedBy: By;
  version: number;
  changedAt: Millis;
}

/** A page of cards that can be opened once. `_id` is the hash of the link's token. */
export interface CardSheetDoc {
  _id: string;
  /** HMAC of the code that is typed by hand. */
  codeHash: string;
  villageId: string | null;
  by: By;
  residentIds: string[];
  expiresAt: Millis;
  openedAt: Millis | null;
  createdAt: Millis;
}

export interface ExchangeCollections {
  importJobs: ImportJobDoc;
  importChunks: ImportChunkDoc;
  exportJobs: ExportJobDoc;
  exportParts: ExportPartDoc;
  listLines: ListLineDoc;
  cardSheets: CardSheetDoc;
}
