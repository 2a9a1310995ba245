/** A person of the register in the figures of a village. */
import { ageGroup, completedYears } from '../../../miniprogram/shared/age';
import type { CalendarDate } from '../../../typings/domain';
import type { CounterDoc, ResidentDoc } from '../../core/collections';
import { add } from '../../core/counters';

/** Adds (1) or takes away (-1) a resident and the resident's phone, in the age group of today. */
export function countResident(
  counters: CounterDoc,
  { category, level, birthDate, binding }: ResidentDoc,
  on: CalendarDate,
  by: 1 | -1,
): void {
  counters.residents += by;
  if (binding) counters.boundUsers += by;
  add(counters.byCategory, category, by);
  add(counters.byLevel, level, by);
  const age = completedYears(birthDate, on);
  if (age.ok) counters.byAge[ageGroup(age.years)] += by;
}
