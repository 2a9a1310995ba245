/**
 * The figures of a village as its records say: what the counters, which are kept in every transaction, must be equal to. Tests,
 * the nightly check and `npm run check:data` all count with this table and no other.
 */
import { AGE_GROUPS, ageGroup, completedYears } from '../../miniprogram/shared/age';
import { CASE_KINDS, CASE_TABS } from '../../miniprogram/shared/case-states';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { DONATION_STATES } from '../../miniprogram/shared/donation-words';
import { SERVICE_STATES } from '../../miniprogram/shared/service-words';
import type { CalendarDate, Millis } from '../../typings/domain';
import { countMonths } from './cases';
import type { Collections, CounterDoc } from './collections';
import {
  add,
  emptyCounters,
  lastMonths,
  moveCase,
  moveService,
  promisedSteps,
  tidied,
  waitsToBeAllotted,
} from './counters';
import type { Condition } from './database';
import { placeOfIntention } from './intentions';
import { namedDays } from './pure/due-days';
import { TOWN_OFFICE } from './villages';

interface Counting<Doc> {
  /** The village (or the town's office) in whose figures the record is. */
  place(doc: Doc): string;
  /** Conditions that together find every record of a place that counts; each is the beginning of an index. */
  find(place: string): Condition[];
  /** The direction in which that index has its ids. */
  order: 'asc' | 'desc';
  /** Adds one record. On the day `on`, because age groups move with birthdays. */
  count(figures: CounterDoc, doc: Doc, on: CalendarDate): void;
}

export type CountedCollection =
  | 'residents'
  | 'volunteers'
  | 'applications'
  | 'verifications'
  | 'emergencyCalls'
  | 'pairings'
  | 'services'
  | 'intentions'
  | 'notices'
  | 'donations'
  | 'allotments'
  | 'findings';

const ofVillage = (place: string): Condition[] => [{ villageId: place }];
const inStates =
  (...states: string[]) =>
  (place: string): Condition[] =>
    states.map((state) => ({ villageId: place, state }));
/** What belongs to no village is the town's: null in these collections. */
const villageOrTown = (place: string): string | null => (place === TOWN_OFFICE ? null : place);

/** Collection by collection: what one record adds to the figures. */
const COUNTING: { [C in CountedCollection]: Counting<Collections[C]> } = {
  residents: {
    place: ({ villageId }) => villageId,
    find: ofVillage,
    order: 'asc',
    count: (figures, { status, binding, category, level, birthDate }, on) => {
      if (status !== 'active') return;
      figures.residents += 1;
      if (binding) figures.boundUsers += 1;
      add(figures.byCategory, category, 1);
      add(figures.byLevel, level, 1);
      const age = completedYears(birthDate, on);
      if (age.ok) figures.byAge[ageGroup(age.years)] += 1;
    },
  },
  volunteers: {
    place: ({ villageId }) => villageId,
    find: ofVillage,
    order: 'asc',
    count: (figures, { state, kind }) => {
      if (state === 'refused' || state === 'left') return;
      figures.volunteers += 1;
      add(figures.byVolunteerKind, kind, 1);
    },
  },
  applications: {
    place: ({ villageId }) => villageId,
    find: (place) => CASE_KINDS.flatMap((kind) => CASE_TABS.map((tab) => ({ villageId: place, kind, tab }))),
    order: 'asc',
    count: (figures, application) => {
      moveCase(figures, null, application);
      countMonths(figures, application, 1);
      if (application.state === 'placed') figures.placed += 1;
    },
  },
  verifications: {
    place: ({ villageId }) => villageId,
    find: inStates('open'),
    order: 'asc',
    count: (figures, { state }) => {
      if (state === 'open') figures.openVerifications += 1;
    },
  },
  emergencyCalls: {
    place: ({ villageId }) => villageId || TOWN_OFFICE,
    find: (place) => inStates('open', 'taken')(villageOrTown(place) ?? ''),
    order: 'desc',
    count: (figures, { state }) => {
      if (state !== 'closed') figures.openEmergencies += 1;
    },
  },
  pairings: {
    place: ({ villageId }) => villageId,
    find: inStates('asked', 'active'),
    order: 'desc',
    count: (figures, { state }) => {
      if (state === 'asked') figures.pairingsAsked += 1;
      if (state === 'active') figures.pairings += 1;
    },
  },
  services: {
    place: ({ villageId }) => villageId,
    find: inStates(...Object.keys(SERVICE_STATES)),
    order: 'desc',
    count: (figures, service) => moveService(figures, null, service),
  },
  intentions: {
    place: placeOfIntention,
    find: (place) => [{ villageId: villageOrTown(place), state: 'submitted' }],
    order: 'asc',
    count: (figures, { state }) => {
      if (state === 'submitted') figures.intentions += 1;
    },
  },
  notices: {
    place: ({ villageId }) => villageId ?? TOWN_OFFICE,
    find: (place) => [{ villageId: villageOrTown(place), state: 'submitted' }],
    order: 'asc',
    count: (figures, { state }) => {
      if (state === 'submitted') figures.stories += 1;
    },
  },
  donations: {
    place: ({ villageId }) => villageId,
    find: inStates(...Object.keys(DONATION_STATES)),
    order: 'asc',
    count: ({ donations }, donation) => {
      add(donation.directed ? donations.directed : donations.undirected, donation.state, 1);
      if (waitsToBeAllotted(donation)) donations.toAllot += 1;
    },
  },
  allotments: {
    place: ({ villageId }) => villageId,
    find: (place) => [{ villageId: place, directed: false, state: 'open' }],
    order: 'asc',
    count: ({ donations }, { state }) => {
      if (state === 'open') donations.toHandOut += 1;
    },
  },
  findings: {
    place: ({ villageId }) => villageId,
    find: inStates('open'),
    order: 'asc',
    count: (figures, { state }) => {
      if (state === 'open') figures.findings += 1;
    },
  },
};

