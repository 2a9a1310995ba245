/**
 * Figures to which commands add without reading them, through the SDK: however many at once, in a village of which there is no document yet
 * too, they are what the same commands one after the other make of one that is read, changed and written.
 */
import fc from 'fast-check';
import type { CounterDoc } from '../../cloudfunctions/core/collections';
import {
  add,
  count,
  emptyCounters,
  moveCase,
  moveService,
  promisedSteps,
  tidied,
} from '../../cloudfunctions/core/counters';
import { countMonths } from '../../cloudfunctions/core/cases';
import { openStore, type Tx } from '../../cloudfunctions/core/database';
import type { Counted } from '../../cloudfunctions/core/documents/casework';
import { differences } from '../../cloudfunctions/core/recount';
import { workFigures } from '../../cloudfunctions/core/waiting';
import { CASE_KINDS } from '../../miniprogram/shared/case-states';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import { WORK_TABS } from '../../miniprogram/shared/waiting';
import { DAY } from '../support/functions/pairs';
import { startServer, tamperedWith, type TestServer } from '../support/functions/server';
import { useCloud } from '../support/trust/sdk';

let server: TestServer;
let unplug: () => void;
let villages = 0;

beforeAll(async () => {
  server = await startServer();
  // Documents of nobody: there is nothing that they could agree with.
  tamperedWith(server);
  unplug = useCloud(server);
});
afterAll(async () => {
  unplug();
  await server.close();
});

const NOW = Date.parse('2026-11-15T10:00:00+08:00');

/** One call of count(). */
interface Counting {
  at: number;
  change: (counters: CounterDoc) => void;
  event: { feed: boolean; month: 'submitted' | 'done' | null };
}
type Reads = 'no' | 'before' | 'between' | 'after';
interface Command {
  countings: Counting[];
  /** Another part of the transaction looks at the figures. */
  reads: Reads;
}
/** Commands at once, or one that takes back the newest line of the feed and tells something else. */
type Round = Command[] | 'takeBack';

const counted: fc.Arbitrary<Counted> = fc.record({
  kind: fc.constantFrom(...CASE_KINDS),
  tab: fc.constantFrom(...WORK_TABS),
  state: fc.constantFrom('submitted' as const, 'checked' as const, 'approved' as const),
  dueAt: fc.option(
    fc.integer({ min: 0, max: 4 }).map((days) => NOW + days * DAY),
    { nil: null },
  ),
  assigneeId: fc.constantFrom(null, 'officer-1', 'officer-2'),
});
const service = fc.record({
  state: fc.constantFrom('toCheck' as const, 'disputed' as const, 'confirmed' as const),
  minutes: fc.nat(60),
});
const change: fc.Arbitrary<Counting['change']> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.option(counted), fc.option(counted)).map(
      ([from, to]) =>
        (counters: CounterDoc) =>
          moveCase(counters, from, to),
    ),
  },
  // Handed to a colleague: nothing else moves.
  counted.map(
    (one) => (counters: CounterDoc) => moveCase(counters, one, { ...one, assigneeId: 'officer-3' }),
  ),
  fc.tuple(fc.option(service), fc.option(service)).map(
    ([from, to]) =>
      (counters: CounterDoc) =>
        moveService(counters, from, to),
  ),
  fc.constantFrom(1, -1).map((by) => (counters: CounterDoc) => {
    counters.residents += by;
    counters.byAge['60-69'] += by;
    add(counters.byLevel, 3, by);
    counters.openVerifications -= by;
    add(counters.donations.undirected, 'promised', by);
    counters.donations.toAllot -= by;
  }),
  fc.constantFrom(1 as const, -1 as const).map((by) => (counters: CounterDoc) => {
    const step = { at: NOW - 40 * DAY, action: 'submit' as const };
    countMonths(counters, { kind: 'wish', timeline: [step as never] }, by);
  }),
  fc.constant(() => undefined),
);
const counting = fc.record({
  at: fc.constant(NOW),
  change,
  event: fc.record({
    feed: fc.boolean(),
    month: fc.constantFrom(null, null, 'submitted' as const, 'done' as const),
  }),
});
const commandOf: fc.Arbitrary<Command> = fc.record({
  countings: fc.array(counting, { minLength: 1, maxLength: 3 }),
  reads: fc.constantFrom<Reads[]>('no', 'no', 'no', 'before', 'between', 'after'),
});
const rounds = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.array(commandOf, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constant<Round>('takeBack') },
  ) as fc.Arbitrary<Round>,
  { minLength: 4, maxLength: 12 },
);

