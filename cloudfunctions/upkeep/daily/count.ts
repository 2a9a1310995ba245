/**
 * What happened on one day, counted from the records themselves through their indexes: ids begin with the time at which a record was
 * made, and what was changed since the day began is read by its time. Counting the same day again gives the same, but for what stands
 * "when it was counted".
 */
import type { VerificationKind } from '../../../typings/api/accounts';
import type { DailyFigures } from '../../../typings/api/operations';
import type { CaseKind, CaseState, Millis, TimelineEntry } from '../../../typings/domain';
import { CASE_KINDS, CASE_STATES } from '../../../miniprogram/shared/case-states';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { WORK_TABS } from '../../../miniprogram/shared/waiting';
import type { CollectionName, Collections, CounterDoc } from '../../core/collections';
import { where, type Condition, type Reader } from '../../core/database';
import { callsBetween } from '../../core/health';
import { idsFrom } from '../../core/ids';
import type { HealthFacts } from '../../core/pure/health';
import { overdueCases, sum } from '../../core/waiting';

/** Documents of one request; the database gives no more. */
const MANY = 1000;
/** Faces that say that somebody was not content, of five. */
const LOW = 2;

export interface Day {
  from: Millis;
  /** The first moment of the next day. */
  to: Millis;
}

const isIn = ({ from, to }: Day, at: Millis | null | undefined): boolean =>
  typeof at === 'number' && at >= from && at < to;
const madeOn = ({ from, to }: Day): Condition => ({ _id: where.within(idsFrom(from), idsFrom(to)) });

/** All documents with `field` from `from` on, of each these fields: page after page by that time. */
async function since<C extends CollectionName, F extends keyof Collections[C] & string>(
  reader: Reader,
  collection: C,
  field: F,
  { from, condition = {} }: { from: Millis; condition?: Condition },
  fields: readonly F[],
): Promise<Pick<Collections[C], F | '_id'>[]> {
  const found = new Map<string, Pick<Collections[C], F | '_id'>>();
  for (let after = from; ;) {
    const page = await reader.pick(
      collection,
      { where: { ...condition, [field]: where.atLeast(after) }, orderBy: [[field, 'asc']], limit: MANY },
      [...fields, '_id' as F],
    );
    const before = found.size;
    for (const doc of page as Pick<Collections[C], F | '_id'>[]) found.set(doc._id, doc);
    const last = page.at(-1)?.[field];
    if (page.length < MANY || found.size === before || typeof last !== 'number') return [...found.values()];
    after = last;
  }
}

const DECIDED: readonly string[] = ['approve', 'reject'];
const DELIVERED: readonly string[] = ['deliver', 'finishRepair', 'finishBuilding', 'place'];

/** Steps of the day that stand: one that was taken back within its minutes is none. */
export function stepsOf(timeline: readonly Pick<TimelineEntry, 'at' | 'action'>[], day: Day): string[] {
  const standing: Pick<TimelineEntry, 'at' | 'action'>[] = [];
  for (const step of timeline) {
    if (step.action === 'undo') standing.pop();
    else standing.push(step);
  }
  return standing.filter(({ at }) => isIn(day, at)).map(({ action }) => action);
}

async function casesOf(
  reader: Reader,
  day: Day,
): Promise<Pick<DailyFigures, 'submitted' | 'decided' | 'delivered' | 'lowScores' | 'disputes'>> {
  const states = [...new Set<CaseState>(CASE_KINDS.flatMap((kind) => CASE_STATES[kind]))];
  const [made, ...changed] = await Promise.all([
    reader.tally('applications', { where: madeOn(day), by: { kind: '$kind' } }),
    ...states.map((state) =>
      since(reader, 'applications', 'updatedAt', { from: day.from, condition: { state } }, [
        'updatedAt',
        'timeline',
        'feedback',
      ]),
    ),
  ]);
  const all = changed.flat();
  const steps = all.flatMap(({ timeline }) => stepsOf(timeline, day));
  const count = (actions: readonly string[]): number => steps.filter((one) => actions.includes(one)).length;
  return {
    submitted: Object.fromEntries(
      CASE_KINDS.map((kind) => [kind, made.find(({ values }) => values.kind === kind)?.n ?? 0]),
    ) as Record<CaseKind, number>,
    decided: count(DECIDED),
    delivered: count(DELIVERED),
    lowScores: all.filter(({ feedback }) => isIn(day, feedback?.at) && (feedback?.score ?? LOW + 1) <= LOW)
      .length,
    disputes: count(['dispute']),
  };
}

