/** Imports on their way, as a phone drives them. */
import type {
  ExportView,
  ExportWhat,
  ImportRowKind,
  ImportOutcome,
  ImportRowView,
  ImportView,
} from '../../../typings/api/exchange';
import { readWorkbook } from '../../../cloudfunctions/exchange/workbook/read';
import { upload } from './case';
import type { TestServer } from './server';

export { sheetOf, sheetPerson, type SheetPerson } from './sheets';

export async function begin(server: TestServer, openid: string, file: Buffer): Promise<ImportView> {
  const fileID = await upload(server, openid, file, 'xlsx');
  return (await server.client.ok(openid, 'exchange', 'startImport', { fileID, fileName: '名册.xlsx' })).job;
}

/** Goes on until nothing is under way; gives the job as it is then. */
export async function drive(
  server: TestServer,
  openid: string,
  jobId: string,
  chunks = Infinity,
): Promise<ImportView> {
  let { job } = await server.client.ok(openid, 'exchange', 'importJob', { jobId });
  for (let i = 0; i < chunks && ['checking', 'importing', 'undoing'].includes(job.state); i += 1) {
    ({ job } = await server.client.ok(openid, 'exchange', 'advance', { jobId, next: job.next }));
  }
  return job;
}

export async function previewed(server: TestServer, openid: string, file: Buffer): Promise<ImportView> {
  return drive(server, openid, (await begin(server, openid, file)).jobId);
}

export async function committed(
  server: TestServer,
  openid: string,
  file: Buffer,
  choice = {},
): Promise<ImportView> {
  const { jobId, found } = await previewed(server, openid, file);
  await server.client.ok(openid, 'exchange', 'commitImport', {
    jobId,
    leaveOut: found.error,
    updates: 'update',
    probables: 'skip',
    ...choice,
  });
  return drive(server, openid, jobId);
}

/** All rows of one sort. */
export async function allRows(
  server: TestServer,
  openid: string,
  jobId: string,
  show: ImportRowKind | ImportOutcome,
): Promise<ImportRowView[]> {
  const rows: ImportRowView[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: ImportRowView[]; next: string | null } = await server.client.ok(
      openid,
      'exchange',
      'importRows',
      { jobId, show, cursor },
    );
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

/** Exports and reads the file back: titles, headings, lines. */
export async function exported(
  server: TestServer,
  openid: string,
  what: ExportWhat,
  { full = false, reason = '核对名册' } = {},
): Promise<{ job: ExportView; cells: string[][]; file: Buffer }> {
  let { job } = await server.client.ok(openid, 'exchange', 'startExport', { what, full, reason });
  while (job.state === 'making') {
    ({ job } = await server.client.ok(openid, 'exchange', 'advanceExport', {
      jobId: job.jobId,
      next: job.next,
    }));
  }
  const { url } = await server.client.ok(openid, 'exchange', 'exportLink', { jobId: job.jobId });
  const file = Buffer.from(await (await fetch(url)).arrayBuffer());
  return {
    job,
    file,
    cells: readWorkbook(file).rows.map(({ cells }) => [...cells.values()].map(({ text }) => text)),
  };
}
