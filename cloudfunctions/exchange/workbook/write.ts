/**
 * Workbooks for Excel and WPS (ECMA-376). Texts are inline strings of the format 'text': Excel never works them out. Those that
 * would be a formula if somebody typed them anew (= + - @ tab, line break first) carry quotePrefix too, Excel's own leading
 * apostrophe, so that they stay text when edited or pasted.
 */
import { cellAddress } from './address';
import { escapeXml } from './xml';
import { writeZip } from './zip';

export type Value = string | number | null;

export interface Column {
  title: string;
  /** In characters. */
  width: number;
  /** Set: choices that Excel offers in this column. */
  choices?: readonly string[];
}

export interface Sheet {
  name: string;
  /** Large, above everything. */
  title: string;
  /** Lines below the title and, with `footLines`, below the table. */
  lines: readonly string[];
  footLines?: readonly string[];
  columns: readonly Column[];
  rows: readonly (readonly Value[])[];
  /** The first rows are examples: in italics. */
  examples?: number;
  /** Pale words across the sheet and at the foot of each printed page. */
  watermark?: string;
}

const STYLE = { plain: 0, title: 1, line: 2, heading: 3, text: 4, quoted: 5, number: 6, example: 7 } as const;
const TEXT_FORMAT = 49;
/** What a spreadsheet takes for the beginning of a formula (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const MAX_TEXT = 32_000;
const WATERMARKS = 100;

const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<fonts count="5"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font><font><sz val="10"/><color rgb="FF595959"/><name val="宋体"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="宋体"/></font><font><i/><sz val="11"/><color rgb="FF7F7F7F"/><name val="宋体"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F5C8B"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="8">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="${TEXT_FORMAT}" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="${TEXT_FORMAT}" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="${TEXT_FORMAT}" fontId="3" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
<xf numFmtId="${TEXT_FORMAT}" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="${TEXT_FORMAT}" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf>
<xf numFmtId="${TEXT_FORMAT}" fontId="4" fillId="0" borderId="1" xfId="0" applyFont="1" applyNumberFormat="1" applyBorder="1"/>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;

function textCell(at: string, value: string, style: number): string {
  const shown = escapeXml(value.slice(0, MAX_TEXT));
  const used = FORMULA.test(value) ? STYLE.quoted : style;
  return `<c r="${at}" s="${used}" t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
}

function cellXml(column: number, row: number, value: Value, style: number): string {
  const at = cellAddress(column, row);
  if (value === null || value === '') return `<c r="${at}" s="${style}"/>`;
  if (typeof value === 'number') return `<c r="${at}" s="${STYLE.number}"><v>${value}</v></c>`;
  return textCell(at, value, style);
}

/** `&` begins a command in headers and footers; 255 characters are allowed. */
const footer = (text: string): string => escapeXml(text.slice(0, 100).replace(/&/g, '&&'));

