/** What in one record of the register cannot be right or should be looked at, and until which day that holds. */
import type { FindingKind } from '../../../typings/api/register';
import type {
  CalendarDate,
  DisabilityCategory,
  DisabilityLevel,
  LowIncomePeriod,
  Millis,
} from '../../../typings/domain';
import { completedYears } from '../../../miniprogram/shared/age';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { DOCUMENT_PROBLEMS, parseCertificate, parseIdNumber } from '../../../miniprogram/shared/id-number';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../../miniprogram/shared/labels';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';

/** A record with its numbers open. */
export interface CheckedRecord {
  idNumber: string;
  certificate: string;
  birthDate: CalendarDate;
  sex: 'female' | 'male';
  category: DisabilityCategory;
  level: DisabilityLevel;
  lowIncome: readonly LowIncomePeriod[] | null;
  /** When somebody last looked at the income: the day of import until then. */
  incomeCheckedOn: CalendarDate;
  certificateUntil: CalendarDate | null;
  villageKnown: boolean;
  /** Since when a phone waits to be verified; null: none does. */
  waitingSince: Millis | null;
}

export interface Found {
  kind: FindingKind;
  /** What it rests on; may hold numbers, so it is kept as a hash only. */
  facts: string;
  words: string;
}

/** Before the end of a certificate staff have time to help with a new one. */
const CERTIFICATE_WARNING_DAYS = 60;
/** A phone that waits longer to be verified has been forgotten. */
const WAITING_DAYS = 14;
/** From so many residents on, one phone number is worth a look: a family has one phone, a whole lane has not. */
export const SHARED_FROM = 4;

const NEVER: CalendarDate = '9999-12-31';
const DAY_MS = 86_400_000;

/** The day `days` after a calendar date (before it, when negative). */
export function dayAfter(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

type Check = (record: CheckedRecord, on: CalendarDate) => { found: Found | null; until?: CalendarDate };

const nothing = { found: null };

const certificateDate: Check = ({ certificateUntil: until }, on) => {
  if (until === null) return nothing;
  if (until < on) {
    return { found: { kind: 'certificateExpired', facts: until, words: `残疾人证${until}已到期，要换新证` } };
  }
  const warnFrom = dayAfter(until, -CERTIFICATE_WARNING_DAYS);
  if (on < warnFrom) return { found: null, until: warnFrom };
  return {
    found: { kind: 'certificateEnding', facts: until, words: `残疾人证${until}到期，请提醒换证` },
    until: dayAfter(until, 1),
  };
};

const birthDate: Check = ({ idNumber, birthDate: born }, on) => {
  const id = parseIdNumber(idNumber);
  const age = completedYears(born, on);
  const words = !age.ok
    ? `登记的出生日期${born}不可能`
    : !id.ok
      ? DOCUMENT_PROBLEMS[id.code]
      : id.birthDate === born
        ? ''
        : `身份证号里的出生日期是${id.birthDate}，登记的是${born}`;
  return words === '' ? nothing : { found: { kind: 'ageMismatch', facts: `${idNumber}|${born}`, words } };
};

const SEXES = { female: '女', male: '男' };

const sexCheck: Check = ({ idNumber, sex }) => {
  const id = parseIdNumber(idNumber);
  if (!id.ok || id.sex === sex) return nothing;
  const words = `身份证号表示${SEXES[id.sex]}，登记的是${SEXES[sex]}`;
  return { found: { kind: 'sexMismatch', facts: `${idNumber}|${sex}`, words } };
};

const certificateCheck: Check = ({ idNumber, certificate, category, level }) => {
  const parsed = parseCertificate(certificate);
  const kindOf = (c: DisabilityCategory, l: DisabilityLevel): string => CATEGORY_LABELS[c] + LEVEL_LABELS[l];
  const words = !parsed.ok
    ? DOCUMENT_PROBLEMS[parsed.code]
    : parsed.idNumber !== idNumber
      ? '残疾人证号的前18位和身份证号不一样'
      : parsed.category === category && parsed.level === level
        ? ''
        : `残疾人证号表示${kindOf(parsed.category, parsed.level)}，登记的是${kindOf(category, level)}`;
  const facts = [idNumber, certificate, category, level].join('|');
  return words === '' ? nothing : { found: { kind: 'certificateMismatch', facts, words } };
};

const incomeCheck: Check = ({ lowIncome, incomeCheckedOn }, on) => {
  if (lowIncome === null) {
    return { found: { kind: 'incomeUnknown', facts: 'unknown', words: '还没有问过是不是低保、低边' } };
  }
  const next = lowIncome
    .flatMap(({ from, to }) => [from, ...(to === null ? [] : [dayAfter(to, 1)])])
    .filter((day) => day > on)
    .sort()[0];
  const last = [...lowIncome].sort((a, b) => (a.to ?? NEVER).localeCompare(b.to ?? NEVER)).pop();
  // Who looked at it after its end knows that it ended.
  const ended =
    last?.to && last.to < on && last.to >= incomeCheckedOn && lowIncomeOn(lowIncome, on) === 'none';
  const found: Found | null = ended
    ? {
        kind: 'incomeEnded',
        facts: `${last.kind}|${last.to}`,
        words: `${LOW_INCOME_LABELS[last.kind]}${last.to}已到期，还没有重新核对`,
      }
    : null;
  return { found, ...(next === undefined ? {} : { until: next }) };
};

const waitingCheck: Check = ({ waitingSince }, on) => {
  if (waitingSince === null) return nothing;
  const since = chinaDate(waitingSince);
  const from = dayAfter(since, WAITING_DAYS + 1);
  if (on < from) return { found: null, until: from };
  return { found: { kind: 'unverifiedLong', facts: since, words: `${since}绑定了微信，到现在还没有核实` } };
};

const villageCheck: Check = ({ villageKnown }) =>
  villageKnown
    ? nothing
    : { found: { kind: 'villageUnknown', facts: 'unknown', words: '登记的村社不存在，请改到现在的村' } };

const CHECKS: readonly Check[] = [
  certificateDate,
  birthDate,
  sexCheck,
  certificateCheck,
  incomeCheck,
  waitingCheck,
  villageCheck,
];

/** All that is found in a record on a day, and the first day on which that may be different without any change. */
export function checkRecord(
  record: CheckedRecord,
  on: CalendarDate,
): { found: Found[]; until: CalendarDate } {
  const results = CHECKS.map((check) => check(record, on));
  return {
    found: results.flatMap(({ found }) => found ?? []),
    until: results.flatMap(({ until }) => until ?? []).sort()[0] ?? NEVER,
  };
}
