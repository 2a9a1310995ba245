/** Days on which steps are promised, in their short form, and what has moved since it was written. */
import * as fc from 'fast-check';
import {
  dueBefore,
  dueDays,
  namedDays,
  noteMove,
  withMoves,
  type DueMove,
  type NamedDays,
} from '../../cloudfunctions/core/pure/due-days';

const DAY = 86_400_000;
const date = fc
  .integer({ min: 20_400, max: 21_400 })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
const near = fc
  .integer({ min: 20_400, max: 20_404 })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
const moves = fc.array(fc.tuple(fc.oneof(date, near), fc.constantFrom(1 as const, -1 as const)), {
  maxLength: 60,
});

/** What the days say, the plain way. */
function plain(all: [string, number][]): NamedDays {
  const days: NamedDays = {};
  for (const [on, by] of all) days[on] = (days[on] ?? 0) + by;
  return days;
}

const late = (days: NamedDays, on: string): number =>
  Object.entries(days).reduce((sum, [day, n]) => (day < on ? sum + n : sum), 0);

/** Moves as commands leave them beside the text. */
function noted(all: [string, 1 | -1][]): DueMove[] {
  const list: DueMove[] = [];
  for (const [on, by] of all) noteMove(list, on, by);
  return list;
}

test('text and moves say before any day what a plain list of days says, wherever the text ends and the moves begin', () => {
  fc.assert(
    fc.property(moves, moves, date, (first, since, on) => {
      const wanted = late(plain([...first, ...since]), on);
      const text = withMoves('', noted(first));
      expect(dueBefore(text, noted(since), on)).toBe(wanted);
      expect(dueBefore('', noted([...first, ...since]), on)).toBe(wanted);
      expect(dueBefore(withMoves(text, noted(since)), [], on)).toBe(wanted);
    }),
  );
});

test('the text is the same whether moves went into it one by one, in parts or all together', () => {
  fc.assert(
    fc.property(moves, moves, (first, since) => {
      const all = [...first, ...since];
      const text = withMoves('', noted(all));
      expect(withMoves(withMoves('', noted(first)), noted(since))).toBe(text);
      expect(all.reduce((before, one) => withMoves(before, noted([one])), '')).toBe(text);
      expect(withMoves(text, [])).toBe(text);
    }),
  );
});

test('it is written in one way only: ascending, no day without steps', () => {
  fc.assert(
    fc.property(moves, (all) => {
      const days = withMoves('', noted(all));
      const wanted = Object.entries(plain(all)).filter(([, n]) => n !== 0);
      const numbers = days.split(' ').filter(Boolean).map(Number);
      expect(numbers).toHaveLength(wanted.length * 2);
      expect(numbers.filter((_, i) => i % 2 === 0).every((gap) => gap > 0)).toBe(true);
      expect(dueDays(plain(all))).toEqual(days);
      expect(namedDays(days)).toEqual(Object.fromEntries(wanted));
    }),
  );
});

test('a move that undoes the one before it is not kept: who hands a case on moves no day', () => {
  const list = noted([
    ['2026-12-01', 1],
    ['2026-12-05', -1],
    ['2026-12-05', 1],
  ]);
  expect(list).toEqual(['+2026-12-01']);
});

test('days of a record that names them, or lists numbers, are read, and written as one text with the next moves', () => {
  fc.assert(
    fc.property(moves, moves, date, (all, since, on) => {
      const named = plain(all);
      const text = dueDays(named);
      const listed = text.split(' ').filter(Boolean).map(Number);
      for (const older of [named, listed]) {
        expect(dueBefore(older, noted(since), on)).toBe(late(plain([...all, ...since]), on));
        expect(dueDays(older)).toBe(text);
        expect(withMoves(older, noted(since))).toBe(withMoves(text, noted(since)));
      }
      expect(namedDays(listed)).toEqual(namedDays(text));
    }),
  );
});
