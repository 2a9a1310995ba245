/** Workbooks in and out: what Excel writes is read, what is hostile is refused in words, what is written is never a formula. */
import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { AppError } from '../../cloudfunctions/core/errors';
import { cellAddress } from '../../cloudfunctions/exchange/workbook/address';
import { excelDate, plainNumber, readWorkbook } from '../../cloudfunctions/exchange/workbook/read';
import { writeWorkbook } from '../../cloudfunctions/exchange/workbook/write';
import { ZipReader, writeZip } from '../../cloudfunctions/exchange/workbook/zip';
import { workbookOf, type CellXml } from '../support/workbooks';

function refusal(file: Buffer): string {
  try {
    readWorkbook(file);
  } catch (error) {
    if (error instanceof AppError && error.code === 'FILE_REFUSED') return error.message;
    throw error;
  }
  return 'taken';
}

const sheet = (rows: readonly (readonly (string | number | null)[])[]) =>
  writeWorkbook([
    {
      name: '名单',
      title: '标题',
      lines: [],
      columns: [{ title: '一', width: 10 }],
      rows,
      watermark: '王**',
    },
  ]);

test('what is written is read again as it was, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), { maxLength: 6 }),
      (rows) => {
        const clean = (text: string): string =>
          text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').trim();
        const read = readWorkbook(sheet(rows)).rows.slice(2);
        const expected = rows.map((row) => row.map(clean)).filter((row) => row.some((text) => text !== ''));
        expect(read.map(({ cells }) => [...cells.values()].map(({ text }) => text))).toEqual(
          expected.map((row) => row.filter((text) => text !== '')),
        );
      },
    ),
    { numRuns: 25 },
  );
});

test('nothing that is written is a formula: text that looks like one is an inline string with quotePrefix', () => {
  const hostile = [
    '=1+1',
    '+86',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '=HYPERLINK("http://x")',
  ];
  const file = sheet(hostile.map((text) => [text]));
  const zip = new ZipReader(file);
  const xml = zip.read('xl/worksheets/sheet1.xml')?.toString() ?? '';
  const styles = zip.read('xl/styles.xml')?.toString() ?? '';
  expect(xml).not.toContain('<f>');
  const cells = [...xml.matchAll(/<c r="A\d+" s="(\d+)" t="(\w+)"/g)].slice(2);
  expect(cells).toHaveLength(hostile.length);
  const formats = [...(/<cellXfs[\s\S]*<\/cellXfs>/.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g)];
  for (const [, style, type] of cells) {
    expect(type).toBe('inlineStr');
    expect(formats[Number(style)]?.[0]).toContain('quotePrefix="1"');
    expect(formats[Number(style)]?.[0]).toContain('numFmtId="49"');
  }
});

test('values as Excel keeps them: numbers, dates of both calendars, the last value of a formula, errors, rich and shared text', () => {
  const cells: CellXml[][] = [
    [
      { t: 's', v: '0' },
      { v: '330281195001011000' },
      { v: '3.30281195001011E+17' },
      { v: '46000', s: 1 },
      { t: 'str', v: '算出来的', f: 'A1&"x"' },
      { t: 'e', v: '#REF!' },
      { t: 'b', v: '1' },
      { v: '46000.5', s: 2 },
      { v: '46000' },
    ],
  ];
  const file = workbookOf(cells, { shared: ['<r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh>'] });
  expect([...(readWorkbook(file).rows[0]?.cells.values() ?? [])]).toEqual([
    { text: '张三', kind: 'text' },
    { text: '330281195001011008', kind: 'number' },
    { text: '330281195001011008', kind: 'number' },
    { text: '2025-12-09', kind: 'date' },
    { text: '算出来的', kind: 'text' },
    { text: '#REF!', kind: 'error' },
    { text: '是', kind: 'text' },
    { text: '2025-12-09', kind: 'date' },
    { text: '46000', kind: 'number' },
  ]);
  const first1904 = readWorkbook(workbookOf([[{ v: '1', s: 1 }]], { from1904: true })).rows[0]?.cells.get(0);
  expect(first1904?.text).toBe('1904-01-02');
  expect(excelDate(61)).toBe('1900-03-01');
  expect(excelDate(60)).toBeNull();
  expect(plainNumber('13800000000')).toBe('13800000000');
  expect([cellAddress(2, 17), cellAddress(26, 1), cellAddress(701, 3)]).toEqual(['C17', 'AA1', 'ZZ3']);
});

test('the first sheet that can be seen is the one that is read', () => {
  const file = workbookOf([[{ t: 'str', v: '看得见' }]], { hiddenFirst: true });
  expect(readWorkbook(file).rows[0]?.cells.get(0)?.text).toBe('看得见');
});

const plain = (): Buffer => workbookOf([[{ t: 'str', v: '好' }]]);
/** The archive with one file's content replaced. */
function changed(name: string, content: string | Buffer): Buffer {
  const zip = new ZipReader(plain());
  const files = zip.names().map((one): [string, string | Buffer] => [one, zip.read(one) ?? '']);
  return writeZip([...files.filter(([one]) => one !== name), [name, content]]);
}

const numbered = (count: number, content: string | Buffer): [string, string | Buffer][] =>
  Array.from({ length: count }, (_, i) => [`f${i}`, content]);

/** The archive with another number in what its directory says of a file: at 8 whether it has a password, at 10 how it is packed ... */
function marked(file: Buffer, name: string, offset: number, value: number, bytes = 2): Buffer {
  const copy = Buffer.from(file);
  copy.writeUIntLE(value, listed(copy, name) + offset, bytes);
  return copy;
}

