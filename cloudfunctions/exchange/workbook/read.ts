/**
 * The first visible sheet of a workbook (ECMA-376, SpreadsheetML) as values. Formulas are never looked at, only the value
 * that was last worked out for them; styles only as far as they make a number a date.
 */
import { refuse } from './refusal';
import { readXml } from './xml';
import { ZipReader } from './zip';

/** Bytes of a workbook as it is uploaded. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** Rows with something in them, and columns, that are read at most. */
const MAX_ROWS = 6000;
const MAX_COLUMNS = 100;
/** Characters of one cell that are kept. */
const MAX_TEXT = 1000;

export interface Cell {
  text: string;
  /** number: typed as a number. An error such as #REF! has no value. */
  kind: 'text' | 'number' | 'date' | 'error';
}

export interface SheetRow {
  /** As Excel counts, from 1. */
  number: number;
  /** By column, from 0. Empty cells are missing. */
  cells: Map<number, Cell>;
}

const SAVE_AS = '请在电脑上用Excel或WPS打开它，选「另存为」，类型选「Excel工作簿（xlsx）」，再导入';

/** What a file is, by its first bytes; what is no .xlsx is refused with what to do. */
function mustBeZip(file: Buffer): void {
  if (file.length > MAX_FILE_BYTES) refuse('文件太大（超过5MB）。请只留名单那一张表，或分成几个文件再导入');
  if (file.length === 0) refuse(`文件是空的。${SAVE_AS}`);
  if (file.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return;
  if (file.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) {
    refuse(`这是旧的xls文件，或者加了密码。${SAVE_AS}；有密码的请先去掉密码`);
  }
  if (/^\s*(<!doctype|<html|<\?xml|<table)/i.test(file.toString('latin1', 0, 200))) {
    refuse(`这个文件其实是网页，不是表格。${SAVE_AS}`);
  }
  if (!file.subarray(0, 4000).includes(0))
    refuse(`这是文本或CSV文件，里面的证件号和汉字可能已经走样。${SAVE_AS}`);
  refuse(`这个文件不是xlsx表格。${SAVE_AS}`);
}

function mustBePlainWorkbook(zip: ZipReader): void {
  const names = zip.names();
  if (names.some((name) => /vbaProject|macrosheets|activeX/i.test(name))) {
    refuse(`这个表格带有宏，为了安全不能导入。${SAVE_AS}`);
  }
  if (!names.includes('xl/workbook.xml')) refuse(`这个文件不是xlsx表格。${SAVE_AS}`);
  const types = zip.read('[Content_Types].xml')?.toString('utf8') ?? '';
  if (/macroEnabled/i.test(types)) refuse(`这个表格带有宏，为了安全不能导入。${SAVE_AS}`);
}

function need(zip: ZipReader, name: string): Buffer {
  return zip.read(name) ?? refuse(`表格里缺少内容，可能已损坏。${SAVE_AS}`);
}

/** Path of the first sheet that is not hidden, and whether days are counted from 1904. */
function firstSheet(zip: ZipReader): { path: string; name: string; from1904: boolean } {
  let from1904 = false;
  const sheets: { name: string; id: string }[] = [];
  readXml(need(zip, 'xl/workbook.xml'), {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes().date1904 ?? '');
      if (name !== 'sheet') return;
      const { id = '', name: label = '', state = 'visible' } = attributes();
      if (state === 'visible') sheets.push({ name: label, id });
    },
  });
  const [sheet] = sheets;
  if (!sheet) return refuse(`表格里没有能看见的工作表。${SAVE_AS}`);
  let target = '';
  readXml(need(zip, 'xl/_rels/workbook.xml.rels'), {
    open: ({ name, attributes }) => {
      if (name === 'Relationship' && attributes().Id === sheet.id) target = attributes().Target ?? '';
    },
  });
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  return { path, name: sheet.name, from1904 };
}

function sharedStrings(zip: ZipReader): string[] {
  const file = zip.read('xl/sharedStrings.xml');
  const strings: string[] = [];
  if (!file) return strings;
  let current: string | null = null;
  let phonetic = 0;
  let inText = false;
  readXml(file, {
    open: ({ name }) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic += 1;
      if (name === 't') inText = phonetic === 0;
    },
    text: (text) => {
      if (inText && current !== null && current.length < MAX_TEXT) current += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name !== 'si') return;
      strings.push(current ?? '');
      current = null;
    },
  });
  return strings;
}

