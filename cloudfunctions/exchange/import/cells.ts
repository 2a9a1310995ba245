/** One row of a sheet as a line of the register, with everything that is wrong in it: which cell, what, and what would be right. */
import type { ImportField } from '../../../typings/api/exchange';
import type { RegisterRow } from '../../../typings/api/registry';
import type { CalendarDate, LowIncomePeriod } from '../../../typings/domain';
import { isCalendarDate } from '../../../miniprogram/shared/china-time';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../../miniprogram/shared/labels';
import { checkRow, type RegisterFacts } from '../../core/register-row';

export interface SheetCell {
  text: string;
  kind: 'text' | 'number' | 'date' | 'error';
}

export interface Problem {
  field: ImportField;
  message: string;
  right: string;
}

export interface ReadLine {
  line: Omit<RegisterRow, 'lowIncome'> & { lowIncome?: LowIncomePeriod[] | null };
  problems: Problem[];
  facts: RegisterFacts | null;
}

export interface Villages {
  /** Plain name -> id; of village staff their own only. */
  byName: ReadonlyMap<string, string>;
  /** The village of an officer of one: a missing name means it. */
  own: string | null;
  names: readonly string[];
}

/** '谢家路村' and '谢家路' are one. */
export const plainVillage = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/(村民委员会|村委会|居委会|社区|村)$/, '');

