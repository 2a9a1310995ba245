/** Spreadsheets in and out, the three lists, cards on paper. */
import type { ActionName, Input, Output } from '../../../typings/api/index';
import { call } from '../../services/call';

type Action = ActionName<'exchange'>;

const query =
  <A extends Action>(action: A) =>
  (input: Input<'exchange', A>): Promise<Output<'exchange', A>> =>
    call('exchange', action, input);

const command =
  <A extends Action>(action: A) =>
  (input: Input<'exchange', A>, requestId: string): Promise<Output<'exchange', A>> =>
    call('exchange', action, input, { requestId });

export const template = query('template');
export const imports = query('imports');
export const importJob = query('importJob');
export const importRows = query('importRows');
export const startImport = command('startImport');
export const advance = command('advance');
export const commitImport = command('commitImport');
export const cancelImport = command('cancelImport');
export const undoImport = command('undoImport');

export const exportJobs = query('exports');
export const startExport = command('startExport');
export const advanceExport = command('advanceExport');
export const exportLink = query('exportLink');

export const list = query('list');
export const adjustLine = command('adjustLine');
export const saveLine = command('saveLine');
export const removeLine = command('removeLine');

export const cardSheet = command('cardSheet');
