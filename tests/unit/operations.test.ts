/** What is listed as an incident, who is missed among the timers, and what a day's steps come to. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateOf, statesOf, type HealthFacts } from '../../cloudfunctions/core/pure/health';
import type { TimerRunDoc } from '../../cloudfunctions/core/documents/operations';
import type { LogLine } from '../../cloudfunctions/core/logger';
import { TIMETABLE } from '../../cloudfunctions/core/pure/timetable';
import { overdueBy, stepsOf } from '../../cloudfunctions/upkeep/daily/count';
import { healthWords, timerWords } from '../../cloudfunctions/upkeep/rules/health-words';
import { nextTime, parseCron } from '../../local/cloud/timers';

const NOW = Date.parse('2026-03-05T10:00:00+08:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('incidents', () => {
  const LINE: LogLine = {
    level: 'info',
    fn: 'points',
    action: 'shop',
    requestId: 'r1',
    code: 'OK',
    ms: 40,
    db: 2,
  };
  let kept: unknown[];

  /** Which of these lines are kept, by a worker that has just begun. */
  async function keptOf(lines: Partial<LogLine>[], append?: () => Promise<void>): Promise<unknown[]> {
    kept = [];
    await jest.isolateModulesAsync(async () => {
      const { keepIncident } = await import('../../cloudfunctions/core/incidents');
      const store = {
        append: (_collection: string, doc: unknown) => {
          kept.push(doc);
          return append?.() ?? Promise.resolve();
        },
      };
      for (const line of lines) await keepIncident(store, { ...LINE, ...line }, NOW);
    });
    return kept;
  }

  test('a normal call and what a person is refused are none, and write nothing', async () => {
    const refused = { level: 'warn', code: 'FORBIDDEN' } as const;
    expect(await keptOf([{}, refused, { level: 'warn', code: 'STATE_CHANGED' }])).toEqual([]);
    // Messages that were not sent are counted in the outbox.
    expect(await keptOf([{ level: 'error', code: 'MESSAGE_NOT_SENT' }])).toEqual([]);
  });

  test('what failed unexpectedly, what the database or WeChat held up, and what took long', async () => {
    const lines: Partial<LogLine>[] = [
      { level: 'error', code: 'INTERNAL', detail: 'TypeError: *' },
      { level: 'warn', code: 'BUSY' },
      { level: 'warn', code: 'CONTENT_UNCHECKED' },
      { ms: 3000 },
      { level: 'warn', code: 'FORBIDDEN', ms: 9000 },
    ];
    expect(await keptOf(lines)).toMatchObject([
      {
        kind: 'failed',
        code: 'INTERNAL',
        fn: 'points',
        action: 'shop',
        requestId: 'r1',
        detail: 'TypeError: *',
      },
      { kind: 'failed', code: 'BUSY', detail: '' },
      { kind: 'failed', code: 'CONTENT_UNCHECKED' },
      { kind: 'slow', code: 'OK', ms: 3000, db: 2 },
      { kind: 'slow', code: 'FORBIDDEN' },
    ]);
  });

  test('when everything fails a worker writes some lines a minute only', async () => {
    const many = Array.from({ length: 50 }, () => ({ level: 'error', code: 'INTERNAL' }) as const);
    expect(await keptOf(many)).toHaveLength(20);
  });

  test('a database that refuses, or does not answer, keeps nobody from the answer', async () => {
    const failed: Partial<LogLine>[] = [{ level: 'error', code: 'INTERNAL' }];
    await expect(keptOf(failed, () => Promise.reject(new Error('down')))).resolves.toHaveLength(1);
    jest.useFakeTimers();
    const waiting = keptOf(failed, () => new Promise(() => undefined));
    await jest.advanceTimersByTimeAsync(60_000);
    await expect(waiting).resolves.toHaveLength(1);
    jest.useRealTimers();
  });
});

/** The longest time in minutes between two firings. */
function longestGap(config: string): number {
  const cron = parseCron(config);
  let longest = 0;
  let last = nextTime(cron, NOW) ?? 0;
  for (const until = last + 48 * HOUR; last < until;) {
    const next = nextTime(cron, last) ?? 0;
    longest = Math.max(longest, next - last);
    last = next;
  }
  return longest / MINUTE;
}

test('the timetable is what the functions are deployed with', () => {
  const root = join(__dirname, '../../cloudfunctions');
  const deployed: Record<string, number> = {};
  for (const fn of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    let triggers: { name: string; config: string }[] = [];
    try {
      const config = JSON.parse(readFileSync(join(root, fn.name, 'config.json'), 'utf8')) as {
        triggers?: typeof triggers;
      };
      triggers = config.triggers ?? [];
    } catch {
      // core/ is no function.
    }
    for (const { name, config } of triggers) deployed[`${fn.name}.${name}`] = longestGap(config);
  }
  expect(Object.fromEntries(Object.entries(TIMETABLE).map(([name, { minutes }]) => [name, minutes]))).toEqual(
    deployed,
  );
});

