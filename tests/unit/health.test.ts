/** How the program stands: what is fine, what can wait for the morning, what somebody must do something about. */
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

test('everything as it should be is fine', () => {
  expect(stateOf(statesOf(fine))).toBe('fine');
  expect(new Set(Object.values(statesOf(fine)))).toEqual(new Set(['fine']));
});

test.each<[string, Partial<HealthFacts>, string, 'look' | 'act' | 'fine']>([
  ['a timer that is late', { timers: [timer({ overdue: true })] }, 'TIMERS', 'act'],
  ['a timer that stopped', { timers: [timer({}), timer({ run: { outcome: 'stopped' } })] }, 'TIMERS', 'act'],
  ['a timer that did a part', { timers: [timer({ run: { outcome: 'partly' } })] }, 'TIMERS', 'look'],
  ['timers that ran', { timers: [timer({ run: { outcome: 'done' } })] }, 'TIMERS', 'fine'],
  ['counters never looked at', { counters: null }, 'COUNTERS', 'fine'],
  [
    'counters of the day before',
    { counters: { day: '2026-11-27', finished: true, repaired: 0 } },
    'COUNTERS',
    'look',
  ],
  [
    'a check that is not finished',
    { counters: { day: TODAY, finished: false, repaired: 0 } },
    'COUNTERS',
    'look',
  ],
  ['counters that were wrong', { counters: { day: TODAY, finished: true, repaired: 1 } }, 'COUNTERS', 'look'],
  ['data that do not fit', { findings: 1 }, 'DATA', 'act'],
  ['a message that waits', { messages: { held: 1, tried: 0 } }, 'MESSAGES', 'act'],
  ['a message under way', { messages: { held: 0, tried: 1 } }, 'MESSAGES', 'fine'],
  ['a picture that waits', { pictures: 1 }, 'CONTENT_CHECK', 'look'],
  ['a text that waits', { texts: 1 }, 'CONTENT_CHECK', 'look'],
  ['a file that was left', { files: 1 }, 'UPLOADS', 'look'],
  ['a call that failed', { calls: { failed: 1, slow: 0 } }, 'CALLS', 'look'],
  ['four that failed', { calls: { failed: 4, slow: 0 } }, 'CALLS', 'look'],
  ['five that failed', { calls: { failed: 5, slow: 0 } }, 'CALLS', 'act'],
  ['49 slow ones', { calls: { failed: 0, slow: 49 } }, 'CALLS', 'fine'],
  ['50 slow ones', { calls: { failed: 0, slow: 50 } }, 'CALLS', 'look'],
  ['a migration under way', { migrations: { done: 3, running: true } }, 'MIGRATIONS', 'look'],
  ['an old key in use', { keys: { version: 'v2', left: 1 } }, 'KEYS', 'look'],
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
