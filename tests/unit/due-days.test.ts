/** Days on which steps are promised, in their short form. */
import * as fc from 'fast-check';
import {
  addDue,
  dueBefore,
  dueDays,
  namedDays,
  type DueDays,
  type NamedDays,
} from '../../cloudfunctions/core/pure/due-days';

const DAY = 86_400_000;
const date = fc
  .integer({ min: 20_400, max: 21_400 })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
const moves = fc.array(fc.tuple(date, fc.constantFrom(1, -1)), { maxLength: 60 });

/** What the days say, the plain way. */
function plain(all: [string, number][]): NamedDays {
  const days: NamedDays = {};
  for (const [on, by] of all) days[on] = (days[on] ?? 0) + by;
  return days;
}

const late = (days: NamedDays, on: string): number =>
  Object.entries(days).reduce((sum, [day, n]) => (day < on ? sum + n : sum), 0);

test('say before any day what a plain list of days says, in whatever order the steps came', () => {
  fc.assert(
    fc.property(moves, date, (all, on) => {
      const days = all.reduce<DueDays>((before, [day, by]) => addDue(before, day, by), '');
      expect(dueBefore(days, on)).toBe(late(plain(all), on));
    }),
  );
});

test('are written in one way only: ascending, no day without steps', () => {
  fc.assert(
    fc.property(moves, (all) => {
      const days = all.reduce<DueDays>((before, [day, by]) => addDue(before, day, by), '');
      const wanted = Object.entries(plain(all)).filter(([, n]) => n !== 0);
      const numbers = days.split(' ').filter(Boolean).map(Number);
      expect(numbers).toHaveLength(wanted.length * 2);
      expect(numbers.filter((_, i) => i % 2 === 0).every((gap) => gap > 0)).toBe(true);
      expect(dueDays(plain(all))).toEqual(days);
      expect(namedDays(days)).toEqual(Object.fromEntries(wanted));
    }),
  );
});

test('of a record that names its days, or lists numbers, are read, and written as one text with the next step', () => {
  fc.assert(
    fc.property(moves, date, (all, on) => {
      const named = plain(all);
      const text = dueDays(named);
      const listed = text.split(' ').filter(Boolean).map(Number);
      for (const older of [named, listed]) {
        expect(dueBefore(older, on)).toBe(late(named, on));
        expect(dueDays(older)).toBe(text);
        expect(addDue(older, on, 1)).toBe(addDue(text, on, 1));
      }
      expect(namedDays(listed)).toEqual(namedDays(text));
    }),
  );
});
