/** Figures of a village, kept in the transaction that changes what they count. */
import type { FeedKind } from '../../typings/api/dashboard';
import type { Millis, ServiceState } from '../../typings/domain';
import { AGE_GROUPS } from '../../miniprogram/shared/age';
import { chinaDate, chinaMonth } from '../../miniprogram/shared/china-time';
import type { CounterDoc, DonationDoc } from './collections';
import type { Tx } from './database';
import type { Counted } from './documents/casework';
import { addDue } from './pure/due-days';
import { workFigures } from './waiting';

/** Lines of the live feed that are kept. */
const FEED_LENGTH = 30;
/** Months of the trend that are kept. */
const MONTHS = 24;

/** Months that the trend shows. */
const MONTHS_SHOWN = 12;

/** 'YYYY-MM' of the months that the trend shows, oldest first. */
export function lastMonths(now: Millis): string[] {
  const [year = 0, month = 0] = chinaMonth(now).split('-').map(Number);
  return Array.from({ length: MONTHS_SHOWN }, (_, i) => {
    const months = year * 12 + (month - 1) - (MONTHS_SHOWN - 1 - i);
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}

/** No application of any kind. */
export function noCases(): CounterDoc['cases'] {
  return { device: {}, repair: {}, employment: {}, renovation: {}, wish: {} };
}

/** Counters of a village in which nothing has happened yet. */
export function emptyCounters(villageId: string): CounterDoc {
  return {
    _id: villageId,
    residents: 0,
    boundUsers: 0,
    volunteers: 0,
    byCategory: {},
    byLevel: {},
    byAge: Object.fromEntries(AGE_GROUPS.map((group) => [group, 0])) as CounterDoc['byAge'],
    byVolunteerKind: {},
    cases: noCases(),
    openVerifications: 0,
    placed: 0,
    openEmergencies: 0,
    pairingsAsked: 0,
    intentions: 0,
    stories: 0,
    findings: 0,
    pairings: 0,
    services: {},
    serviceMinutes: 0,
    donations: { directed: {}, undirected: {}, toAllot: 0, toHandOut: 0 },
    months: {},
    feed: [],
    due: {},
    assigned: {},
    arrived: {},
    version: 0,
    updatedAt: 0,
  };
}

/** Adds to one entry of a breakdown. */
export function add(table: Partial<Record<string, number>>, key: string | number, by: number): void {
  table[key] = (table[key] ?? 0) + by;
}

export interface CounterEvent {
  feed?: { kind: FeedKind; what: string; id: string };
  month?: 'submitted' | 'done';
  /** Brought back by hand: it is not new, and the line of the feed that told of it goes. */
  takenBack?: { feedId: string | null };
}

/**
 * Changes a village's counters in the running transaction. Reading and replacing the whole document makes two writers of one
 * village conflict, which is what keeps the figures right.
 */
export async function count(
  tx: Tx,
  villageId: string,
  now: Millis,
  change: (counters: CounterDoc) => void,
  event: CounterEvent = {},
): Promise<void> {
  const counters = (await tx.get('counters', villageId)) ?? emptyCounters(villageId);
  const before = workFigures(counters);
  change(counters);
  if (!event.takenBack) noteArrivals(counters, before);
  if (event.month) {
    const month = (counters.months[chinaMonth(now)] ??= { submitted: 0, done: 0 });
    month[event.month] += 1;
    const kept = Object.keys(counters.months).sort().slice(-MONTHS);
    counters.months = Object.fromEntries(
      kept.map((key) => [key, counters.months[key] ?? { submitted: 0, done: 0 }]),
    );
  }
  if (event.feed) {
    counters.feed = [...counters.feed, { ...event.feed, at: now }]
      .sort((a, b) => a.at - b.at)
      .slice(-FEED_LENGTH);
  }
  if (event.takenBack) counters.feed = counters.feed.filter(({ id }) => id !== event.takenBack?.feedId);
  counters.version += 1;
  counters.updatedAt = now;
  await tx.put('counters', counters);
}

/** What waits for staff and did not before has arrived: officers are told what is new since they last looked. */
function noteArrivals(counters: CounterDoc, before: Record<string, number>): void {
  const arrived = (counters.arrived ??= {});
  for (const [key, n] of Object.entries(workFigures(counters))) {
    const more = n - (before[key] ?? 0);
    if (more > 0) add(arrived, key, more);
  }
}

/** Moves one application in the figures; `from` null: new here, `to` null: no longer here. */
export function moveCase(counters: CounterDoc, from: Counted | null, to: Counted | null): void {
  for (const [one, by] of [
    [from, -1],
    [to, 1],
  ] as const) {
    if (!one) continue;
    add(counters.cases[one.kind], one.state, by);
    countDue(counters, one, by);
    countAssigned(counters, one, by);
  }
}

/** An officer's work by the officer; one who has none is not kept, so that the document does not grow with the years. */
function countAssigned(counters: CounterDoc, { assigneeId }: Counted, by: number): void {
  if (assigneeId == null) return;
  const assigned = (counters.assigned ??= {});
  add(assigned, assigneeId, by);
  if (assigned[assigneeId] === 0)
    counters.assigned = Object.fromEntries(Object.entries(assigned).filter(([, n]) => n !== 0));
}

/** A promised step by its day. */
function countDue(counters: CounterDoc, { kind, tab, dueAt }: Counted, by: number): void {
  if (dueAt === null) return;
  const ofKind = ((counters.due ??= {})[kind] ??= {});
  ofKind[tab] = addDue(ofKind[tab] ?? '', chinaDate(dueAt), by);
}

/**
 * Moves one service from state to state in the figures; `from` null: new here, `to` null: no longer here. Only confirmed ones
 * have minutes that count.
 */
export function moveService(
  counters: CounterDoc,
  from: { state: ServiceState; minutes: number } | null,
  to: { state: ServiceState; minutes: number } | null,
): void {
  if (from !== null) add(counters.services, from.state, -1);
  if (to !== null) add(counters.services, to.state, 1);
  const credited = (one: typeof from): number => (one === null ? 0 : creditedMinutes(one));
  counters.serviceMinutes += credited(to) - credited(from);
}

/** The minutes of a service that count: all of a confirmed one, none of any other. */
export function creditedMinutes({ state, minutes }: { state: ServiceState; minutes: number }): number {
  return state === 'confirmed' ? minutes : 0;
}

/** Whether something of a donation for the town came and is not allotted yet. */
export function waitsToBeAllotted({
  directed,
  state,
  received,
  allotted,
}: Pick<DonationDoc, 'directed' | 'state' | 'received' | 'allotted'>): boolean {
  const held = state === 'received' || state === 'partlyDelivered';
  return !directed && held && received > allotted;
}
