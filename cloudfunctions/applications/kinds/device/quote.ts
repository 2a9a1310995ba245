import type { CalendarDate } from '../../../../typings/domain';
import type { QuoteView } from '../../../../typings/api/applications';
import type { ResidentDoc } from '../../../core/collections';
import type { Reader } from '../../../core/database';
import { ERRORS } from '../../../core/errors';
import { parameterOn } from '../../../core/parameters';
import { quoteDevice, type PaymentResult } from '../../rules/device-payment';

type Quoted = PaymentResult | { ok: false; code: 'RULE_MISSING' };

/** The amount by the rule in force on `evaluatedOn`, for a resident's facts as they are stored now. */
export async function quoteFor(
  reader: Reader,
  resident: Pick<ResidentDoc, 'birthDate' | 'lowIncome'>,
  priceFen: number,
  dates: { appliedOn: CalendarDate; evaluatedOn: CalendarDate },
): Promise<Quoted> {
  const rule = await parameterOn(reader, 'devicePayment', dates.evaluatedOn);
  if (!rule) return { ok: false, code: 'RULE_MISSING' };
  return quoteDevice({ birthDate: resident.birthDate, lowIncome: resident.lowIncome, priceFen }, dates, rule);
}

/** For showing: the quote, or the refusal in words. */
export function quoteView(quoted: Quoted): QuoteView {
  return quoted.ok
    ? { quotable: true, quote: quoted.quote }
    : { quotable: false, code: quoted.code, message: ERRORS[quoted.code] };
}

/** The sum of amounts; null when any of them is not known. */
export function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}
