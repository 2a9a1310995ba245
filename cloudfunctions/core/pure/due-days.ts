/**
 * How many open steps are promised for which day, as one text: 'first day steps, days later steps, days later steps …' with a space between
 * each two ('20756 1 3 3'), days counted since 1970 in China, ascending, none without steps. The town reads those of all its villages with each
 * home page, and the SDK looks at every value of a document by itself. Commands, which do not read the figures of their village, write their moves
 * beside the text; at night they go into it.
 */
import type { CalendarDate } from '../../../typings/domain';

export type DueDays = string;

/** One step more ('+') or less ('-') on a day, since the text was written. */
export type DueMove = `${'+' | '-'}${CalendarDate}`;

/** Steps by 'YYYY-MM-DD', as people read them. */
export type NamedDays = Record<CalendarDate, number>;

/** As records had them until 2026-11-29: read until a migration or a next step has brought them over. */
export type OlderDays = number[] | NamedDays;

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (date: CalendarDate): number => Date.parse(date) / DAY_MS;

/** Numbers as they stand in the text. */
function numbersOf(days: DueDays | number[]): number[] {
  if (typeof days !== 'string') return days;
  return days === '' ? [] : days.split(' ').map(Number);
}

/** `[day, steps]` in the order of the days. */
function entries(days: DueDays | OlderDays): [day: number, steps: number][] {
  if (typeof days !== 'string' && !Array.isArray(days)) {
    const named = Object.entries(days).map(([date, steps]): [number, number] => [dayOf(date), steps]);
    return named.sort(([a], [b]) => a - b);
  }
  const numbers = numbersOf(days);
  const found: [number, number][] = [];
  let day = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    day += numbers[i] ?? 0;
    found.push([day, numbers[i + 1] ?? 0]);
  }
  return found;
}

function written(steps: [day: number, steps: number][]): DueDays {
  const kept = steps.filter(([, n]) => n !== 0);
  return kept.map(([day, n], i) => `${day - (kept[i - 1]?.[0] ?? 0)} ${n}`).join(' ');
}

/** In today's way of writing. */
export function dueDays(days: DueDays | OlderDays): DueDays {
  return typeof days === 'string' ? days : written(entries(days));
}

/** By the names of the days. */
export function namedDays(days: DueDays | OlderDays): NamedDays {
  return Object.fromEntries(
    entries(days).map(([day, steps]) => [new Date(day * DAY_MS).toISOString().slice(0, 10), steps]),
  );
}

/** Puts a move at the end; one that only undoes the last one takes it away. */
export function noteMove(moves: DueMove[], date: CalendarDate, by: 1 | -1): void {
  const [sign, opposite] = by > 0 ? (['+', '-'] as const) : (['-', '+'] as const);
  if (moves.at(-1) === `${opposite}${date}`) moves.pop();
  else moves.push(`${sign}${date}`);
}

const dateOf = (move: DueMove): CalendarDate => move.slice(1);
const stepOf = (move: DueMove): 1 | -1 => (move.startsWith('+') ? 1 : -1);

/** The text with the moves in it. */
export function withMoves(days: DueDays | OlderDays, moves: readonly DueMove[]): DueDays {
  const steps = new Map(entries(days));
  for (const move of moves) {
    const day = dayOf(dateOf(move));
    steps.set(day, (steps.get(day) ?? 0) + stepOf(move));
  }
  return written([...steps].sort(([a], [b]) => a - b));
}

/** Steps promised for a day before this one. */
export function dueBefore(days: DueDays | OlderDays, moves: readonly DueMove[], date: CalendarDate): number {
  const on = dayOf(date);
  const moved = moves.reduce((sum, move) => (dateOf(move) < date ? sum + stepOf(move) : sum), 0);
  return entries(days).reduce((sum, [day, steps]) => (day < on ? sum + steps : sum), moved);
}
