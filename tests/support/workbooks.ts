/** Workbooks as Excel writes them, made cell by cell. */
import { writeZip } from '../../cloudfunctions/exchange/workbook/zip';

export interface CellXml {
  /** Type of the cell; a number without. */
  t?: string;
  v: string;
  /** 1: a built-in date, 2: a date format of its own. */
  s?: number;
  f?: string;
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const letters = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : `A${String.fromCharCode(39 + n)}`;

function cellXml({ t, v, s = 0, f }: CellXml, column: number, row: number): string {
  const type = t === undefined ? '' : ` t="${t}"`;
  const formula = f === undefined ? '' : `<f>${escape(f)}</f>`;
  return `<c r="${letters(column)}${row}" s="${s}"${type}>${formula}<v>${escape(v)}</v></c>`;
}

/** A workbook with one visible sheet. */
export function workbookOf(
  rows: readonly (readonly (CellXml | null)[])[],
  { shared = [] as string[], from1904 = false, hiddenFirst = false } = {},
): Buffer {
  const body = rows
    .map((row, i) => {
      const cells = row.map((cell, column) => (cell === null ? '' : cellXml(cell, column, i + 1)));
      return `<row r="${i + 1}">${cells.join('')}</row>`;
    })
    .join('');
  const hidden = hiddenFirst ? '<sheet name="藏" sheetId="2" state="hidden" r:id="rId9"/>' : '';
  return writeZip([
    ['[Content_Types].xml', '<Types/>'],
    [
      'xl/workbook.xml',
      `<?xml version="1.0"?><workbook><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${hidden}<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    ],
    [
      'xl/styles.xml',
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>',
    ],
    ['xl/sharedStrings.xml', `<sst>${shared.map((text) => `<si>${text}</si>`).join('')}</sst>`],
    ['xl/worksheets/sheet1.xml', `<worksheet><sheetData>${body}</sheetData></worksheet>`],
  ]);
}

/** Rows of texts, as a form filled in by hand. */
export function textWorkbook(rows: readonly (readonly string[])[]): Buffer {
  return workbookOf(rows.map((row) => row.map((v) => (v === '' ? null : { t: 'str', v }))));
}
