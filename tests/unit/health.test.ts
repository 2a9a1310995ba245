/** How the program stands, at the limits of its rules; each state with its words is in operations.test. */
import {
  nightlyOf,
  stateOf,
  statesOf,
  timersOf,
  timerState,
  type HealthFacts,
} from '../../cloudfunctions/core/pure/health';
import { TIMETABLE } from '../../cloudfunctions/core/pure/timetable';
import type { TimerRunDoc } from '../../cloudfunctions/core/documents/operations';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-28T09:00:00+08:00');
const TODAY = '2026-11-28';
const fine: HealthFacts = {
  at: NOW,
  timers: [],
  counters: { day: TODAY, finished: true, repaired: 0 },
  findings: 0,
  messages: { held: 0, tried: 0 },
  pictures: 0,
  texts: 0,
  files: 0,
  calls: { failed: 0, slow: 0 },
  migrations: { done: 3, running: false },
  keys: { version: 'v1', left: 0 },
};
const timer = (change: object) => ({ name: 'x', run: null, overdue: false, ...change });

test.each<[string, Partial<HealthFacts>, string, 'look' | 'act' | 'fine']>([
  ['timers that ran', { timers: [timer({ run: { outcome: 'done' } })] }, 'TIMERS', 'fine'],
  ['counters never looked at', { counters: null }, 'COUNTERS', 'fine'],
  ['a message that waits', { messages: { held: 1, tried: 0 } }, 'MESSAGES', 'act'],
  ['a message under way', { messages: { held: 0, tried: 1 } }, 'MESSAGES', 'fine'],
  ['four that failed', { calls: { failed: 4, slow: 0 } }, 'CALLS', 'look'],
  ['49 slow ones', { calls: { failed: 0, slow: 49 } }, 'CALLS', 'fine'],
])('%s', (_what, change, code, state) => {
  const states = statesOf({ ...fine, ...change });
  expect(states[code as keyof typeof states]).toBe(state);
  expect(stateOf(states)).toBe(state);
});

test('the worst is said', () => {
  expect(stateOf(statesOf({ ...fine, files: 1, findings: 1 }))).toBe('act');
});

test('before five in the morning the check of the day before is new enough', () => {
  const counters = { day: '2026-11-27', finished: true, repaired: 0 };
  const stateAt = (time: string) =>
    statesOf({ ...fine, counters, at: Date.parse(`2026-11-28T${time}+08:00`) }).COUNTERS;
  expect([stateAt('04:59:59'), stateAt('05:00:00')]).toEqual(['fine', 'look']);
});

test('what the night found', () => {
  const night = (change: Partial<HealthFacts>) => nightlyOf({ ...fine, ...change });
  expect(night({})).toBe('right');
  expect(night({ counters: null })).toBe('none');
  expect(night({ counters: { day: '2026-11-27', finished: true, repaired: 0 } })).toBe('none');
  expect(night({ counters: { day: TODAY, finished: true, repaired: 2 } })).toBe('repaired');
  expect(night({ counters: { day: TODAY, finished: true, repaired: 2 }, findings: 1 })).toBe('differs');
});

describe('timers', () => {
  const [name = '', { minutes } = { minutes: 0 }] = Object.entries(TIMETABLE)[0] ?? [];
  const run = (id: string, at: number, since = at): TimerRunDoc =>
    ({ _id: id, at, since, outcome: 'done' }) as unknown as TimerRunDoc;
  const stateOfFirst = (runs: TimerRunDoc[]) => timersOf(runs, NOW).find((one) => one.name === name);

  test('all of the timetable are there, run or not', () => {
    expect(timersOf([], NOW).map((one) => one.name)).toEqual(Object.keys(TIMETABLE));
    expect(timersOf([], NOW).every(({ overdue, run: last }) => !overdue && last === null)).toBe(true);
  });

  test('half an hour late is late', () => {
    const due = (minutes + 30) * MINUTE;
    expect(stateOfFirst([run(name, NOW - due)])?.overdue).toBe(false);
    expect(stateOfFirst([run(name, NOW - due - 1)])?.overdue).toBe(true);
  });

  test('one that never ran is late against the first run of any', () => {
    const due = (minutes + 30) * MINUTE;
    expect(stateOfFirst([run('other', NOW, NOW - due)])?.overdue).toBe(false);
    expect(stateOfFirst([run('other', NOW, NOW - due - 1)])?.overdue).toBe(true);
    expect(timerState(timer({ overdue: true }))).toBe('act');
  });
});
