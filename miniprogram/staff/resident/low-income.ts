/** What was checked about 低保 and 低边, turned into the periods that are kept. */
import type { CalendarDate, LowIncomeKind, LowIncomePeriod } from '../../../typings/domain';

/** The day before a calendar date. */
function dayBefore(date: CalendarDate): CalendarDate {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/**
 * The periods after a check that says: from `from` on the family is `kind` (until `to`), or neither. Earlier periods stay and
 * end before `from`; those that would begin later are replaced.
 */
export function periodsAfter(
  known: readonly LowIncomePeriod[] | null,
  kind: LowIncomeKind | 'none',
  from: CalendarDate,
  to: CalendarDate | null,
): LowIncomePeriod[] {
  const last = dayBefore(from);
  const earlier = (known ?? [])
    .filter((period) => period.from < from)
    .map((period) => (period.to === null || period.to > last ? { ...period, to: last } : period));
  return kind === 'none' ? earlier : [...earlier, { kind, from, to }];
}
