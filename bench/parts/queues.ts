/**
 * The officers' work at 1,000 and at 100,000 applications: the first page of every queue, search, filters and counts. Both servers
 * are asked in turn, so that what else the machine does meanwhile weighs on both.
 */
import type { ActingAs } from '../../typings/domain';
import { CASE_KINDS, CASE_KIND_LABELS } from '../../miniprogram/shared/case-states';
import { queuesOf } from '../../miniprogram/shared/waiting';
import { percentile, rounded } from '../support/measure';
import { startFilled, type BenchServer } from '../support/server';
import { BENCH } from '../support/town';
import type { Row } from '../support/types';

const SMALL = 1_000;
const LARGE = 100_000;
const TIMES = 40;
const WARM_UP = 5;
/** Of 1.5: a ratio above it is looked at more closely. */
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

const call = (server: BenchServer, { openid, fn, action, input, as }: Ask): Promise<unknown> =>
  server.call(openid, fn, action, input, as);

export async function run(): Promise<Row[]> {
  const small = await startFilled(SMALL);
  const large = await startFilled(LARGE);
  try {
    const [few, many] = [await somebody(small), await somebody(large)];
    const smallAsks = asks(few.residentName, few.number);
    const rows: Row[] = [];
    for (const [i, ask] of asks(many.residentName, many.number).entries()) {
      const pair = [
        { server: small, ask: smallAsks[i] ?? ask, times: [] as number[] },
        { server: large, ask, times: [] as number[] },
      ] as const;
      const [a, b] = pair.map(({ times }) => times) as [number[], number[]];
      const ratio = (): number => percentile(b, 0.5) / percentile(a, 0.5);
      const measure = async (from: number, to: number): Promise<void> => {
        for (let n = from; n < to; n += 1) {
          for (const one of pair) {
            const started = performance.now();
            await call(one.server, one.ask);
            if (n >= 0) one.times.push(performance.now() - started);
          }
        }
      };
      await measure(-WARM_UP, TIMES);
      // Near the limit forty are too few on a machine that does other things: more are added, none is left out.
      if (ratio() > NEAR_LIMIT) await measure(0, 4 * TIMES);
      const p50 = ratio();
      const name = `scale.${ask.key}`;
      for (const [size, times] of [
        ['1k', a],
        ['100k', b],
      ] as const) {
        const note = `${size} applications`;
        rows.push({ key: `${name}.p50.${size}`, value: rounded(percentile(times, 0.5)), unit: 'ms', note });
        rows.push({ key: `${name}.p95.${size}`, value: rounded(percentile(times, 0.95)), unit: 'ms', note });
      }
      rows.push({ key: `${name}.ratio100k`, value: rounded(p50), unit: 'x', note: 'p50; at most 1.5' });
    }
    const worst = rows.filter(({ unit }) => unit === 'x').sort((a, b) => b.value - a.value)[0];
    return worst
      ? [...rows, { ...worst, key: 'scale.worst.ratio100k', note: `${worst.key}; at most 1.5` }]
      : rows;
  } finally {
    await Promise.all([small.close(), large.close()]);
  }
}
