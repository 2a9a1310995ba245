import { command, query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import { cardSheet } from './cards/link';
import { advanceExport, exportLink, exports, startExport } from './export/use-cases';
import { startImport } from './import/start';
import {
  advance,
  cancelImport,
  commitImport,
  importJob,
  importRows,
  imports,
  template,
  undoImport,
} from './import/use-cases';
import { adjustLine, list, removeLine, saveLine } from './lists/lists';
import { OFFICERS } from './office';
import * as schemas from './schemas';

/** Spreadsheets in and out, the three lists, cards on paper: who may do what. Who sees what is in office.ts. */
export const exchangeActions: ActionTable<'exchange'> = {
  template: query({ may: OFFICERS, input: nothing, handle: template }),
  startImport: command({ may: OFFICERS, input: schemas.startImportInput, handle: startImport }),
  imports: query({ may: OFFICERS, input: nothing, handle: imports }),
  importJob: query({ may: OFFICERS, input: schemas.jobInput, handle: importJob }),
  importRows: query({ may: OFFICERS, input: schemas.rowsInput, audited: () => true, handle: importRows }),
  advance: command({ may: OFFICERS, input: schemas.advanceInput, handle: advance }),
  commitImport: command({ may: OFFICERS, input: schemas.commitInput, handle: commitImport }),
  cancelImport: command({ may: OFFICERS, input: schemas.jobInput, handle: cancelImport }),
  undoImport: command({ may: OFFICERS, input: schemas.undoInput, handle: undoImport }),

  exports: query({ may: OFFICERS, input: nothing, handle: exports }),
  startExport: command({ may: OFFICERS, input: schemas.startExportInput, handle: startExport }),
  advanceExport: command({ may: OFFICERS, input: schemas.advanceInput, handle: advanceExport }),
  exportLink: query({ may: OFFICERS, input: schemas.jobInput, audited: () => true, handle: exportLink }),

  list: query({ may: OFFICERS, input: schemas.listInput, audited: () => true, handle: list }),
  adjustLine: command({ may: OFFICERS, input: schemas.adjustInput, handle: adjustLine }),
  saveLine: command({ may: OFFICERS, input: schemas.lineInput, handle: saveLine }),
  removeLine: command({ may: OFFICERS, input: schemas.removeLineInput, handle: removeLine }),

  cardSheet: command({ may: OFFICERS, input: schemas.cardSheetInput, handle: cardSheet }),
};
