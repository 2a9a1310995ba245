/**
 * What a resident pays for an assistive device, and why.
 *
 * Rule (product.md, "辅具器材"; the figures are data, parameter devicePayment): under 60 free; 60 and over on 低保 or 低边 free;
 * 60 and over otherwise half, rounded down to the fen in the resident's favour. Age is in completed years on the day of
 * application. What is not known is refused, never guessed.
 */
import type { CalendarDate, DeviceQuote, Fen, LowIncomePeriod, QuoteReason } from '../../../typings/domain';
import { completedYears } from '../../../miniprogram/shared/age';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import { LOW_INCOME_LABELS } from '../../../miniprogram/shared/labels';
import { payWords, yuan } from '../../../miniprogram/shared/money';

export interface PaymentFacts {
  birthDate: CalendarDate;
  /** null: not asked yet. */
  lowIncome: readonly LowIncomePeriod[] | null;
  priceFen: Fen;
}

/** Age counts on `appliedOn`; status counts on `evaluatedOn` (re-checked at approval). */
export interface PaymentDates {
  appliedOn: CalendarDate;
  evaluatedOn: CalendarDate;
}

export interface PaymentRule {
  version: string;
  source: string;
  value: {
    payFromAge: number;
    share: { numerator: number; denominator: number };
    freeFor: readonly ('dibao' | 'dibian')[];
  };
}

export type PaymentRefusal = 'BIRTH_DATE_IMPOSSIBLE' | 'BIRTH_DATE_IN_FUTURE' | 'STATUS_UNKNOWN';

export type PaymentResult = { ok: true; quote: DeviceQuote } | { ok: false; code: PaymentRefusal };

const LOW_INCOME_REASONS = {
  dibao: { code: 'LOW_INCOME_DIBAO', text: '您家是低保家庭，不用付钱' },
  dibian: { code: 'LOW_INCOME_DIBIAN', text: '您家是低保边缘家庭，不用付钱' },
} as const;

/** 1/2 -> '一半'. */
function shareWords({ numerator, denominator }: PaymentRule['value']['share']): string {
  return numerator * 2 === denominator ? '一半' : `${denominator}分之${numerator}`;
}

/** The amount in fen with its reasons and the version of the rule, or why none can be given. */
export function quoteDevice(facts: PaymentFacts, dates: PaymentDates, rule: PaymentRule): PaymentResult {
  const age = completedYears(facts.birthDate, dates.appliedOn);
  if (!age.ok) return age;
  const { payFromAge, share, freeFor } = rule.value;

  const answer = (payFen: Fen, reasons: QuoteReason[]): PaymentResult => ({
    ok: true,
    quote: {
      priceFen: facts.priceFen,
      payFen,
      reasons,
      ruleVersion: rule.version,
      ruleSource: rule.source,
      age: age.years,
      ...dates,
    },
  });

  if (age.years < payFromAge) {
    return answer(0, [
      { code: 'UNDER_AGE', text: `申请时${age.years}周岁，未满${payFromAge}周岁，不用付钱` },
    ]);
  }
  const reached: QuoteReason = { code: 'AGE_REACHED', text: `申请时${age.years}周岁，已满${payFromAge}周岁` };

  const status = lowIncomeOn(facts.lowIncome, dates.evaluatedOn);
  if (status === 'unknown') return { ok: false, code: 'STATUS_UNKNOWN' };
  if (status !== 'none' && freeFor.includes(status)) return answer(0, [reached, LOW_INCOME_REASONS[status]]);

  const whole = facts.priceFen * share.numerator;
  const payFen = Math.floor(whole / share.denominator);
  const reasons: QuoteReason[] = [
    reached,
    status === 'none'
      ? { code: 'NO_LOW_INCOME', text: '不是低保或低边家庭' }
      : { code: 'NOT_FREE', text: `${LOW_INCOME_LABELS[status]}家庭按现行规定不免费` },
    {
      code: 'SHARE',
      text: `按规定付价格${yuan(facts.priceFen)}元的${shareWords(share)}，付${payWords(payFen)}`,
    },
  ];
  if (whole % share.denominator !== 0) reasons.push({ code: 'ROUNDED_DOWN', text: '不到一分的部分不收' });
  return answer(payFen, reasons);
}
