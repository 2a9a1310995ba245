/** How the program stands, from the facts about its running: pure rules, the same for the town's page, the report and a monitor. */
import type { HealthCode, HealthState, NightlyOutcome } from '../../../typings/api/operations';
import type { CalendarDate, Millis } from '../../../typings/domain';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { TimerRunDoc } from '../documents/operations';
import { TIMETABLE } from './timetable';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A run may come late, and one that comes every minute is written down more rarely. */
const LATE = 30 * MINUTE;
/** The nightly checks have run by this hour in China. */
const CHECKED_BY_HOUR = 5;
/** So many unexpected failures in a day are more than bad luck. */
const MANY_FAILED = 5;
const MANY_SLOW = 50;

export interface TimerState {
  name: string;
  run: TimerRunDoc | null;
  /** It should have run again by now. */
  overdue: boolean;
}

/** What is known; each list that is counted has its index. */
export interface HealthFacts {
  at: Millis;
  timers: TimerState[];
  /** The last check of the counters; null: never. */
  counters: { day: CalendarDate; finished: boolean; repaired: number } | null;
  /** What safeguard.check found in the data. */
  findings: number;
  messages: { held: number; tried: number };
  pictures: number;
  texts: number;
  files: number;
  /** Of the last 24 hours. */
  calls: { failed: number; slow: number };
  /** The newest migration that is done, and whether one has begun and is not. */
  migrations: { done: number; running: boolean };
  keys: { version: string; left: number };
}

export function timersOf(runs: readonly TimerRunDoc[], now: Millis): TimerState[] {
  const known = new Map(runs.map((run) => [run._id, run]));
  // Before the first run of any there is nothing to be late against: the program has just been installed.
  const began = Math.min(now, ...runs.map(({ since }) => since));
  return Object.entries(TIMETABLE).map(([name, { minutes }]) => {
    const run = known.get(name) ?? null;
    return { name, run, overdue: now - (run?.at ?? began) > minutes * MINUTE + LATE };
  });
}

/** What the checks of the last night found. */
export function nightlyOf({ at, counters, findings }: HealthFacts): NightlyOutcome {
  if (counters === null || counters.day !== chinaDate(at)) return 'none';
  if (findings > 0) return 'differs';
  return counters.repaired > 0 ? 'repaired' : 'right';
}

function countersState({ at, counters }: HealthFacts): HealthState {
  if (counters === null) return 'fine';
  // Before five in the morning the night before last is the newest that can be finished.
  const due = chinaDate(at - CHECKED_BY_HOUR * HOUR);
  if (counters.day < due || (counters.day === due && !counters.finished)) return 'look';
  return counters.repaired > 0 ? 'look' : 'fine';
}

const worst = (states: readonly HealthState[]): HealthState =>
  states.includes('act') ? 'act' : states.includes('look') ? 'look' : 'fine';

export function timerState({ run, overdue }: TimerState): HealthState {
  if (overdue || run?.outcome === 'stopped') return 'act';
  return run?.outcome === 'partly' ? 'look' : 'fine';
}

/** How each thing stands. The rules are ours: what people notice is `act`, what can wait for the morning is `look`. */
export function statesOf(facts: HealthFacts): Record<HealthCode, HealthState> {
  const { timers, findings, messages, pictures, texts, files, calls, migrations, keys } = facts;
  return {
    TIMERS: worst(timers.map(timerState)),
    COUNTERS: countersState(facts),
    DATA: findings > 0 ? 'act' : 'fine',
    MESSAGES: messages.held > 0 ? 'act' : 'fine',
    CONTENT_CHECK: pictures + texts > 0 ? 'look' : 'fine',
    UPLOADS: files > 0 ? 'look' : 'fine',
    CALLS:
      calls.failed >= MANY_FAILED ? 'act' : calls.failed > 0 || calls.slow >= MANY_SLOW ? 'look' : 'fine',
    MIGRATIONS: migrations.running ? 'look' : 'fine',
    KEYS: keys.left > 0 ? 'look' : 'fine',
  };
}

/** The worst of them. */
export const stateOf = (states: Record<HealthCode, HealthState>): HealthState => worst(Object.values(states));
