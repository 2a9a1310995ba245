/** An uploaded workbook becomes an import: its rows read and checked one by one, sealed, and nothing of the file kept. */
import type { Input, Output } from '../../../typings/api';
import { normaliseDocument } from '../../../miniprogram/shared/id-number';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ImportedRow, ImportJobDoc } from '../../core/documents/exchange';
import { must } from '../../core/errors';
import { downloadFile, removeFile } from '../../core/files';
import { villageNamesNow } from '../../core/villages';
import { officeOf, type OfficerActor } from '../office';
import { COLUMNS, ENOUGH_HEADINGS, EXAMPLE_ID, FIELDS, readHeadings, type Headings } from '../rules/columns';
import type { SheetRow } from '../workbook/read';
import { refuse } from '../workbook/refusal';
import { plainVillage, readLine, type ReadLine, type Villages } from './cells';
import {
  CHUNK_ROWS,
  chunkDoc,
  countRows,
  importView,
  kept,
  MAX_IMPORT_ROWS,
  NOTHING_DONE,
  NOTHING_FOUND,
  withCounts,
} from './jobs';

const INCOMING = /^cloud:\/\/[^/]+\/incoming\/[\w-]{16,64}\.\w{1,5}$/;
/** Above the table there may be a title and explanations. */
const HEADINGS_WITHIN = 15;

function findHeadings(rows: readonly SheetRow[], needsVillage: boolean): { at: number; headings: Headings } {
  const at = rows
    .slice(0, HEADINGS_WITHIN)
    .findIndex(({ cells }) => Object.keys(readHeadings(cells).columns).length >= ENOUGH_HEADINGS);
  const row = rows[at];
  if (!row) return refuse('没有找到表头（有姓名、身份证号的那一行）。请下载模板，照模板的表头填');
  const headings = readHeadings(row.cells);
  const missing = FIELDS.filter(
    (field) =>
      (COLUMNS[field].required || (field === 'village' && needsVillage)) &&
      headings.columns[field] === undefined,
  ).map((field) => COLUMNS[field].label);
  if (missing.length > 0) refuse(`表里没有这些列：${missing.join('、')}。请照模板补上再导入`);
  return { at, headings };
}

function asRow(number: number, { columns }: Headings, { line, problems }: ReadLine): ImportedRow {
  return {
    row: number,
    columns,
    line,
    problems,
    kind: problems.length > 0 ? 'error' : 'new',
    changes: [],
    note: '',
    outcome: null,
    resident: null,
    before: null,
  };
}

/** Reads the people of a sheet; within the sheet the second of two with one ID number is wrong, of two namesakes doubtful. */
function readPeople(
  sheet: readonly SheetRow[],
  villages: Villages,
  on: string,
): { rows: ImportedRow[]; headings: Headings } {
  const { at, headings } = findHeadings(sheet, villages.own === null);
  const rows: ImportedRow[] = [];
  const byNumber = new Map<string, number>();
  const byPerson = new Map<string, number>();
  for (const { number, cells } of sheet.slice(at + 1)) {
    const filled = Object.values(headings.columns).some((column) => cells.has(column));
    if (!filled) continue;
    const read = readLine(cells, headings.columns, villages, on);
    const id = normaliseDocument(read.line.idNumber);
    if (id === EXAMPLE_ID) continue;
    const earlier = id === '' ? undefined : byNumber.get(id);
    if (earlier !== undefined && !read.problems.some(({ field }) => field === 'idNumber')) {
      read.problems.push({
        field: 'idNumber',
        message: `和第${earlier}行是同一个身份证号`,
        right: '一个人只留一行',
      });
    } else if (id !== '') byNumber.set(id, number);
    const row = asRow(number, headings, read);
    if (row.kind === 'new' && read.facts) {
      const person = `${read.facts.name}|${read.facts.birthDate}`;
      const namesake = byPerson.get(person);
      if (namesake === undefined) byPerson.set(person, number);
      else Object.assign(row, { kind: 'probable', note: `和第${namesake}行同名同生日，身份证号不同` });
    }
    rows.push(row);
  }
  if (rows.length === 0) refuse('表头下面没有人。请填好再导入');
  if (rows.length > MAX_IMPORT_ROWS) {
    refuse(`表里有${rows.length}人，一次最多导入${MAX_IMPORT_ROWS}人。请分成几个文件，一个一个导入`);
  }
  return { rows, headings };
}

async function villagesFor(ctx: CommandContext<OfficerActor>): Promise<Villages> {
  const names = [...(await villageNamesNow(ctx.reader))];
  const own = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : null;
  return {
    // All names, so that a neighbouring village is told from a name that does not exist.
    byName: new Map(names.map(([id, name]) => [plainVillage(name), id])),
    own,
    names: names.filter(([id]) => own === null || id === own).map(([, name]) => name),
  };
}

function withoutIncoming(fileName: string): string {
  return fileName.replace(/[\\/:*?"<>|]/g, ' ').slice(0, 60);
}

/** Takes an upload in. Refused with FILE_REFUSED and words; the upload is removed in any case. */
export async function startImport(
  ctx: CommandContext<OfficerActor>,
  { fileID, fileName }: Input<'exchange', 'startImport'>,
): Promise<Output<'exchange', 'startImport'>> {
  const file = must(INCOMING.test(fileID) ? await downloadFile(fileID) : null, 'FILE_NOT_FOUND');
  const now = ctx.clock.now();
  let people: ReturnType<typeof readPeople>;
  try {
    // Loaded when it is needed: the other actions start without it.
    const { readWorkbook } = await import('../workbook/read');
    people = readPeople(readWorkbook(file).rows, await villagesFor(ctx), today(ctx.clock));
  } catch (error) {
    await removeFile(fileID).catch(() => undefined);
    throw error;
  }
  const { rows, headings } = people;
  const chunks = Math.ceil(rows.length / CHUNK_ROWS);
  const job: ImportJobDoc = {
    _id: ctx.ids.record(now),
    officeId: officeOf(ctx.actor),
    by: { openid: ctx.actor.openid, name: ctx.actor.name },
    fileName: withoutIncoming(fileName),
    state: 'checking',
    rows: rows.length,
    chunks,
    next: 0,
    found: NOTHING_FOUND,
    done: NOTHING_DONE,
    inChunk: [],
    unknownColumns: headings.unknown,
    choice: null,
    startedAt: now,
    until: kept(now),
    removeAt: kept(now),
    version: 1,
  };
  ctx.about({ target: job._id, ...(job.officeId === 'town' ? {} : { villageId: job.officeId }) });
  const inChunk: ImportJobDoc['inChunk'] = [];
  for (let number = 0; number < chunks; number += 1) {
    const part = rows.slice(number * CHUNK_ROWS, (number + 1) * CHUNK_ROWS);
    inChunk.push(countRows(part));
    await ctx.tx.put('importChunks', chunkDoc(job._id, number, part));
  }
  const counted = withCounts(job, inChunk);
  await ctx.tx.put('importJobs', counted);
  ctx.after(() => removeFile(fileID));
  return { job: importView(counted) };
}
