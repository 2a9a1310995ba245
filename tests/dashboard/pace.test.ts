import fc from 'fast-check';
import { HIDDEN_MS, LONGEST_MS, nextDelay, POLL_MS } from '../../dashboard/src/data/backoff';

const well = { failures: 0, hidden: false, askedMs: 0, random: 0 };

test('all well: every 3 s, so that a change is seen within 5 s', () => {
  expect(nextDelay(well)).toBe(POLL_MS);
  expect(POLL_MS).toBeLessThan(5_000);
});

test('nobody looks: every 30 s', () => expect(nextDelay({ ...well, hidden: true })).toBe(HIDDEN_MS));

test('the longest possible pause doubles with each failure and stops at a minute', () => {
  const longest = [1, 2, 3, 4, 5, 6].map((failures) => nextDelay({ ...well, failures, random: 1 }));
  expect(longest).toEqual([6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
});

test('two screens that failed together do not come back together', () => {
  const [early, late] = [0, 0.9].map((random) => nextDelay({ ...well, failures: 5, random }));
  expect(late! - early!).toBeGreaterThan(20_000);
});

test('between 3 s and a minute for any number of failures, unless the server asks for more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.boolean(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, hidden, random) => {
        const delay = nextDelay({ failures, hidden, askedMs: 0, random });
        return delay >= POLL_MS && delay <= LONGEST_MS;
      },
    ),
  );
});

test('while the office sleeps the server asks for a slower pace, also when all is well', () => {
  expect(nextDelay({ ...well, askedMs: 30_000 })).toBe(30_000);
  expect(nextDelay({ ...well, askedMs: 1_000 })).toBe(POLL_MS);
});

test('Retry-After is honoured, up to ten minutes', () => {
  expect(nextDelay({ ...well, failures: 1, askedMs: 90_000 })).toBe(90_000);
  expect(nextDelay({ ...well, failures: 1, askedMs: 1e9 })).toBe(600_000);
});