const FINE: HealthFacts = {
  at: NOW,
  timers: [],
  counters: { day: '2026-03-05', finished: true, repaired: 0 },
  findings: 0,
  messages: { held: 0, tried: 0 },
  pictures: 0,
  texts: 0,
  files: 0,
  calls: { failed: 0, slow: 0 },
  migrations: { done: 5, running: false },
  keys: { version: 'v1', left: 0 },
};
const RUN: TimerRunDoc = {
  _id: 'points.expire',
  at: NOW - HOUR,
  ms: 20,
  outcome: 'done',
  failures: 0,
  found: 0,
  since: NOW - 9 * HOUR,
};

describe('health', () => {
  test('all in order: every thing says so, and nobody has to do anything', () => {
    expect(stateOf(statesOf(FINE))).toBe('fine');
    for (const { state, todo, words } of healthWords(FINE, 5)) {
      expect([state, todo]).toEqual(['fine', '']);
      expect(words).not.toMatch(/undefined|NaN/);
    }
  });

  test.each<[string, Partial<HealthFacts>, string]>([
    [
      'a timer that does not come',
      { timers: [{ name: 'points.expire', run: RUN, overdue: true }] },
      'TIMERS act',
    ],
    [
      'a timer that ended with an error',
      { timers: [{ name: 'points.expire', run: { ...RUN, outcome: 'stopped' }, overdue: false }] },
      'TIMERS act',
    ],
    [
      'a timer some of whose work failed',
      { timers: [{ name: 'points.expire', run: { ...RUN, outcome: 'partly' }, overdue: false }] },
      'TIMERS look',
    ],
    [
      'figures that were wrong',
      { counters: { day: '2026-03-05', finished: true, repaired: 2 } },
      'COUNTERS look',
    ],
    [
      'a night without a check',
      { counters: { day: '2026-03-04', finished: true, repaired: 0 } },
      'COUNTERS look',
    ],
    [
      'a check that did not end',
      { counters: { day: '2026-03-05', finished: false, repaired: 0 } },
      'COUNTERS look',
    ],
    ['records that do not fit together', { findings: 1 }, 'DATA act'],
    ['messages that are held', { messages: { held: 1, tried: 1 } }, 'MESSAGES act'],
    ['texts without a result', { texts: 1 }, 'CONTENT_CHECK look'],
    ['pictures without a result', { pictures: 1 }, 'CONTENT_CHECK look'],
    ['files that should be gone', { files: 1 }, 'UPLOADS look'],
    ['one failure', { calls: { failed: 1, slow: 0 } }, 'CALLS look'],
    ['many failures', { calls: { failed: 5, slow: 0 } }, 'CALLS act'],
    ['many slow ones', { calls: { failed: 0, slow: 50 } }, 'CALLS look'],
    ['a migration that is not done', { migrations: { done: 4, running: true } }, 'MIGRATIONS look'],
    ['a migration that has not begun', { migrations: { done: 4, running: false } }, 'MIGRATIONS look'],
    ['keys that are being changed', { keys: { version: 'v2', left: 3 } }, 'KEYS look'],
  ])('%s', (_what, change, expected) => {
    const wrong = healthWords({ ...FINE, ...change }, 5).filter(({ state }) => state !== 'fine');
    expect(wrong.map(({ code, state }) => `${code} ${state}`)).toEqual([expected]);
    // Somebody is told what to do.
    expect(wrong[0]?.todo).toMatch(/[\u4e00-\u9fff]{4}/);
  });

  test('words of a timer: when it ran, or that it has not come', () => {
    const words = (run: TimerRunDoc | null, overdue: boolean): string =>
      timerWords({ name: 'points.expire', run, overdue }, NOW).words;
    expect(words(RUN, false)).toBe('3月5日 周四 上午9:00运行，正常');
    expect(words(RUN, true)).toBe('每天应该运行一次，上次是3月5日 周四 上午9:00，后来没有再运行');
    expect(words(null, false)).toBe('每天运行一次，还没到第一次的时间');
    expect(words({ ...RUN, outcome: 'partly', failures: 2 }, false)).toContain('有2件没有做成');
  });
});

describe('the figures of a day', () => {
  const day = { from: NOW, to: NOW + 24 * HOUR };

  test('steps of the day that stand: neither those of other days nor what was taken back', () => {
    const step = (action: 'submit' | 'approve' | 'reject' | 'undo' | 'deliver', at: number) => ({
      action,
      at,
    });
    const steps = [
      step('submit', NOW - 1),
      step('approve', NOW),
      step('undo', NOW + 1),
      step('reject', NOW + 2),
      step('deliver', day.to),
    ];
    expect(stepsOf(steps, day)).toEqual(['reject']);
  });

  test('overdue by village: steps whose promised day is over, the most first', () => {
    const due = (days: Record<string, number>) => ({
      device: { toCheck: days, waiting: { '2026-03-01': 9 } },
    });
    const counters = [
      { _id: 'a', due: due({ '2026-03-04': 1, '2026-03-05': 5 }) },
      { _id: 'b', due: due({ '2026-02-01': 2 }) },
      { _id: 'c', due: due({ '2026-03-06': 1 }) },
    ];
    expect(overdueBy(counters, NOW)).toEqual([
      { villageId: 'b', overdue: 2 },
      { villageId: 'a', overdue: 1 },
    ]);
  });
});
