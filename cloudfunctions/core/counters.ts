/** Figures of a village, kept in the transaction that changes what they count: a command adds to them without reading them. */
import type { FeedKind } from '../../typings/api/dashboard';
import type { CaseKind, CaseTab, Millis, ServiceState } from '../../typings/domain';
import { AGE_GROUPS } from '../../miniprogram/shared/age';
import { CASE_KINDS, CASE_TABS } from '../../miniprogram/shared/case-states';
import { chinaDate, chinaMonth } from '../../miniprogram/shared/china-time';
import type { CounterDoc, DonationDoc } from './collections';
import type { Tx } from './database';
import type { Counted, DueFigures } from './documents/casework';
import type { Addition } from './pure/addition';
import { noteMove, withMoves, type DueDays } from './pure/due-days';
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
 * Adds to a village's counters in the running transaction, without reading them. `change` is given empty ones and makes of them
 * what is added: it may add and take away, and there is nothing in them to decide by. Two writers of one village conflict in the document.
 */
export async function count(
  tx: Tx,
  villageId: string,
  now: Millis,
  change: (added: CounterDoc) => void,
  event: CounterEvent = {},
): Promise<void> {
  const added = emptyCounters(villageId);
  change(added);
  // Figures of waiting work are sums of others: by how much they grow follows from what is added alone.
  if (!event.takenBack) noteArrivals(added);
  if (event.month) (added.months[chinaMonth(now)] ??= { submitted: 0, done: 0 })[event.month] += 1;
  added.version = 1;
  const { _id, feed: _feed, updatedAt: _updatedAt, ...figures } = added;
  const addition: Addition = { updatedAt: { is: now } };
  collect(figures, '', addition);
  if (event.feed)
    addition.feed = { push: [{ ...event.feed, at: now }], newest: { by: 'at', kept: FEED_LENGTH } };
  if (event.takenBack?.feedId) addition.feed = { pull: event.takenBack.feedId };
  await tx.add('counters', emptyCounters(villageId), addition);
}

/** All numbers of what is added that are not zero, and all lists that are not empty, by their paths: no key of the figures has a dot. */
function collect(added: object, above: string, into: Addition): void {
  for (const [key, value] of Object.entries(added) as [string, unknown][]) {
    const path = `${above}${key}`;
    if (typeof value === 'number') {
      if (value !== 0) into[path] = { plus: value };
    } else if (Array.isArray(value)) {
      if (value.length > 0) into[path] = { push: value };
    } else collect(value as object, `${path}.`, into);
  }
}

/** What waits for staff and did not before has arrived: officers are told what is new since they last looked. */
function noteArrivals(added: CounterDoc): void {
  const arrived = (added.arrived ??= {});
  for (const [key, more] of Object.entries(workFigures(added))) if (more > 0) add(arrived, key, more);
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

/** An officer's work by the officer. */
function countAssigned(counters: CounterDoc, { assigneeId }: Counted, by: 1 | -1): void {
  if (assigneeId != null) add((counters.assigned ??= {}), assigneeId, by);
}

/** A promised step by its day. */
function countDue(counters: CounterDoc, { kind, tab, dueAt }: Counted, by: 1 | -1): void {
  if (dueAt === null) return;
  const ofKind = ((counters.dueMoves ??= {})[kind] ??= {});
  noteMove((ofKind[tab] ??= []), chinaDate(dueAt), by);
}

/**
 * The counters without what commands, which do not read them, leave behind: moves of promised steps that are not in the texts yet, officers
 * without work, months that nobody shows any more. What they say is the same. The same object when there is nothing of it.
 */
export function tidied(counters: CounterDoc): CounterDoc {
  const { dueMoves, assigned = {}, months, ...others } = counters;
  const busy = Object.entries(assigned).filter(([, n]) => n !== 0);
  const kept = Object.entries(months)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-MONTHS);
  const isTidy =
    dueMoves === undefined &&
    busy.length === Object.keys(assigned).length &&
    kept.length === Object.keys(months).length;
  if (isTidy) return counters;
  const due: DueFigures = {};
  for (const { kind, tab, days } of promisedSteps(counters)) (due[kind] ??= {})[tab] = days;
  return { ...others, due, assigned: Object.fromEntries(busy), months: Object.fromEntries(kept) };
}

/** The promised steps of every kind and queue, the moves since the text was written added. */
export function promisedSteps({
  due = {},
  dueMoves = {},
}: Pick<CounterDoc, 'due' | 'dueMoves'>): { kind: CaseKind; tab: CaseTab; days: DueDays }[] {
  return CASE_KINDS.flatMap((kind) =>
    CASE_TABS.flatMap((tab) => {
      const days = withMoves(due[kind]?.[tab] ?? '', dueMoves[kind]?.[tab] ?? []);
      return days === '' ? [] : [{ kind, tab, days }];
    }),
  );
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
