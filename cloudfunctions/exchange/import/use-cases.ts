/** An import from its preview to the register and back; long work goes on chunk by chunk, whoever asks for the next one. */
import type { Input, Output } from '../../../typings/api';
import type { ImportRowView } from '../../../typings/api/exchange';
import { maskIdNumber } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import type { ImportedRow, ImportJobDoc } from '../../core/documents/exchange';
import { AppError, must } from '../../core/errors';
import { PAGE_SIZE } from '../../core/paging';
import { leadsTo } from '../../core/pure/lives';
import { villageName, villageNamesNow } from '../../core/villages';
import { officeOf, type OfficerActor } from '../office';
import { COLUMNS } from '../rules/columns';
import { cellAddress } from '../workbook/address';
import { checkRows } from './check';
import { commitRows } from './commit';
import { importView, jobOf, kept, removeRows, rowsOf, stepOn } from './jobs';
import { undoRows } from './undo';

type Ctx = CommandContext<OfficerActor>;
/** Imports of an office that are shown. */
const SHOWN = 20;
/** Chunks read for one page of rows. */
const CHUNKS_PER_PAGE = 10;

export async function template(ctx: CallContext<OfficerActor>): Promise<Output<'exchange', 'template'>> {
  const { templateFile } = await import('../template');
  const { actor } = ctx;
  const names =
    actor.role === 'villageStaff'
      ? [await villageName(ctx.reader, actor.villageId)]
      : [...(await villageNamesNow(ctx.reader)).values()];
  return { name: '残疾人名册导入模板.xlsx', base64: templateFile(names).toString('base64') };
}

export async function imports(ctx: CallContext<OfficerActor>): Promise<Output<'exchange', 'imports'>> {
  const jobs = await ctx.reader.find('importJobs', {
    where: { officeId: officeOf(ctx.actor) },
    orderBy: [['_id', 'desc']],
    limit: SHOWN,
  });
  return { jobs: jobs.map(importView) };
}

export async function importJob(
  ctx: CallContext<OfficerActor>,
  { jobId }: Input<'exchange', 'importJob'>,
): Promise<Output<'exchange', 'importJob'>> {
  return { job: importView(await jobOf(ctx.reader, ctx.actor, jobId)) };
}

function rowView(row: ImportedRow): ImportRowView {
  return {
    row: row.row,
    name: row.line.name,
    idNumberMasked: row.line.idNumber === '' ? '' : maskIdNumber(row.line.idNumber),
    kind: row.kind,
    problems: row.problems.map(({ field, message, right }) => ({
      cell: cellAddress(row.columns[field] ?? 0, row.row),
      column: COLUMNS[field].label,
      message,
      right,
    })),
    changes: row.changes,
    note: row.note,
    outcome: row.outcome,
  };
}

/** Rows of one sort. `cursor` is '<chunk>:<row>' of the last one shown. The read is logged. */
export async function importRows(
  ctx: CallContext<OfficerActor>,
  { jobId, show, cursor }: Input<'exchange', 'importRows'>,
): Promise<Output<'exchange', 'importRows'>> {
  const job = await jobOf(ctx.reader, ctx.actor, jobId);
  ctx.about({ target: jobId });
  if (job.removeAt === null) throw new AppError('FILE_GONE', { message: '这次导入的明细已经到期删除' });
  const [fromChunk = 0, fromRow = 0] = (cursor ?? '').split(':').map(Number);
  const items: ImportRowView[] = [];
  let read = 0;
  for (const [number, counts] of job.inChunk.entries()) {
    if (number < fromChunk || (counts[show] ?? 0) === 0) continue;
    if (read === CHUNKS_PER_PAGE) return { items, next: `${number}:0` };
    read += 1;
    for (const row of await rowsOf(ctx.reader, jobId, number)) {
      if ((row.kind !== show && row.outcome !== show) || (number === fromChunk && row.row <= fromRow))
        continue;
      if (items.length === PAGE_SIZE) return { items, next: `${number}:${items.at(-1)?.row ?? 0}` };
      items.push(rowView(row));
    }
  }
  return { items, next: null };
}

/** Writes the job on and tells how it stands. */
async function save(ctx: Ctx, job: ImportJobDoc): Promise<{ job: Output<'exchange', 'advance'>['job'] }> {
  const saved = { ...job, version: job.version + 1 };
  await ctx.tx.put('importJobs', saved);
  return { job: importView(saved) };
}

export async function advance(
  ctx: Ctx,
  { jobId, next }: Input<'exchange', 'advance'>,
): Promise<Output<'exchange', 'advance'>> {
  const job = await jobOf(ctx.tx, ctx.actor, jobId);
  ctx.about({ target: jobId });
  const then = leadsTo('import', job.state, 'advance');
  // Done already, by this phone before its line broke or by a colleague: the phone goes on from where the job is.
  if (then === null || next !== job.next) return { job: importView(job) };
  const rows = await rowsOf(ctx.tx, jobId, job.next);
  const now = ctx.clock.now();
  if (job.state === 'checking') {
    return { job: importView(await stepOn(ctx.tx, job, await checkRows(ctx, rows), then, now)) };
  }
  if (job.state === 'importing') {
    return { job: importView(await stepOn(ctx.tx, job, await commitRows(ctx, job, rows), then, now)) };
  }
  return { job: importView(await stepOn(ctx.tx, job, await undoRows(ctx, rows), then, now)) };
}

/** From the preview into the register: all rows, or the good ones when one says how many are left out. */
export async function commitImport(
  ctx: Ctx,
  { jobId, leaveOut, updates, probables }: Input<'exchange', 'commitImport'>,
): Promise<Output<'exchange', 'commitImport'>> {
  const job = await jobOf(ctx.tx, ctx.actor, jobId);
  ctx.about({ target: jobId });
  const state = must(leadsTo('import', job.state, 'commit'), 'STATE_CHANGED');
  if (leaveOut !== job.found.error) throw new AppError('STATE_CHANGED');
  const adding = job.found.new + (probables === 'add' ? job.found.probable : 0);
  if (adding + (updates === 'update' ? job.found.update : 0) === 0) {
    throw new AppError('BAD_INPUT', { message: '没有可以导入的人：都有错误，或者都已在名册里' });
  }
  const until = kept(ctx.clock.now());
  return save(ctx, {
    ...job,
    state,
    next: 0,
    choice: { updates, probables },
    until,
    removeAt: until,
  });
}

/** Gives up an import of which nothing is in the register yet; its rows are removed at once. */
export async function cancelImport(
  ctx: Ctx,
  { jobId }: Input<'exchange', 'cancelImport'>,
): Promise<Output<'exchange', 'cancelImport'>> {
  const job = await jobOf(ctx.tx, ctx.actor, jobId);
  ctx.about({ target: jobId });
  const state = must(leadsTo('import', job.state, 'cancel'), 'STATE_CHANGED');
  await removeRows(ctx.tx, job);
  return save(ctx, { ...job, state, removeAt: null });
}

/** Begins to take an import back. */
export async function undoImport(
  ctx: Ctx,
  { jobId, reason }: Input<'exchange', 'undoImport'>,
): Promise<Output<'exchange', 'undoImport'>> {
  const job = await jobOf(ctx.tx, ctx.actor, jobId);
  ctx.about({ target: jobId, reason });
  const state = must(leadsTo('import', job.state, 'undo'), 'STATE_CHANGED');
  if (job.removeAt === null || job.removeAt < ctx.clock.now()) {
    throw new AppError('FILE_GONE', { message: '过了可以撤销的时间。请一个一个在「查残障朋友」里改' });
  }
  return save(ctx, { ...job, state, next: 0 });
}
