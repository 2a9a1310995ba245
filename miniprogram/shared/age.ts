/**
 * Completed years of age (周岁).
 *
 * A person completes a year on the birthday (Civil Code of the PRC art. 13 and 17-18 count full years; product rule:
 * "on the 60th birthday one is 60"). Born on 29 February, one ages on 1 March in common years: in the resident's favour,
 * since being younger is what costs nothing.
 */
import type { CalendarDate } from '../../typings/domain';
import { isCalendarDate } from './china-time';

/** Nobody alive is older; a date before this is a typing error. */
export const OLDEST_AGE = 130;

export type AgeResult =
  | { ok: true; years: number }
  | { ok: false; code: 'BIRTH_DATE_IMPOSSIBLE' | 'BIRTH_DATE_IN_FUTURE' };

/** Completed years on the day `on`; a refusal, never a guess, for a date that cannot be a living person's birth date. */
export function completedYears(birthDate: CalendarDate, on: CalendarDate): AgeResult {
  if (!isCalendarDate(birthDate) || !isCalendarDate(on)) return { ok: false, code: 'BIRTH_DATE_IMPOSSIBLE' };
  if (birthDate > on) return { ok: false, code: 'BIRTH_DATE_IN_FUTURE' };
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  // Month and day compare as text. '02-29' sorts after '02-28' and before '03-01', which gives 1 March in common years.
  const reached = on.slice(5) >= birthDate.slice(5) ? years : years - 1;
  if (reached > OLDEST_AGE) return { ok: false, code: 'BIRTH_DATE_IMPOSSIBLE' };
  return { ok: true, years: reached };
}

export const AGE_GROUPS = ['0-17', '18-44', '45-59', '60-69', '70-79', '80+'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];

/** The group of the village screen and the counts. */
export function ageGroup(years: number): AgeGroup {
  if (years < 18) return '0-17';
  if (years < 45) return '18-44';
  if (years < 60) return '45-59';
  if (years < 70) return '60-69';
  if (years < 80) return '70-79';
  return '80+';
}