async function servicesOf(
  reader: Reader,
  day: Day,
): Promise<Pick<DailyFigures, 'services' | 'minutes' | 'lowScores' | 'disputes'>> {
  const changed = await since(reader, 'services', 'updatedAt', { from: day.from }, [
    'updatedAt',
    'endedAt',
    'minutes',
    'cancelled',
    'feedback',
    'dispute',
  ]);
  const ended = changed.filter(({ endedAt, cancelled }) => isIn(day, endedAt) && cancelled === null);
  return {
    services: ended.length,
    minutes: sum(ended, ({ minutes }) => minutes),
    lowScores: changed.filter(
      ({ feedback }) => isIn(day, feedback?.at) && (feedback?.score ?? LOW + 1) <= LOW,
    ).length,
    disputes: changed.filter(({ dispute }) => isIn(day, dispute?.at)).length,
  };
}

async function donationsOf(
  reader: Reader,
  day: Day,
): Promise<Pick<DailyFigures, 'donationsPromised' | 'donationsReceived'>> {
  const changed = await since(reader, 'donations', 'updatedAt', { from: day.from }, [
    'updatedAt',
    'timeline',
  ]);
  const steps = changed.flatMap(({ timeline }) => timeline.filter(({ at }) => isIn(day, at)));
  return {
    donationsPromised: steps.filter(({ action }) => action === 'promise').length,
    donationsReceived: steps.filter(({ action }) => action === 'receive').length,
  };
}

async function pointsOf(
  reader: Reader,
  day: Day,
): Promise<Pick<DailyFigures, 'pointsGiven' | 'pointsSpent'>> {
  const entries = (
    await since(reader, 'pointEntries', 'at', { from: day.from }, ['at', 'reason', 'gross'])
  ).filter(({ at }) => isIn(day, at));
  const of = (reasons: readonly string[]): number =>
    sum(
      entries.filter(({ reason }) => reasons.includes(reason)),
      ({ gross }) => gross,
    );
  return { pointsGiven: of(['service', 'reversal']), pointsSpent: Math.max(0, -of(['redeem', 'refund'])) };
}

/** Who bound a phone or registered as a volunteer that day: what the village then verifies. A wrong name leaves none. */
async function peopleOf(
  reader: Reader,
  day: Day,
): Promise<Pick<DailyFigures, 'volunteers' | 'residentsBound'>> {
  const made = await reader.tally('verifications', { where: madeOn(day), by: { kind: '$kind' } });
  const of = (kind: VerificationKind): number => made.find(({ values }) => values.kind === kind)?.n ?? 0;
  return { volunteers: of('volunteer'), residentsBound: of('binding') };
}

/** Villages with applications past their promise at `now`, the most first. */
export function overdueBy(
  counters: readonly Pick<CounterDoc, '_id' | 'due' | 'dueMoves'>[],
  now: Millis,
): { villageId: string; overdue: number }[] {
  const on = chinaDate(now);
  return counters
    .map((one) => ({
      villageId: one._id,
      overdue: CASE_KINDS.reduce((total, kind) => total + overdueCases(one, kind, WORK_TABS, on), 0),
    }))
    .filter(({ overdue }) => overdue > 0)
    .sort((a, b) => b.overdue - a.overdue || (a.villageId < b.villageId ? -1 : 1));
}

/** All figures of a day. */
export async function dailyFigures(
  reader: Reader,
  day: Day,
  facts: HealthFacts,
): Promise<{ figures: DailyFigures; overdueBy: { villageId: string; overdue: number }[] }> {
  const [cases, services, donations, points, people, emergencies, counters, calls] = await Promise.all([
    casesOf(reader, day),
    servicesOf(reader, day),
    donationsOf(reader, day),
    pointsOf(reader, day),
    peopleOf(reader, day),
    reader.count('emergencyCalls', madeOn(day)),
    reader.pick('counters', { where: {}, limit: 1000 }, ['_id', 'openEmergencies', 'due', 'dueMoves']),
    callsBetween(reader, day.from, day.to),
  ]);
  const late = overdueBy(counters, facts.at);
  return {
    overdueBy: late,
    figures: {
      ...cases,
      ...services,
      lowScores: cases.lowScores + services.lowScores,
      disputes: cases.disputes + services.disputes,
      ...donations,
      ...points,
      overdue: sum(late, ({ overdue }) => overdue),
      emergencies,
      emergenciesOpen: sum(counters, ({ openEmergencies }) => openEmergencies),
      ...people,
      messagesHeld: facts.messages.held,
      ...calls,
    },
  };
}
