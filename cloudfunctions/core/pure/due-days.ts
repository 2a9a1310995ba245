/**
 * How many open steps are promised for which day. Kept short, for the town reads those of all its villages with each home page:
 * `[first day, steps, days later, steps, days later, steps …]`, days counted since 1970 in China, ascending, none without steps.
 */
import type { CalendarDate } from '../../../typings/domain';

export type DueDays = number[];

/** Steps by 'YYYY-MM-DD': so records had them before 2026-11-29, which are read until a migration or a next step has brought them over. */
export type NamedDays = Record<CalendarDate, number>;

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (date: CalendarDate): number => Date.parse(date) / DAY_MS;

/** `[day, steps]` in the order of the days. */
function entries(days: DueDays | NamedDays): [day: number, steps: number][] {
  if (!Array.isArray(days)) {
    const named = Object.entries(days).map(([date, steps]): [number, number] => [dayOf(date), steps]);
    return named.sort(([a], [b]) => a - b);
  }
  const found: [number, number][] = [];
  let day = 0;
  for (let i = 0; i < days.length; i += 2) {
    day += days[i] ?? 0;
    found.push([day, days[i + 1] ?? 0]);
  }
  return found;
}

function written(steps: [day: number, steps: number][]): DueDays {
  const kept = steps.filter(([, n]) => n !== 0);
  return kept.flatMap(([day, n], i) => [day - (kept[i - 1]?.[0] ?? 0), n]);
}

/** In today's way of writing. */
export function dueDays(days: DueDays | NamedDays): DueDays {
  return Array.isArray(days) ? days : written(entries(days));
}

/** Steps by 'YYYY-MM-DD', as people read them. */
export function namedDays(days: DueDays | NamedDays): NamedDays {
  return Object.fromEntries(
    entries(days).map(([day, steps]) => [new Date(day * DAY_MS).toISOString().slice(0, 10), steps]),
  );
}

/** With `by` more steps (fewer, when below nothing) on the day. */
export function addDue(days: DueDays | NamedDays, date: CalendarDate, by: number): DueDays {
  const on = dayOf(date);
  const all = entries(days);
  const at = all.findIndex(([day]) => day >= on);
  const found = at === -1 ? undefined : all[at];
  if (found?.[0] === on) found[1] += by;
  else all.splice(at === -1 ? all.length : at, 0, [on, by]);
  return written(all);
}

/** Steps promised for a day before this one. */
export function dueBefore(days: DueDays | NamedDays, date: CalendarDate): number {
  const on = dayOf(date);
  return entries(days).reduce((sum, [day, steps]) => (day < on ? sum + steps : sum), 0);
}