function sheetXml(sheet: Sheet): string {
  const { title, lines, footLines = [], columns, rows, examples = 0, watermark } = sheet;
  const out: string[] = [];
  let at = 0;
  const line = (text: string, style: number, height: number): void => {
    at += 1;
    out.push(`<row r="${at}" ht="${height}" customHeight="1">${textCell(`A${at}`, text, style)}</row>`);
  };
  line(title, STYLE.title, 26);
  lines.forEach((text) => line(text, STYLE.line, 16));
  at += 1;
  const headings = at;
  out.push(
    `<row r="${at}" ht="24" customHeight="1">${columns.map((column, i) => cellXml(i, at, column.title, STYLE.heading)).join('')}</row>`,
  );
  for (const [index, row] of rows.entries()) {
    at += 1;
    const style = index < examples ? STYLE.example : STYLE.text;
    out.push(`<row r="${at}">${row.map((value, i) => cellXml(i, at, value, style)).join('')}</row>`);
  }
  const last = at;
  footLines.forEach((text) => line(text, STYLE.line, 16));
  const end = cellAddress(Math.max(0, columns.length - 1), headings);
  const choices = columns.flatMap(({ choices: list }, i) =>
    list
      ? `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${cellAddress(i, headings + 1)}:${cellAddress(i, headings + 5000)}"><formula1>${escapeXml(`"${list.join(',')}"`)}</formula1></dataValidation>`
      : [],
  );
  const marks = watermark === undefined ? '' : footer(watermark);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headings}" topLeftCell="A${headings + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>${columns
    .map(
      ({ width }, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${STYLE.text}" customWidth="1"/>`,
    )
    .join('')}</cols><sheetData>${out.join('')}</sheetData>${
    rows.length > examples ? `<autoFilter ref="A${headings}:${end.replace(/\d+$/, String(last))}"/>` : ''
  }${choices.length > 0 ? `<dataValidations count="${choices.length}">${choices.join('')}</dataValidations>` : ''}<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>${
    marks === ''
      ? ''
      : `<headerFooter><oddHeader>&amp;L${marks}</oddHeader><oddFooter>&amp;L${marks}&amp;R第&amp;P页，共&amp;N页</oddFooter></headerFooter><drawing r:id="rId1"/>`
  }</worksheet>`;
}

const EMU_PER_ROW = 228_600;
const ROWS_PER_MARK = 40;

/** Words across the cells: a text box without fill every forty rows; what is below can be read and edited. */
function drawingXml(text: string, rows: number): string {
  const count = Math.min(WATERMARKS, Math.ceil((rows + 5) / ROWS_PER_MARK));
  const shape = (i: number): string =>
    `<xdr:absoluteAnchor><xdr:pos x="600000" y="${i * ROWS_PER_MARK * EMU_PER_ROW + 2_000_000}"/><xdr:ext cx="9000000" cy="1200000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="${i + 2}" name="watermark${i + 1}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm rot="20700000"><a:off x="600000" y="0"/><a:ext cx="9000000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></xdr:spPr><xdr:txBody><a:bodyPr wrap="square" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="zh-CN" sz="2400"><a:solidFill><a:srgbClr val="7F7F7F"><a:alpha val="24000"/></a:srgbClr></a:solidFill></a:rPr><a:t>${escapeXml(text)}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:absoluteAnchor>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">${Array.from({ length: count }, (_, i) => shape(i)).join('')}</xdr:wsDr>`;
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationsXml = (list: readonly [id: string, type: string, target: string][]): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** Names of sheets have 31 characters at most and none of : \ / ? * [ ]. */
const sheetName = (name: string): string => escapeXml(name.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31));

/** The workbook as an .xlsx file. */
export function writeWorkbook(sheets: readonly Sheet[]): Buffer {
  const type = (part: string, of: string): string =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${of}+xml"/>`;
  const marked = sheets.flatMap(({ watermark }, i) => (watermark === undefined ? [] : i + 1));
  return writeZip([
    [
      '[Content_Types].xml',
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'spreadsheetml.sheet.main')}${type('/xl/styles.xml', 'spreadsheetml.styles')}${sheets
        .map((_, i) => type(`/xl/worksheets/sheet${i + 1}.xml`, 'spreadsheetml.worksheet'))
        .join('')}${marked.map((n) => type(`/xl/drawings/drawing${n}.xml`, 'drawing')).join('')}</Types>`,
    ],
    ['_rels/.rels', relationsXml([['rId1', 'officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONS}"><sheets>${sheets
        .map(({ name }, i) => `<sheet name="${sheetName(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationsXml([
        ...sheets.map((_, i): [string, string, string] => [
          `rId${i + 1}`,
          'worksheet',
          `worksheets/sheet${i + 1}.xml`,
        ]),
        [`rId${sheets.length + 1}`, 'styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)]),
    ...marked.flatMap((n): [string, string][] => [
      [
        `xl/worksheets/_rels/sheet${n}.xml.rels`,
        relationsXml([['rId1', 'drawing', `../drawings/drawing${n}.xml`]]),
      ],
      [
        `xl/drawings/drawing${n}.xml`,
        drawingXml(sheets[n - 1]?.watermark ?? '', sheets[n - 1]?.rows.length ?? 0),
      ],
    ]),
  ]);
}