/** Number formats 14-17, 22 and the Chinese ones are dates without saying so (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATE = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

function isDateFormat(code: string): boolean {
  return /[yd年月日]/i.test(
    code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, (quoted) => (/[年月日]/.test(quoted) ? '年' : '')),
  );
}

/** For each cell style whether it shows a date. */
function dateStyles(zip: ZipReader): boolean[] {
  const file = zip.read('xl/styles.xml');
  const styles: boolean[] = [];
  if (!file) return styles;
  const custom = new Map<number, boolean>();
  let inCellFormats = false;
  readXml(file, {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') {
        const { numFmtId, formatCode = '' } = attributes();
        custom.set(Number(numFmtId), isDateFormat(formatCode));
      }
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        const id = Number(attributes().numFmtId ?? 0);
        styles.push(custom.get(id) ?? BUILT_IN_DATE(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

const DAY = 86_400_000;

/** A day number of Excel as 'YYYY-MM-DD'; it believes that 29 February 1900 existed. */
export function excelDate(serial: number, from1904 = false): string | null {
  const whole = Math.floor(serial);
  if (!(whole > (from1904 ? -1 : 60)) || whole > 2_958_465) return null;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(epoch + whole * DAY).toISOString().slice(0, 10);
}

/** A number as people would type it: '3.30281195001011E+17' -> '330281195001011000'. */
export function plainNumber(raw: string): string {
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return /e/i.test(raw) ? String(value) : raw.trim();
}

/** 'C' -> 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Excel writes characters that XML lacks as _x000D_. */
const unescaped = (text: string): string =>
  text.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

interface RawCell {
  column: number;
  type: string;
  style: number;
  value: string;
}

function cellOf(
  { type, style, value }: RawCell,
  strings: string[],
  dates: boolean[],
  from1904: boolean,
): Cell | null {
  const text = (raw: string): Cell | null => {
    const clean = unescaped(raw).slice(0, MAX_TEXT).trim();
    return clean === '' ? null : { text: clean, kind: 'text' };
  };
  if (type === 's') return text(strings[Number(value)] ?? '');
  if (type === 'str' || type === 'inlineStr') return text(value);
  if (value === '') return null;
  if (type === 'e') return { text: value, kind: 'error' };
  if (type === 'b') return { text: value === '1' ? '是' : '否', kind: 'text' };
  if (type === 'd') return { text: value.slice(0, 10), kind: 'date' };
  const date = dates[style] ? excelDate(Number(value), from1904) : null;
  return date === null ? { text: plainNumber(value), kind: 'number' } : { text: date, kind: 'date' };
}

/** Reads the first visible sheet; rows without content are left out. Refuses with FILE_REFUSED and words. */
export function readWorkbook(file: Buffer): { sheet: string; rows: SheetRow[] } {
  mustBeZip(file);
  const zip = new ZipReader(file);
  mustBePlainWorkbook(zip);
  const { path, name: sheet, from1904 } = firstSheet(zip);
  const strings = sharedStrings(zip);
  const dates = dateStyles(zip);
  const rows: SheetRow[] = [];
  let row: SheetRow | null = null;
  let cell: RawCell | null = null;
  let collecting = false;
  let phonetic = 0;
  let lastRow = 0;
  let column = -1;
  readXml(need(zip, path), {
    open: ({ name, attributes }) => {
      if (name === 'row') {
        const number = Number(attributes().r ?? lastRow + 1);
        if (!Number.isInteger(number) || number <= lastRow) refuse(`表格里的行乱了，可能已损坏。${SAVE_AS}`);
        row = { number, cells: new Map() };
        lastRow = number;
        column = -1;
      } else if (name === 'c' && row) {
        const { r = '', t = 'n', s = '0' } = attributes();
        column = r === '' ? column + 1 : columnOf(r);
        cell = { column, type: t, style: Number(s), value: '' };
      } else if (name === 'rPh') phonetic += 1;
      else if ((name === 'v' || name === 't') && cell) collecting = phonetic === 0;
    },
    text: (words) => {
      if (collecting && cell && cell.value.length < MAX_TEXT) cell.value += words;
    },
    close: (name) => {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'c' && cell && row) {
        const read = cell.column < MAX_COLUMNS ? cellOf(cell, strings, dates, from1904) : null;
        if (read) row.cells.set(cell.column, read);
        cell = null;
      } else if (name === 'row' && row) {
        if (row.cells.size > 0) rows.push(row);
        if (rows.length > MAX_ROWS) refuse('一次最多导入5000行。请把名单分成几个文件，一个一个导入');
        row = null;
      }
    },
  });
  return { sheet, rows };
}
