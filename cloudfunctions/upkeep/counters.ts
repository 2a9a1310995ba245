/**
 * Counters against a recount of the records, village by village, while people go on writing. Whoever changes what is counted
 * changes the version of the counters in the same transaction; so a recount that began and ended with the same version is right,
 * and only such a one is reported and written.
 */
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { CalendarDate, Millis } from '../../typings/domain';
import type { Collections, CounterDoc } from '../core/collections';
import { emptyCounters, tidied } from '../core/counters';
import { where, type Reader, type Tx } from '../core/database';
import type { PlaceOutcome, UpkeepReportDoc } from '../core/documents/upkeep';
import { writeLog } from '../core/logger';
import {
  COUNTED_COLLECTIONS,
  differences,
  isBirthdaysOnly,
  Recount,
  recordsOf,
  repaired,
  type CountedCollection,
  type Difference,
} from '../core/recount';
import type { TimerContext } from '../core/timers';
import { TOWN_OFFICE } from '../core/villages';

/** Documents of one request; the database gives no more. */
const PAGE = 1000;
/** A village whose people write all the time is tried again, then left to the next run. */
const TRIES = 3;
/** No village is begun after this: the function is ended after 60 s. */
const BEGIN_WITHIN_MS = 35_000;
/** Differences kept of one village; all of them are repaired. */
const KEPT = 50;

async function count(
  reader: Reader,
  recount: Recount,
  collection: CountedCollection,
  place: string,
): Promise<void> {
  const { conditions, order } = recordsOf(collection, place);
  for (const condition of conditions) {
    for (let last: string | null = null; ;) {
      const beyond: unknown = order === 'asc' ? where.gt(last) : where.lt(last);
      const docs: { _id: string }[] = await reader.find(collection, {
        where: last === null ? condition : { ...condition, _id: beyond },
        orderBy: [['_id', order]],
        limit: PAGE,
      });
      recount.add(collection, docs as Collections[typeof collection][]);
      last = docs.at(-1)?._id ?? null;
      if (docs.length < PAGE) break;
    }
  }
}

/** The figures of one place as its records say now. */
async function recountPlace(reader: Reader, place: string, on: CalendarDate): Promise<CounterDoc> {
  const recount = new Recount(on);
  for (const collection of COUNTED_COLLECTIONS) await count(reader, recount, collection, place);
  return recount.of(place);
}

function newReport(id: string, day: CalendarDate, now: Millis): UpkeepReportDoc {
  return { _id: id, check: 'counters', day, startedAt: now, updatedAt: now, places: [], finished: false };
}

function tell(place: string, outcome: PlaceOutcome, found: readonly Difference[], ctx: TimerContext): void {
  if (outcome === 'right') return;
  writeLog({
    level: outcome === 'repaired' ? 'error' : 'info',
    fn: 'upkeep',
    action: 'counters',
    requestId: ctx.ids.record(ctx.clock.now()),
    code: outcome === 'repaired' ? 'COUNTERS_DIFFERED' : 'BIRTHDAYS',
    ms: 0,
    db: 0,
    detail: `${place}: ${found.map(({ figure, stored, counted }) => `${figure} ${stored} -> ${counted}`).join(', ')}`,
  });
}

/** Checks one place; false when people wrote all the time, so that nothing can be said yet. */
async function checkPlace(
  ctx: TimerContext,
  reportId: string,
  day: CalendarDate,
  place: string,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = (await ctx.reader.get('counters', place)) ?? emptyCounters(place);
    const counted = await recountPlace(ctx.reader, place, day);
    const now = ctx.clock.now();
    const found = differences(stored, counted, now);
    const outcome = found.length === 0 ? 'right' : isBirthdaysOnly(found) ? 'birthdays' : 'repaired';
    let settled = false;
    await ctx.each(place, async (tx: Tx) => {
      const current = (await tx.get('counters', place)) ?? emptyCounters(place);
      settled = current.version === stored.version;
      if (!settled) return null;
      // What is put in order says the same as before: no other version.
      const next = found.length > 0 ? repaired(stored, counted, now) : tidied(current);
      if (next !== current) await tx.put('counters', next);
      const report = (await tx.get('upkeepReports', reportId)) ?? newReport(reportId, day, now);
      const others = report.places.filter(({ villageId }) => villageId !== place);
      await tx.put('upkeepReports', {
        ...report,
        updatedAt: now,
        places: [...others, { villageId: place, outcome, at: now, differences: found.slice(0, KEPT) }],
      });
      // An audit entry for what was changed; the report tells the rest.
      return found.length > 0 ? { villageId: place } : null;
    });
    if (settled) {
      tell(place, outcome, found, ctx);
      return true;
    }
  }
  return false;
}

/** All places that can have figures. */
async function places(reader: Reader): Promise<string[]> {
  const [villages, counters] = [
    await reader.find('villages', { where: {}, limit: PAGE }),
    await reader.find('counters', { where: {}, limit: PAGE }),
  ];
  return [...new Set([...villages, ...counters].map(({ _id }) => _id).concat(TOWN_OFFICE))].sort();
}

/** Checks what is not checked yet today, reports it, and repairs what differs. */
export async function checkCounters(ctx: TimerContext): Promise<void> {
  const day = chinaDate(ctx.clock.now());
  const reportId = `counters:${day}`;
  const before = await ctx.reader.get('upkeepReports', reportId);
  if (before?.finished) return;
  const done = new Set(before?.places.map(({ villageId }) => villageId));
  const begun = performance.now();
  let left = 0;
  for (const place of await places(ctx.reader)) {
    if (done.has(place)) continue;
    if (performance.now() - begun > BEGIN_WITHIN_MS || !(await checkPlace(ctx, reportId, day, place)))
      left += 1;
  }
  if (left > 0) return;
  await ctx.each(TOWN_OFFICE, async (tx) => {
    const report = await tx.get('upkeepReports', reportId);
    if (report) await tx.put('upkeepReports', { ...report, finished: true });
    return null;
  });
}
