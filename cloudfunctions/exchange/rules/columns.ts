/** Which column of a sheet is which fact: headings as offices write them, in whatever order. */
import type { ImportField } from '../../../typings/api/exchange';

export interface ColumnRule {
  label: string;
  /** Other headings for the same; compared without spaces, brackets and signs. */
  also: readonly string[];
  required: boolean;
  /** In the form, below the heading. */
  explain: string;
  example: string;
  width: number;
}

/** In the order of the form. */
export const COLUMNS: Record<ImportField, ColumnRule> = {
  name: {
    label: '姓名',
    also: ['残疾人姓名', '名字', '持证人姓名', '持证人'],
    required: true,
    explain: '和残疾人证上一样',
    example: '张示例',
    width: 12,
  },
  sex: {
    label: '性别',
    also: [],
    required: false,
    explain: '可以不填，从身份证号得出；填了会核对',
    example: '女',
    width: 8,
  },
  idNumber: {
    label: '身份证号',
    also: ['身份证', '身份证号码', '公民身份号码', '证件号', '证件号码', '居民身份证号'],
    required: true,
    explain: '18位。单元格要先设成「文本」格式，不然后三位会变成000',
    example: '11010519491231002X',
    width: 24,
  },
  certificateNumber: {
    label: '残疾人证号',
    also: ['残疾证号', '残疾证', '残疾人证', '残疾证号码', '残疾人证号码', '残疾人证编号'],
    required: true,
    explain: '20位，补办过的22位（末尾B1）。也要「文本」格式',
    example: '11010519491231002X42',
    width: 26,
  },
  category: {
    label: '残疾类别',
    also: ['类别', '残疾类型', '残疾种类'],
    required: false,
    explain: '可以不填，从证号得出；填了会核对：视力、听力、言语、肢体、智力、精神、多重',
    example: '肢体',
    width: 10,
  },
  level: {
    label: '残疾等级',
    also: ['等级', '级别', '残疾级别'],
    required: false,
    explain: '可以不填，从证号得出；填了会核对：一级到四级',
    example: '二级',
    width: 10,
  },
  village: {
    label: '村社',
    also: ['村', '所在村', '村（社区）', '行政村', '村居', '社区', '所属村', '户籍村', '村名'],
    required: false,
    explain: '写村或社区的名字，见「村社名单」那一页',
    example: '谢家路村',
    width: 12,
  },
  address: {
    label: '地址',
    also: ['住址', '家庭住址', '现住址', '家庭地址', '居住地址', '联系地址', '详细地址'],
    required: true,
    explain: '能找到门口就行，最多100字',
    example: '谢家路南一路1号',
    width: 30,
  },
  phone: {
    label: '电话',
    also: ['手机', '手机号', '手机号码', '联系电话', '电话号码', '联系方式', '联系人电话'],
    required: true,
    explain: '手机11位，或带0574的座机；没有的填家人的',
    example: '13900000000',
    width: 16,
  },
  income: {
    label: '低保低边',
    also: ['低保', '低保/低边', '困难类型', '低保情况', '家庭经济情况', '低保低边情况'],
    required: false,
    explain: '填低保、低边，都不是填无；不知道就空着，以后再核对',
    example: '低保',
    width: 10,
  },
  incomeFrom: {
    label: '低保低边起',
    also: ['开始日期', '低保开始', '起始日期', '享受开始', '低保起', '起', '低保开始日期', '起始时间'],
    required: false,
    explain: '填了低保或低边才要填，写成2026-01-01',
    example: '2026-01-01',
    width: 14,
  },
  incomeTo: {
    label: '低保低边止',
    also: ['结束日期', '低保结束', '截止日期', '享受结束', '低保止', '止', '低保结束日期', '截止时间'],
    required: false,
    explain: '还在享受的空着',
    example: '',
    width: 14,
  },
};

export const FIELDS = Object.keys(COLUMNS) as readonly ImportField[];

/** Full-width letters, spaces, stars and what stands in brackets do not matter. */
function plainHeading(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[(（【[].*?[)）】\]]/g, '')
    .replace(/[\s*＊:：、,，/\\.。_-]/g, '');
}

const BY_HEADING = new Map<string, ImportField>(
  FIELDS.flatMap((field) =>
    [COLUMNS[field].label, ...COLUMNS[field].also].map((heading) => [plainHeading(heading), field] as const),
  ),
);

export interface Headings {
  columns: Partial<Record<ImportField, number>>;
  unknown: string[];
}

/** Reads a row as headings; the first of two columns with one meaning counts. */
export function readHeadings(cells: ReadonlyMap<number, { text: string }>): Headings {
  const columns: Headings['columns'] = {};
  const unknown: string[] = [];
  for (const [column, { text }] of cells) {
    const field = BY_HEADING.get(plainHeading(text));
    if (field !== undefined && columns[field] === undefined) columns[field] = column;
    else if (field === undefined && !/^(序号|编号|备注|说明)$/.test(plainHeading(text)))
      unknown.push(text.slice(0, 20));
  }
  return { columns, unknown: unknown.slice(0, 20) };
}

/** How many headings make a row the row of headings. */
export const ENOUGH_HEADINGS = 3;

/** The ID number of the example row: the one of the national standard, nobody's. */
export const EXAMPLE_ID = COLUMNS.idNumber.example;
