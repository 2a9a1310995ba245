/** When the same device can be applied for again (parameter deviceServiceLife: months by item). */
import type { CalendarDate } from '../../../typings/domain';

export interface ServiceLifeRule {
  defaultMonths: number;
  months: Readonly<Record<string, number>>;
}

/** The day `months` months later; the 31st becomes the last day of a shorter month. */
export function monthsLater(on: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const date = new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
  return date.toISOString().slice(0, 10);
}

/** The first day on which an item received on `receivedOn` can be applied for again; null when that day has come. */
export function againFrom(
  itemId: string,
  receivedOn: CalendarDate,
  rule: ServiceLifeRule,
  today: CalendarDate,
): CalendarDate | null {
  const months = Object.hasOwn(rule.months, itemId)
    ? (rule.months[itemId] ?? rule.defaultMonths)
    : rule.defaultMonths;
  const from = monthsLater(receivedOn, months);
  return from > today ? from : null;
}
