/**
 * The officers' work at 1,000 and at 100,000 applications: the first page of every queue, search, filters and counts. Both servers
 * are asked in turn, so that what else the machine does meanwhile weighs on both. In a small town a queue may be empty and a page
 * of twenty costs more than none, however many records there are: such a page is compared with the one of ten thousand applications,
 * where there are rows in every queue.
 */
import type { ActingAs } from '../../typings/domain';
import { CASE_KINDS, CASE_KIND_LABELS } from '../../miniprogram/shared/case-states';
import { queuesOf } from '../../miniprogram/shared/waiting';
import { percentile, rounded } from '../support/measure';
import { startFilled, type BenchServer } from '../support/server';
import { BENCH } from '../support/town';
import type { Row } from '../support/types';

const SMALL = 1_000;
const MIDDLE = 10_000;
const LARGE = 100_000;
const TIMES = 40;
const WARM_UP = 5;
/** Of 1.5: a ratio above it is measured longer. */
const NEAR_LIMIT = 1.3;

interface Ask {
  key: string;
  openid: string;
  as: ActingAs;
  fn: string;
  action: string;
  input: object;
}

const OFFICERS = [
  { who: 'village', openid: BENCH.officer(BENCH.village), role: 'villageStaff' },
  { who: 'town', openid: BENCH.town, role: 'townStaff' },
] as const;

/** Everything an officer opens; `name` and `number` are of a case that is there. */
function asks(name: string, number: string): Ask[] {
  return OFFICERS.flatMap(({ who, openid, role }): Ask[] => {
    const queue = (key: string, input: object): Ask => ({
      key: `queue.${who}.${key}`,
      openid,
      as: { role },
      fn: 'applications',
      action: 'queue',
      input: { kind: 'device', tab: role === 'villageStaff' ? 'toCheck' : 'toApprove', ...input },
    });
    const of = (key: string, fn: string, action: string, input: object = {}): Ask => ({
      key: `${key}.${who}`,
      openid,
      as: { role },
      fn,
      action,
      input,
    });
    return [
      of('home', 'accounts', 'home'),
      ...CASE_KINDS.flatMap((kind) =>
        queuesOf(role, kind).map((tab) => queue(`${kind}.${tab}`, { kind, tab })),
      ),
      queue('done', { tab: 'done' }),
      queue('due', { sort: 'due' }),
      queue('overdue', { overdue: true }),
      queue('mine', { who: 'mine' }),
      queue('nobody', { who: 'nobody' }),
      queue('name', { tab: 'done', q: name }),
      queue('number', { q: number }),
      of('work.mine', 'applications', 'work', { list: 'mine' }),
      of('work.overdue', 'applications', 'work', { list: 'overdue' }),
      of('work.overdueAll', 'applications', 'work', { list: 'overdueAll' }),
      of('assisted', 'applications', 'secondPerson'),
      of('verifications', 'accounts', 'verifications'),
      of('pairings', 'pairing', 'pairings', { state: 'active' }),
      of('pairings.name', 'pairing', 'pairings', { state: 'active', q: name }),
      of('services', 'pairing', 'serviceQueue', { tab: 'decided' }),
      of('intentions', 'pairing', 'intentions', { tab: 'submitted' }),
      of('donations', 'donations', 'queue', { tab: 'toReceive', directed: role === 'villageStaff' }),
      of('emergencies', 'emergency', 'calls', { state: 'open' }),
      of('orders', 'points', 'orders', { state: 'reserved' }),
      of('findings', 'registry', 'findings'),
      ...(role === 'townStaff' ? [of('villages', 'accounts', 'villageFigures')] : []),
    ];
  });
}

interface Listed {
  items: { residentName: string; number: string }[];
}

/** Somebody whose case is done, as the village finds them. */
async function somebody(server: BenchServer): Promise<Listed['items'][number]> {
  const [officer] = OFFICERS;
  const { items } = await server.call<Listed>(officer.openid, 'applications', 'queue', {
    kind: 'device',
    tab: 'done',
  });
  const [first] = items;
  if (!first) throw new Error(`the bench has no ${CASE_KIND_LABELS.device} that is done`);
  return first;
}

interface Asked {
  server: BenchServer;
  ask: Ask;
  /** Milliseconds of each time. */
  times: number[];
  /** Rows on the page; 0 also where the answer is no list. */
  rows: number;
}

async function askOnce(one: Asked): Promise<number> {
  const { openid, fn, action, input, as } = one.ask;
  const started = performance.now();
  const answer = await one.server.call<{ items?: unknown[] }>(openid, fn, action, input, as);
  const took = performance.now() - started;
  one.rows = answer.items?.length ?? 0;
  return took;
}

const median = ({ times }: Asked): number => percentile(times, 0.5);

/** Asks both in turn until their ratio is known well enough; gives it. */
async function compare(few: Asked, many: Asked): Promise<number> {
  const measure = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) {
      for (const one of [few, many]) {
        const took = await askOnce(one);
        if (n >= 0) one.times.push(took);
      }
    }
  };
  await measure(-WARM_UP, TIMES);
  // Near the limit forty are too few on a machine that does other things: more are added, none is left out.
  if (median(many) / median(few) > NEAR_LIMIT) await measure(0, 4 * TIMES);
  return median(many) / median(few);
}

export async function run(): Promise<Row[]> {
  const towns = [
    { size: '1k', server: await startFilled(SMALL) },
    { size: '10k', server: await startFilled(MIDDLE) },
    { size: '100k', server: await startFilled(LARGE) },
  ] as const;
  try {
    const asked = await Promise.all(
      towns.map(async ({ server }) => {
        const { residentName, number } = await somebody(server);
        return asks(residentName, number);
      }),
    );
    const rows: Row[] = [];
    for (const [i, first] of (asked[0] ?? []).entries()) {
      const [few, some, many] = towns.map(({ server }, n): Asked => ({
        server,
        ask: asked[n]?.[i] ?? first,
        times: [],
        rows: 0,
      })) as [Asked, Asked, Asked];
      const name = `scale.${few.ask.key}`;
      for (const one of [few, some, many]) await askOnce(one);
      // The same work: a page that is empty in the smallest town is compared with one that is as long.
      const base = few.rows === many.rows ? few : some;
      const ratio = await compare(base, many);
      const baseSize = base === few ? '1k' : '10k';
      for (const [size, one] of [
        [baseSize, base],
        ['100k', many],
      ] as const) {
        const note = `${size} applications, ${one.rows} rows`;
        rows.push({ key: `${name}.p50.${size}`, value: rounded(median(one)), unit: 'ms', note });
        rows.push({
          key: `${name}.p95.${size}`,
          value: rounded(percentile(one.times, 0.95)),
          unit: 'ms',
          note,
        });
      }
      const against = `p50 against ${baseSize}, ${base.rows} rows and ${many.rows}; at most 1.5`;
      rows.push({ key: `${name}.ratio100k`, value: rounded(ratio), unit: 'x', note: against });
    }
    const worst = rows.filter(({ key }) => key.endsWith('.ratio100k')).sort((a, b) => b.value - a.value)[0];
    return worst
      ? [...rows, { ...worst, key: 'scale.worst.ratio100k', note: `${worst.key}; at most 1.5` }]
      : rows;
  } finally {
    await Promise.all(towns.map(({ server }) => server.close()));
  }
}