const feedLine = (at: number) => ({ kind: 'residentJoined' as const, what: '', id: `line-${at}` });

/** The plain way: read, changed, written whole, one after the other. */
class Plain {
  constructor(readonly counters: CounterDoc) {}

  count({ at, change, event }: Counting, takenBack?: string): void {
    const { counters } = this;
    const before = workFigures(counters);
    change(counters);
    if (takenBack === undefined)
      for (const [key, n] of Object.entries(workFigures(counters)))
        if (n > (before[key] ?? 0)) add((counters.arrived ??= {}), key, n - (before[key] ?? 0));
    if (event.month) (counters.months[chinaMonth(at)] ??= { submitted: 0, done: 0 })[event.month] += 1;
    if (event.feed)
      counters.feed = [...counters.feed, { ...feedLine(at), at }].sort((a, b) => a.at - b.at).slice(-30);
    if (takenBack !== undefined) counters.feed = counters.feed.filter(({ id }) => id !== takenBack);
    counters.version += 1;
  }
}

const eventOf = ({ at, event }: Counting) => ({
  ...(event.feed ? { feed: feedLine(at) } : {}),
  ...(event.month ? { month: event.month } : {}),
});

async function command(villageId: string, { countings, reads }: Command): Promise<void> {
  const store = openStore();
  const before = store.requests();
  let tries = 0;
  await store.transaction(async (tx) => {
    tries += 1;
    if (reads === 'before') await tx.get('counters', villageId);
    for (const [n, one] of countings.entries()) {
      await count(tx, villageId, one.at, one.change, eventOf(one));
      if (reads === 'between' && n === 0) await tx.get('counters', villageId);
    }
    if (reads === 'after') await tx.get('counters', villageId);
  });
  // Begin, one addition (and, the first ever, the document), commit.
  if (reads === 'no' && tries === 1) expect(store.requests() - before).toBeLessThanOrEqual(4);
}

async function takeBack(tx: Tx, villageId: string, feedId: string | null, other: Counting): Promise<void> {
  await count(tx, villageId, NOW, ({ cases }) => add(cases.device, 'checked', -1), { takenBack: { feedId } });
  await count(tx, villageId, other.at, other.change, eventOf(other));
}

test('are what one after the other, read and written whole, makes of them', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const villageId = `counting-${(villages += 1)}`;
      const plain = new Plain(emptyCounters(villageId));
      // Each counting at its own moment: the order of the feed is that of the moments, whoever was first in the document.
      let at = NOW;
      for (const round of all) {
        if (round === 'takeBack') {
          const feedId = plain.counters.feed.at(-1)?.id ?? null;
          const other: Counting = {
            at: (at += 1),
            change: () => undefined,
            event: { feed: true, month: null },
          };
          await openStore().transaction((tx) => takeBack(tx, villageId, feedId, other));
          const taken: Counting = {
            at,
            change: ({ cases }) => add(cases.device, 'checked', -1),
            event: { feed: false, month: null },
          };
          plain.count(taken, feedId ?? 'none');
          plain.count(other);
          continue;
        }
        const timed = round.map((one) => ({
          ...one,
          countings: one.countings.map((each) => ({ ...each, at: (at += 1) })),
        }));
        await Promise.all(timed.map((one) => command(villageId, one)));
        for (const { countings } of timed) for (const each of countings) plain.count(each);
      }
      const { feed, version, arrived, ...figures } = (await openStore().get(
        'counters',
        villageId,
      )) as CounterDoc;
      expect(feed).toEqual(plain.counters.feed);
      expect(version).toBe(plain.counters.version);
      expect(arrived).toEqual(plain.counters.arrived);
      const stored = { ...figures, feed, version };
      expect(differences(stored, plain.counters, NOW)).toEqual([]);
      expect(promisedSteps(stored)).toEqual(promisedSteps(plain.counters));
      expect(differences(tidied(stored), plain.counters, NOW)).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