export const COUNTED_COLLECTIONS = Object.keys(COUNTING) as CountedCollection[];

/** How the records of a place are found: conditions, each to be read by `_id` in this order. */
export function recordsOf(
  collection: CountedCollection,
  place: string,
): { conditions: Condition[]; order: 'asc' | 'desc' } {
  const { find, order } = COUNTING[collection];
  return { conditions: find(place), order };
}

/** Counts records, of one place or of all; each may be given once only. */
export class Recount {
  readonly places = new Map<string, CounterDoc>();

  constructor(private readonly on: CalendarDate) {}

  add<C extends CountedCollection>(collection: C, docs: readonly Collections[C][]): this {
    const { place, count } = COUNTING[collection] as Counting<Collections[C]>;
    for (const doc of docs) count(this.of(place(doc)), doc, this.on);
    return this;
  }

  /** The figures of a place; empty when nothing was counted there. */
  of(place: string): CounterDoc {
    let figures = this.places.get(place);
    if (!figures) this.places.set(place, (figures = emptyCounters(place)));
    return figures;
  }
}

export interface Difference {
  /** As in 'byAge.60-69'. */
  figure: string;
  stored: number;
  counted: number;
}

function flat(value: unknown, path: string, into: Map<string, number>): void {
  if (typeof value === 'number') into.set(path, value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, into);
}

/** All figures that a recount can tell, by name. Of the trend, the months that are shown. */
function figuresOf(counters: CounterDoc, now: Millis): Map<string, number> {
  const {
    _id,
    feed: _feed,
    arrived: _arrived,
    version: _version,
    updatedAt: _updatedAt,
    months,
    due: _due,
    dueMoves: _dueMoves,
    ...figures
  } = counters;
  const promised = promisedSteps(counters).map(({ kind, tab, days }) => [`${kind}.${tab}`, namedDays(days)]);
  const shown = Object.fromEntries(lastMonths(now).map((month) => [month, months[month]]));
  const all = new Map<string, number>();
  flat({ ...figures, due: Object.fromEntries(promised) as object, months: shown }, '', all);
  return all;
}

/** Where what is stored is not what the records say; nothing and zero are the same. */
export function differences(stored: CounterDoc, counted: CounterDoc, now: Millis): Difference[] {
  const [a, b] = [figuresOf(stored, now), figuresOf(counted, now)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((figure) => ({ figure, stored: a.get(figure) ?? 0, counted: b.get(figure) ?? 0 }))
    .filter((one) => one.stored !== one.counted)
    .sort((one, other) => (one.figure < other.figure ? -1 : 1));
}

/** People who got older, and nothing else: no mistake of the program. */
export function isBirthdaysOnly(found: readonly Difference[]): boolean {
  const moved = found.reduce((sum, { stored, counted }) => sum + counted - stored, 0);
  const groups: readonly string[] = AGE_GROUPS.map((group) => `byAge.${group}`);
  return moved === 0 && found.every(({ figure }) => groups.includes(figure));
}

/** The stored counters with all figures as the records say; the feed and older months stay. */
export function repaired(stored: CounterDoc, counted: CounterDoc, now: Millis): CounterDoc {
  const shown = lastMonths(now);
  const older = Object.entries(stored.months).filter(([month]) => !shown.includes(month));
  const recent = Object.entries(counted.months).filter(([month]) => shown.includes(month));
  return tidied({
    ...counted,
    months: Object.fromEntries([...older, ...recent]),
    feed: stored.feed,
    // What has come in so far is no figure of records: officers' 新来的 counts on from it.
    arrived: stored.arrived ?? {},
    version: stored.version + 1,
    updatedAt: now,
  });
}

/** All differences of all places: `read` gives every document of a collection. Empty when everything is right. */
export async function recountAll(
  read: <C extends CountedCollection | 'counters'>(collection: C) => Promise<Collections[C][]>,
  now: Millis,
): Promise<{ place: string; differences: Difference[] }[]> {
  const stored = new Map((await read('counters')).map((doc) => [doc._id, doc]));
  const recount = new Recount(chinaDate(now));
  for (const collection of COUNTED_COLLECTIONS) recount.add(collection, await read(collection));
  return [...new Set([...stored.keys(), ...recount.places.keys()])]
    .sort()
    .map((place) => ({
      place,
      differences: differences(stored.get(place) ?? emptyCounters(place), recount.of(place), now),
    }))
    .filter((one) => one.differences.length > 0);
}
