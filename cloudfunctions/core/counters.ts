/** Figures of a village, kept in the transaction that changes what they count. */
import type { FeedKind } from '../../typings/api/dashboard';
import type { CaseKind, CaseState, Millis, ServiceState } from '../../typings/domain';
import { AGE_GROUPS } from '../../miniprogram/shared/age';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import type { CounterDoc, DonationDoc } from './collections';
import type { Tx } from './database';

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
    pairings: 0,
    services: {},
    serviceMinutes: 0,
    donations: { directed: {}, undirected: {}, toAllot: 0, toHandOut: 0 },
    months: {},
    feed: [],
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
  change(counters);
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
  counters.version += 1;
  counters.updatedAt = now;
  await tx.put('counters', counters);
}

/** Moves one application from state to state in the figures; `from` null: new here, `to` null: no longer here. */
export function moveCase(
  counters: CounterDoc,
  kind: CaseKind,
  from: CaseState | null,
  to: CaseState | null,
): void {
  if (from !== null) add(counters.cases[kind], from, -1);
  if (to !== null) add(counters.cases[kind], to, 1);
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
