/** An export: read part by part, made into one watermarked file, had for half an hour by links of ten minutes. */
import type { Input, Output } from '../../../typings/api';
import type { ExportView } from '../../../typings/api/exchange';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { CallContext, CommandContext } from '../../core/actions';
import { seal, unseal } from '../../core/crypto';
import type { Reader, Tx } from '../../core/database';
import type { ExportJobDoc } from '../../core/documents/exchange';
import { AppError, must } from '../../core/errors';
import { temporaryLinks, uploadFile } from '../../core/files';
import { officeOf, type OfficerActor } from '../office';
import type { Value } from '../workbook/write';
import { sourceOf, stampOf, type Source } from './sources';

type Ctx = CommandContext<OfficerActor>;

const MINUTE = 60_000;
/** Minutes for which a file can be had. */
const FILE_MINUTES = 30;
/** An export that nobody goes on with. */
const ABANDONED_MINUTES = 24 * 60;
const SHOWN = 20;

function exportView(job: ExportJobDoc): ExportView {
  const { title, state, by, startedAt, full, reason, lines, next, fileName, until } = job;
  return { jobId: job._id, title, state, by: by.name, startedAt, full, reason, lines, next, fileName, until };
}

/** The export, if this officer began it: what one officer had a reason for is not another's to take. */
async function exportOf(
  from: Pick<Reader, 'get'>,
  actor: OfficerActor,
  jobId: string,
): Promise<ExportJobDoc> {
  const job = must(await from.get('exportJobs', jobId));
  if (job.officeId !== officeOf(actor) || job.by.openid !== actor.openid) throw new AppError('NOT_FOUND');
  return job;
}

const partId = (jobId: string, number: number): string => `${jobId}:${String(number).padStart(4, '0')}`;

export async function removeParts(tx: Tx, { _id, next }: ExportJobDoc): Promise<void> {
  for (let number = 0; number < next; number += 1) await tx.remove('exportParts', partId(_id, number));
}

/** Exports of the office, newest first: who took what out, and why. */
export async function exports(ctx: CallContext<OfficerActor>): Promise<Output<'exchange', 'exports'>> {
  const jobs = await ctx.reader.find('exportJobs', {
    where: { officeId: officeOf(ctx.actor) },
    orderBy: [['_id', 'desc']],
    limit: SHOWN,
  });
  return { jobs: jobs.map(exportView) };
}

export async function startExport(
  ctx: Ctx,
  { what, full, reason }: Input<'exchange', 'startExport'>,
): Promise<Output<'exchange', 'startExport'>> {
  if (full && ctx.actor.role === 'villageStaff') {
    throw new AppError('FORBIDDEN', { message: '完整的证件号和电话只能由镇残联导出；村里请导出隐去号码的' });
  }
  const { title } = await sourceOf(ctx, what, full);
  const now = ctx.clock.now();
  const _id = ctx.ids.record(now);
  const villageId = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : what.villageId;
  ctx.about({
    target: `${_id}:${what.kind}${full ? ':full' : ''}`,
    reason,
    ...(villageId ? { villageId } : {}),
  });
  const until = now + ABANDONED_MINUTES * MINUTE;
  const job: ExportJobDoc = {
    _id,
    officeId: officeOf(ctx.actor),
    by: { openid: ctx.actor.openid, name: ctx.actor.name },
    title,
    what,
    full,
    reason,
    state: 'making',
    lines: 0,
    next: 0,
    cursor: null,
    fileName: `${title.replace(/[·（]/g, '_').replace(/）/g, '')}_${chinaDate(now).replaceAll('-', '')}.xlsx`,
    fileID: null,
    startedAt: now,
    until,
    removeAt: until,
    version: 1,
  };
  await ctx.tx.put('exportJobs', job);
  return { job: exportView(job) };
}

/** The file, with who took it out, when and what for on every page. */
async function makeFile(
  ctx: Ctx,
  job: ExportJobDoc,
  source: Source,
  rows: readonly Value[][],
): Promise<Buffer> {
  const { writeWorkbook } = await import('../workbook/write');
  const at = stampOf(job.startedAt);
  const who = `${ctx.actor.orgName} ${ctx.actor.name}`;
  const numbers = job.full ? '含完整证件号和电话' : '证件号、电话、门牌已隐去';
  const stamp = `导出人：${who}　时间：${at}　用途：${job.reason}`;
  return writeWorkbook([
    {
      name: '导出',
      title: source.title,
      lines: [stamp, `共${rows.length}行，${numbers}`],
      footLines: [stamp, '内部资料，含个人信息：只用于上面写的用途，用完删除，不得转发。'],
      columns: source.columns,
      rows,
      watermark: `${who} ${at} ${job.reason}`.slice(0, 60),
    },
  ]);
}

async function partsOf(tx: Tx, job: ExportJobDoc): Promise<Value[][]> {
  const rows: Value[][] = [];
  for (let number = 0; number < job.next; number += 1) {
    const part = must(await tx.get('exportParts', partId(job._id, number)), 'FILE_GONE');
    rows.push(...(JSON.parse(unseal(part.sealed)) as Value[][]));
  }
  return rows;
}

export async function advanceExport(
  ctx: Ctx,
  { jobId, next }: Input<'exchange', 'advanceExport'>,
): Promise<Output<'exchange', 'advanceExport'>> {
  const job = await exportOf(ctx.tx, ctx.actor, jobId);
  ctx.about({ target: jobId, reason: job.reason });
  // Read already, before the line broke: the phone goes on from where the job is.
  if (job.state !== 'making' || next !== job.next) return { job: exportView(job) };
  const source = await sourceOf(ctx, job.what, job.full);
  const part = await source.read(job.cursor);
  const grown = { ...job, lines: job.lines + part.lines.length, version: job.version + 1 };
  if (part.next !== null) {
    await ctx.tx.put('exportParts', {
      _id: partId(jobId, job.next),
      jobId,
      sealed: seal(JSON.stringify(part.lines)),
    });
    const going: ExportJobDoc = { ...grown, next: job.next + 1, cursor: part.next };
    await ctx.tx.put('exportJobs', going);
    return { job: exportView(going) };
  }
  const file = await makeFile(ctx, job, source, [...(await partsOf(ctx.tx, job)), ...part.lines]);
  const fileID = await uploadFile(`exports/${jobId}.xlsx`, file);
  await removeParts(ctx.tx, job);
  const until = ctx.clock.now() + FILE_MINUTES * MINUTE;
  const ready: ExportJobDoc = { ...grown, state: 'ready', fileID, until, removeAt: until };
  await ctx.tx.put('exportJobs', ready);
  return { job: exportView(ready) };
}

export async function exportLink(
  ctx: CallContext<OfficerActor>,
  { jobId }: Input<'exchange', 'exportLink'>,
): Promise<Output<'exchange', 'exportLink'>> {
  const job = await exportOf(ctx.reader, ctx.actor, jobId);
  ctx.about({ target: jobId, reason: job.reason });
  if (job.state !== 'ready' || job.fileID === null || job.until < ctx.clock.now())
    throw new AppError('FILE_GONE');
  const url = (await temporaryLinks([job.fileID])).get(job.fileID);
  return { url: must(url, 'FILE_GONE'), fileName: job.fileName };
}
