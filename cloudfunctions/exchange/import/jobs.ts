/** The record of an import and its sealed rows, chunk by chunk. */
import type { ImportOutcome, ImportRowKind, ImportView } from '../../../typings/api/exchange';
import type { ImportChunkDoc, ImportedRow, ImportJobDoc } from '../../core/documents/exchange';
import { seal, unseal } from '../../core/crypto';
import type { Reader, Tx } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { officeOf, type OfficerActor } from '../office';

/** Rows of one transaction: about 150 documents. */
export const CHUNK_ROWS = 50;
export const MAX_IMPORT_ROWS = 5000;
const DAY = 86_400_000;
/** Days for which rows are kept: to go on with an import, and to undo it afterwards. */
const KEPT_DAYS = 7;
export const kept = (now: number): number => now + KEPT_DAYS * DAY;

export const NOTHING_FOUND: Record<ImportRowKind, number> = {
  new: 0,
  error: 0,
  probable: 0,
  update: 0,
  same: 0,
};
export const NOTHING_DONE: Record<ImportOutcome, number> = {
  added: 0,
  updated: 0,
  skipped: 0,
  late: 0,
  undone: 0,
  kept: 0,
};

type Counts = ImportJobDoc['inChunk'][number];

export function importView(job: ImportJobDoc): ImportView {
  const { fileName, state, by, startedAt, rows, chunks, next, found, done, unknownColumns, until } = job;
  return {
    jobId: job._id,
    fileName,
    state,
    by: by.name,
    startedAt,
    rows,
    chunks,
    next,
    found,
    done,
    unknownColumns,
    until,
  };
}

/** The job, if it is of the officer's office; to others it does not exist. */
export async function jobOf(
  from: Pick<Reader, 'get'>,
  actor: OfficerActor,
  jobId: string,
): Promise<ImportJobDoc> {
  const job = must(await from.get('importJobs', jobId));
  if (job.officeId !== officeOf(actor)) throw new AppError('NOT_FOUND');
  return job;
}

const chunkId = (jobId: string, number: number): string => `${jobId}:${String(number).padStart(4, '0')}`;

export function chunkDoc(jobId: string, number: number, rows: readonly ImportedRow[]): ImportChunkDoc {
  return { _id: chunkId(jobId, number), jobId, sealed: seal(JSON.stringify(rows)) };
}

export async function rowsOf(
  from: Pick<Reader, 'get'>,
  jobId: string,
  number: number,
): Promise<ImportedRow[]> {
  const chunk = must(await from.get('importChunks', chunkId(jobId, number)), 'FILE_GONE');
  return JSON.parse(unseal(chunk.sealed)) as ImportedRow[];
}

export async function removeRows(tx: Tx, { _id, chunks }: ImportJobDoc): Promise<void> {
  for (let number = 0; number < chunks; number += 1) await tx.remove('importChunks', chunkId(_id, number));
}

export function countRows(rows: readonly ImportedRow[]): Counts {
  const counts: Counts = {};
  for (const { kind, outcome } of rows) {
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (outcome !== null) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** The job with what is now in each chunk, added up. */
export function withCounts(job: ImportJobDoc, inChunk: readonly Counts[]): ImportJobDoc {
  const sum = (key: ImportRowKind | ImportOutcome): number =>
    inChunk.reduce((total, counts) => total + (counts[key] ?? 0), 0);
  const summed = <K extends ImportRowKind | ImportOutcome>(keys: Record<K, number>): Record<K, number> =>
    Object.fromEntries((Object.keys(keys) as K[]).map((key) => [key, sum(key)])) as Record<K, number>;
  return { ...job, inChunk: [...inChunk], found: summed(NOTHING_FOUND), done: summed(NOTHING_DONE) };
}

/** Writes a chunk and the job, which goes on to the next one; after the last it is `after`. */
export async function stepOn(
  tx: Tx,
  job: ImportJobDoc,
  rows: readonly ImportedRow[],
  after: ImportJobDoc['state'],
  now: number,
): Promise<ImportJobDoc> {
  await tx.put('importChunks', chunkDoc(job._id, job.next, rows));
  const counted = withCounts(
    job,
    job.inChunk.map((counts, number) => (number === job.next ? countRows(rows) : counts)),
  );
  const last = job.next + 1 === job.chunks;
  const stepped: ImportJobDoc = {
    ...counted,
    next: last ? 0 : job.next + 1,
    state: last ? after : job.state,
    until: kept(now),
    removeAt: kept(now),
    version: job.version + 1,
  };
  await tx.put('importJobs', stepped);
  return stepped;
}