/** Where the directory, which comes last, speaks of a file. */
const listed = (file: Buffer, name: string): number => file.lastIndexOf(name) - 46;
const SHEET = 'xl/worksheets/sheet1.xml';
/** A good workbook with one file more, which nobody reads. */
const spare = (): Buffer => changed('spare.bin', 'x');

test('what is read of an archive, also what is not packed and read again, is never more than the limit', () => {
  // As it stands in the archive: not packed, and as long as it is.
  const archive = marked(writeZip([['stored.bin', randomBytes(1024 * 1024)]]), 'stored.bin', 10, 0);
  const length = archive.readUInt32LE(listed(archive, 'stored.bin') + 20);
  const zip = new ZipReader(marked(archive, 'stored.bin', 24, length, 4));
  for (let n = 0; n < 47; n += 1) expect(zip.read('stored.bin')).toHaveLength(length);
  expect(() => zip.read('stored.bin')).toThrow(/太大/);
});

test.each<[string, () => Buffer, RegExp]>([
  [
    'an old .xls',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    /旧的xls/,
  ],
  ['a CSV in GBK', () => Buffer.from('d0d5c3fb2cc9edb7ddd6a40a', 'hex'), /CSV/],
  ['a CSV in UTF-8', () => Buffer.from('姓名,身份证号\n张三,1\n'), /CSV/],
  ['a web page called .xlsx', () => Buffer.from('<html><table></table></html>'), /网页/],
  ['nothing', () => Buffer.alloc(0), /空的/],
  ['something else', () => Buffer.from([1, 0, 2, 0, 3]), /不是xlsx/],
  ['macros', () => changed('xl/vbaProject.bin', 'x'), /宏/],
  [
    'macros by content type',
    () =>
      changed(
        '[Content_Types].xml',
        '<Types><Override ContentType="x.sheet.macroEnabled.main+xml"/></Types>',
      ),
    /宏/,
  ],
  ['another archive', () => writeZip([['word/document.xml', '<a/>']]), /不是xlsx/],
  ['half a file', () => plain().subarray(0, 500), /损坏/],
  ['more than 5 MB', () => Buffer.alloc(5 * 1024 * 1024 + 1), /太大/],
  [
    'an entity of its own',
    () =>
      changed(
        'xl/workbook.xml',
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>',
      ),
    /文档类型/,
  ],
  [
    'an outside entity',
    () =>
      changed('xl/worksheets/sheet1.xml', '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'),
    /文档类型/,
  ],
  ['a zip bomb of ratio', () => changed('xl/styles.xml', Buffer.alloc(8 * 1024 * 1024)), /太大/],
  ['a zip bomb that lies', () => lying(Buffer.alloc(8 * 1024 * 1024)), /太大/],
  ['very many files', () => writeZip(numbered(300, 'x')), /太大/],
  ['files that are too much together', () => writeZip(numbered(49, Buffer.alloc(1024 * 1024))), /太大/],
  ['a password', () => marked(plain(), SHEET, 8, 1), /密码/],
  ['packed in another way', () => marked(spare(), 'spare.bin', 10, 12), /损坏/],
  ['a directory that goes beyond the file', () => marked(spare(), 'spare.bin', 32, 0xffff), /损坏/],
  ['more that is packed than there is', () => marked(spare(), 'spare.bin', 20, 1024 * 1024, 4), /损坏/],
  ['fewer bytes than it says', () => marked(plain(), SHEET, 24, 100_000, 4), /损坏/],
  [
    'a file that ends before its end',
    () => {
      const file = plain();
      const from = file.indexOf(SHEET) + SHEET.length;
      return marked(file, SHEET, 20, file.length - from + 1, 4);
    },
    /损坏/,
  ],
  [
    'a file that does not begin where it should',
    () => {
      const file = plain();
      file.writeUInt32LE(0, file.readUInt32LE(listed(file, SHEET) + 42));
      return file;
    },
    /损坏/,
  ],
  ['no XML where there should be', () => changed('xl/workbook.xml', 'PK'), /读不懂/],
  [
    'rows out of order',
    () =>
      changed(
        'xl/worksheets/sheet1.xml',
        '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>',
      ),
    /乱了/,
  ],
  ['too many rows', () => workbookOf(Array.from({ length: 6100 }, () => [{ v: '1' }])), /5000行/],
])('refused with what to do: %s', (_what, file, words) => {
  const message = refusal(file());
  expect(message).toMatch(words);
  expect(message).toMatch(/请/);
});

/** A sheet that claims to be 100 bytes and is far more. */
function lying(content: Buffer): Buffer {
  const file = changed('xl/worksheets/sheet1.xml', content);
  const packed = deflateRawSync(content);
  expect(inflateRawSync(packed)).toHaveLength(content.length);
  for (let at = 0; at + 4 < file.length; at += 1) {
    if (file.readUInt32LE(at) === content.length) file.writeUInt32LE(100, at);
  }
  return file;
}

test('a broken file of any kind is refused, never a crash', () => {
  const file = plain();
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: file.length - 1 }),
      fc.integer({ min: 0, max: 255 }),
      (at, byte) => {
        const broken = Buffer.from(file);
        broken[at] = byte;
        expect(typeof refusal(broken)).toBe('string');
      },
    ),
    { numRuns: 300 },
  );
});
