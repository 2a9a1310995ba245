/** Numbers of cases, days of promises, and what may be taken back. */
import fc from 'fast-check';
import { caseNumber } from '../../cloudfunctions/core/casework';
import { emptyCounters, moveCase, promisedSteps, tidied } from '../../cloudfunctions/core/counters';
import { withMoves } from '../../cloudfunctions/core/pure/due-days';
import { differences, repaired } from '../../cloudfunctions/core/recount';
import { overdueCases } from '../../cloudfunctions/core/waiting';
import { isUndoable } from '../../cloudfunctions/applications/rules/undo';
import { TABLES } from '../../cloudfunctions/applications/rules/tables';
import { CASE_KINDS, FINAL_STATES } from '../../miniprogram/shared/case-states';
import { chinaDate, endOfChinaDay } from '../../miniprogram/shared/china-time';
import { WORK_TABS } from '../../miniprogram/shared/waiting';

test('a promise holds until the end of its day in China', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (at) => {
      const end = endOfChinaDay(at);
      expect(chinaDate(end)).toBe(chinaDate(at));
      expect(chinaDate(end + 1) > chinaDate(at)).toBe(true);
    }),
  );
});

test('a number is made of the day and the id, and has no look-alikes', () => {
  const createdAt = Date.parse('2026-11-27T23:30:00+08:00');
  expect(caseNumber({ _id: 'a1', createdAt })).toMatch(/^261127-[2-9A-HJ-NP-Z]{4}$/);
  expect(caseNumber({ _id: 'a1', createdAt })).toBe(caseNumber({ _id: 'a1', createdAt }));
  expect(caseNumber({ _id: 'a2', createdAt })).not.toBe(caseNumber({ _id: 'a1', createdAt }));
});

test('however cases move, the days say what is overdue, and days without any are not kept', () => {
  const DAY = 86_400_000;
  const one = fc.record({
    kind: fc.constantFrom(...CASE_KINDS),
    tab: fc.constantFrom(...WORK_TABS),
    state: fc.constant('submitted' as const),
    dueAt: fc.option(
      fc.integer({ min: 20_000, max: 20_010 }).map((day) => endOfChinaDay(day * DAY)),
      { nil: null },
    ),
  });
  fc.assert(
    fc.property(fc.array(one), fc.array(one), (stay, go) => {
      const counters = emptyCounters('v');
      for (const each of [...stay, ...go]) moveCase(counters, null, each);
      for (const each of go) moveCase(counters, each, null);
      for (let day = 20_000; day <= 20_011; day += 1) {
        const on = chinaDate(day * DAY);
        for (const kind of CASE_KINDS) {
          const late = stay.filter(
            (each) => each.kind === kind && each.dueAt !== null && each.dueAt < day * DAY - 8 * 3_600_000,
          );
          expect(overdueCases(counters, kind, WORK_TABS, on)).toBe(late.length);
        }
      }
      const tidy = tidied(counters);
      expect(tidy.dueMoves).toBeUndefined();
      expect(promisedSteps(tidy)).toEqual(promisedSteps(counters));
      expect(differences(counters, tidy, 0)).toEqual([]);
    }),
  );
});

test('what is put in order at night says the same; what is in order already is the same object', () => {
  const months = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [
      `${2024 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
      { submitted: n, done: 0 },
    ]),
  );
  const counters = {
    ...emptyCounters('v'),
    months,
    assigned: { busy: 2, free: 0 },
    due: { device: { toCheck: withMoves('', ['+2026-12-01']) } },
    dueMoves: {
      device: { toCheck: ['-2026-12-01' as const] },
      wish: { toApprove: ['+2026-12-03' as const] },
    },
  };
  const tidy = tidied(counters);
  expect(Object.keys(tidy.months)).toEqual(Object.keys(months).slice(6));
  expect(tidy.assigned).toEqual({ busy: 2 });
  expect(tidy.due).toEqual({ wish: { toApprove: withMoves('', ['+2026-12-03']) } });
  expect(differences(counters, tidy, Date.parse('2026-06-15'))).toEqual([]);
  expect(tidied(tidy)).toBe(tidy);
  expect(tidied({ ...tidy, assigned: { free: 0 } })).toEqual({ ...tidy, assigned: {} });
});

test('promises of an older record, which names their days, are compared day by day with those of today', () => {
  const stored = { ...emptyCounters('v'), due: { device: { toCheck: { '2026-11-02': 3 } } } };
  const counted = (steps: number) => ({
    ...emptyCounters('v'),
    due: { device: { toCheck: withMoves('', Array<'+2026-11-02'>(steps).fill('+2026-11-02')) } },
  });
  expect(differences(stored, counted(3), 0)).toEqual([]);
  expect(differences(stored, counted(2), 0)).toEqual([
    { figure: 'due.device.toCheck.2026-11-02', stored: 3, counted: 2 },
  ]);
});

test('a nightly repair of the figures keeps what officers have been told of as new', () => {
  const now = Date.parse('2026-11-27T23:00:00+08:00');
  const stored = { ...emptyCounters('v'), arrived: { verifications: 7 }, residents: 3 };
  expect(repaired(stored, emptyCounters('v'), now)).toMatchObject({
    arrived: { verifications: 7 },
    residents: 0,
  });
});

test('a nightly repair writes what is due as one text', () => {
  const now = Date.parse('2026-11-27T23:00:00+08:00');
  const counted = emptyCounters('v');
  moveCase(counted, null, { kind: 'wish', state: 'submitted', tab: 'toCheck', dueAt: now });
  const { due, dueMoves } = repaired(emptyCounters('v'), counted, now);
  expect([due, dueMoves]).toEqual([{ wish: { toCheck: withMoves('', ['+2026-11-27']) } }, undefined]);
});

test.each(CASE_KINDS)(
  '%s: what can be taken back neither ends a case nor is a step of the town that decides',
  (kind) => {
    const steps = TABLES[kind].filter(({ action }) => isUndoable(kind, action));
    for (const { from, to, action } of steps) {
      // Who is in work is still followed up.
      if (to !== from) expect(FINAL_STATES).not.toContain(to);
      expect(['approve', 'reject', 'return', 'deliver', 'publish', 'place']).not.toContain(action);
    }
  },
);
