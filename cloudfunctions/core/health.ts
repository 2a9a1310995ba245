/**
 * Reads what the program has written down about its running: for the town's page, the morning's report and an outside monitor.
 * Nothing in it is about a person.
 */
import type { Millis } from '../../typings/domain';
import { currentKey } from './crypto';
import { where, type Reader } from './database';
import type { ProgressDoc } from './documents/safeguard';
import { timersOf, type HealthFacts } from './pure/health';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The timer `messages` has tried them by then. */
const MESSAGES_AFTER = 15 * MINUTE;
/** WeChat's result of a picture comes within minutes. */
const PICTURES_AFTER = 30 * MINUTE;
/** Files are removed once a night; one that is still there a day later is not. */
const FILES_AFTER = DAY + HOUR;
/** More collections and migrations than there are. */
const PROGRESS_READ = 500;

function migrationsOf(progress: readonly ProgressDoc[]): HealthFacts['migrations'] {
  const own = progress.filter(({ _id }) => _id.startsWith('migrate:'));
  const done = own.filter((one) => one.done).map(({ _id }) => Number(_id.slice('migrate:'.length)));
  return { done: Math.max(0, ...done), running: own.some((one) => !one.done) };
}

/** Collections that are sealed under an older key still; before the first change of keys there is nothing to do. */
function keysOf(progress: readonly ProgressDoc[]): HealthFacts['keys'] {
  const version = currentKey();
  const own = progress.filter(({ _id }) => _id.startsWith('rotate:'));
  return { version, left: own.filter(({ goal, done }) => goal !== version || !done).length };
}

/** Asks for everything at once: about ten requests, however many records there are. */
export async function readHealth(reader: Reader, now: Millis): Promise<HealthFacts> {
  const [runs, [night], progress, held, tried, pictures, texts, files, calls] = await Promise.all([
    reader.find('timerRuns', { where: {}, limit: 100 }),
    reader.find('upkeepReports', { where: { check: 'counters' }, orderBy: [['day', 'desc']], limit: 1 }),
    reader.find('progress', { where: {}, limit: PROGRESS_READ }),
    reader.count('messages', { createdAt: where.lt(now - MESSAGES_AFTER) }),
    reader.count('messages', { createdAt: where.lt(now), tries: where.gt(0) }),
    reader.count('photos', {
      'check.state': 'waiting',
      'check.askedAt': where.lt(now - PICTURES_AFTER),
    }),
    reader.count('notices', { state: 'held' }),
    reader.count('fileRemovals', { removeAt: where.lt(now - FILES_AFTER) }),
    callsBetween(reader, now - DAY, now),
  ]);
  const timers = timersOf(runs, now);
  return {
    at: now,
    timers,
    counters: night
      ? {
          day: night.day,
          finished: night.finished,
          repaired: night.places.filter(({ outcome }) => outcome === 'repaired').length,
        }
      : null,
    findings: runs.find(({ _id }) => _id === 'safeguard.check')?.found ?? 0,
    messages: { held, tried },
    pictures,
    texts,
    files,
    calls,
    migrations: migrationsOf(progress),
    keys: keysOf(progress),
  };
}

/** How many calls failed and took long between two moments. */
export async function callsBetween(
  reader: Reader,
  from: Millis,
  to: Millis,
): Promise<{ failed: number; slow: number }> {
  const counted = await reader.tally('incidents', {
    where: { at: where.within(from, to) },
    by: { kind: '$kind' },
  });
  const of = (kind: string): number => counted.find(({ values }) => values.kind === kind)?.n ?? 0;
  return { failed: of('failed'), slow: of('slow') };
}