const MONTH_DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** A day in any of the ways people write it; null when it is none. */
function readDate(text: string): CalendarDate | null {
  const clean = text.normalize('NFKC').replace(/\s/g, '');
  const match = MONTH_DAY.exec(clean) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(clean);
  if (!match) return null;
  const date = `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}

const NONE = /^(无|否|没有|非|不是|都不是|非低保低边)$/;

const LEVELS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 壹: 1, 贰: 2, 叁: 3, 肆: 4 };

function levelOf(text: string): number | null {
  const clean = text.normalize('NFKC').replace(/[\s级等]/g, '');
  return LEVELS[clean] ?? (/^[1-4]$/.test(clean) ? Number(clean) : null);
}

function categoryOf(text: string): number | null {
  const clean = text.normalize('NFKC').replace(/[\s残疾]/g, '');
  const found = Object.entries(CATEGORY_LABELS).find(([key, label]) => clean === key || clean === label);
  return found ? Number(found[0]) : null;
}

/** Excel keeps fifteen digits of a number and makes zeros of the rest. */
const lostDigits = (cell: SheetCell | undefined): boolean =>
  cell?.kind === 'number' && cell.text.replace(/\D/g, '').length >= 15;

const AS_TEXT = '先把这一列设为「文本」格式，再对照证件重新填';
const RIGHT: Record<string, string> = {
  ID_LENGTH: '18位',
  CERTIFICATE_LENGTH: '20位，补办过的22位',
  PHONE: '11位手机号，或0574开头的座机',
  NAME: '2到20个字',
};

/** The villages whose names share letters with what was typed, the nearest first. */
function nearest(typed: string, names: readonly string[]): string {
  const letters = new Set(plainVillage(typed));
  const score = (name: string): number =>
    [...plainVillage(name)].filter((letter) => letters.has(letter)).length;
  const best = [...names].filter((name) => score(name) > 0).sort((a, b) => score(b) - score(a));
  return best.slice(0, 2).join('、');
}

class Reading {
  readonly problems: Problem[] = [];

  constructor(
    private readonly cells: ReadonlyMap<number, SheetCell>,
    private readonly columns: Partial<Record<ImportField, number>>,
  ) {}

  cell(field: ImportField): SheetCell | undefined {
    const column = this.columns[field];
    return column === undefined ? undefined : this.cells.get(column);
  }

  text(field: ImportField): string {
    const cell = this.cell(field);
    return cell === undefined || cell.kind === 'error' ? '' : cell.text;
  }

  bad(field: ImportField, message: string, right = ''): void {
    if (!this.problems.some((one) => one.field === field)) this.problems.push({ field, message, right });
  }

  errors(): void {
    for (const field of Object.keys(this.columns) as ImportField[]) {
      if (this.cell(field)?.kind === 'error')
        this.bad(field, '这一格的公式出错了，没有值', '直接填内容，不要用公式');
    }
    for (const field of ['idNumber', 'certificateNumber'] as const) {
      if (lostDigits(this.cell(field))) {
        this.bad(field, '这一格是数字格式，Excel只留得住15位，后面的变成了0', AS_TEXT);
      }
    }
  }

  village({ byName, own, names }: Villages): string {
    const typed = this.text('village');
    if (typed === '') {
      if (own === null) this.bad('village', '没有填村社', '写村或社区的名字');
      return own ?? '';
    }
    const found = byName.get(plainVillage(typed));
    if (found === undefined) this.bad('village', '没有这个村社', nearest(typed, names));
    else if (own !== null && found !== own)
      this.bad('village', '不是您的村，您只能导入本村的人', names[0] ?? '');
    return found ?? '';
  }

  date(field: 'incomeFrom' | 'incomeTo'): CalendarDate | null {
    const text = this.text(field);
    if (text === '') return null;
    const date = readDate(text);
    if (date === null) this.bad(field, '日期不对', '写成2026-01-01这样的一天');
    return date;
  }

  income(): LowIncomePeriod[] | null | undefined {
    const typed = this.text('income').normalize('NFKC').replace(/\s/g, '');
    const [from, to] = [this.date('incomeFrom'), this.date('incomeTo')];
    if (typed === '') return this.columns.income === undefined ? undefined : null;
    if (NONE.test(typed)) return [];
    const kind = /^(低保|低保户|最低生活保障)$/.test(typed)
      ? 'dibao'
      : /^(低边|低保边缘|低保边缘户|低边户)$/.test(typed)
        ? 'dibian'
        : null;
    if (kind === null) {
      this.bad('income', '不认识的写法', '低保、低边或无');
      return undefined;
    }
    if (from === null) {
      this.bad('incomeFrom', '填了低保低边，要写从哪天起', '写成2026-01-01这样的一天');
      return undefined;
    }
    if (to !== null && to < from)
      this.bad('incomeTo', '结束日期早于开始日期', `${from}以后的一天，还在享受的空着`);
    return [{ kind, from, to }];
  }

  /** What the certificate number says already must not be contradicted. */
  agree(facts: RegisterFacts): void {
    const sex = this.text('sex').replace(/\s/g, '');
    const right = facts.sex === 'male' ? '男' : '女';
    if (sex !== '' && sex !== right) this.bad('sex', '和身份证号不一致', right);
    const category = this.text('category');
    if (category !== '' && categoryOf(category) !== facts.category) {
      this.bad('category', '和残疾人证号第19位不一致', CATEGORY_LABELS[facts.category]);
    }
    const level = this.text('level');
    if (level !== '' && levelOf(level) !== facts.level) {
      this.bad('level', '和残疾人证号第20位不一致', LEVEL_LABELS[facts.level]);
    }
  }
}

/** Reads one row; `on` is today. */
export function readLine(
  cells: ReadonlyMap<number, SheetCell>,
  columns: Partial<Record<ImportField, number>>,
  villages: Villages,
  on: CalendarDate,
): ReadLine {
  const reading = new Reading(cells, columns);
  reading.errors();
  const lowIncome = reading.income();
  const line = {
    name: reading.text('name'),
    idNumber: reading.text('idNumber'),
    certificateNumber: reading.text('certificateNumber'),
    villageId: reading.village(villages),
    phone: reading.text('phone'),
    address: reading.text('address'),
    ...(lowIncome === undefined ? {} : { lowIncome }),
  };
  const checked = checkRow({ ...line, lowIncome: lowIncome ?? null }, on);
  if (checked.ok) reading.agree(checked.facts);
  else {
    for (const { field, code, message } of checked.problems) {
      if (field === 'villageId' || field === 'lowIncome') continue;
      const empty = line[field] === '';
      reading.bad(field, empty ? '没有填' : message, empty ? '' : (RIGHT[code] ?? ''));
    }
  }
  if (line.address.length > 100) reading.bad('address', '地址太长', '最多100字');
  return { line, problems: reading.problems, facts: checked.ok ? checked.facts : null };
}
