/** When the same device can be applied for again: months, over the ends of months and years. */
import fc from 'fast-check';
import { againFrom, monthsLater } from '../../cloudfunctions/applications/rules/service-life';

const date = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));
const months = fc.integer({ min: 1, max: 240 });

/** Days of a month, counted by an independent way: a table and the rule of leap years. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2027-01-31', 13, '2028-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-11-24', 1, '2026-12-24'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2026-12-01', 36, '2029-12-01'],
])('%s and %i months is %s', (from, n, to) => {
  expect(monthsLater(from, n)).toBe(to);
});

test('the same day so many months later, or the last one of a shorter month', () => {
  fc.assert(
    fc.property(date, months, (from, n) => {
      const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
      const [toYear = 0, toMonth = 0, toDay = 0] = monthsLater(from, n).split('-').map(Number);
      expect(toYear * 12 + toMonth).toBe(year * 12 + month + n);
      expect(toDay).toBe(Math.min(day, daysIn(toYear, toMonth)));
    }),
    { numRuns: 1000 },
  );
});

test('later received or longer kept is never sooner free', () => {
  fc.assert(
    fc.property(date, date, months, months, (a, b, n, m) => {
      const [early, late] = a <= b ? [a, b] : [b, a];
      expect(monthsLater(early, n) <= monthsLater(late, n)).toBe(true);
      expect(monthsLater(a, Math.min(n, m)) <= monthsLater(a, Math.max(n, m))).toBe(true);
    }),
  );
});

const RULE = { defaultMonths: 36, months: { cane: 24 } };

test('the item has its own months, others the usual ones; on the day itself it is free', () => {
  expect(againFrom('cane', '2024-05-31', RULE, '2026-05-30')).toBe('2026-05-31');
  expect(againFrom('cane', '2024-05-31', RULE, '2026-05-31')).toBeNull();
  expect(againFrom('wheelchair', '2024-05-31', RULE, '2026-05-31')).toBe('2027-05-31');
  // Not a month count of the rule, but of what every object has.
  expect(againFrom('constructor', '2024-05-31', RULE, '2026-05-31')).toBe('2027-05-31');
});

test('free from exactly one day on', () => {
  fc.assert(
    fc.property(date, date, (received, today) => {
      const free = monthsLater(received, RULE.defaultMonths);
      expect(againFrom('wheelchair', received, RULE, today)).toBe(today < free ? free : null);
    }),
  );
});
