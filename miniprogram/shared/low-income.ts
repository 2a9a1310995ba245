import type { CalendarDate, LowIncomeKind, LowIncomePeriod } from '../../typings/domain';

/**
 * Low-income status on a day, from the periods of the family. 'unknown' when nobody asked yet: never read as "none".
 * Where periods overlap, 低保 counts before 低边.
 */
export function lowIncomeOn(
  periods: readonly LowIncomePeriod[] | null,
  on: CalendarDate,
): LowIncomeKind | 'none' | 'unknown' {
  if (periods === null) return 'unknown';
  const inForce = periods.filter((period) => period.from <= on && (period.to === null || on <= period.to));
  if (inForce.some((period) => period.kind === 'dibao')) return 'dibao';
  return inForce.length > 0 ? 'dibian' : 'none';
}
