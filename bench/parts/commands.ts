/**
 * What people do most, at 1,000, 10,000 and 100,000 applications: home, the first page of a queue, search, submit, check-in, redeem,
 * and the screens. The servers are asked in turn. A million records are a part of their own (million.ts).
 */
import { percentile, rounded } from '../support/measure';
import { askScreen, startFilled, type BenchServer } from '../support/server';
import { BENCH, GOODS_POINTS, WORK_WANTED } from '../support/town';
import type { Row } from '../support/types';

/** Applications of each town, by the name of its size. */
export type Sizes = readonly (readonly [size: string, applications: number])[];

const SIZES: Sizes = [
  ['1k', 1_000],
  ['10k', 10_000],
  ['100k', 100_000],
];
/** The smallest town has 25 residents with a phone and a volunteer. */
const COMMANDS = 20;
const READS = 40;
const WARM_UP = 5;
/** Residents from here on have a phone and hand in an application. */
const FIRST_APPLICANT = 100;

interface Work {
  key: string;
  times: number;
  /** Does it for the n-th time; false when this person may not, so that another one does. */
  once(server: BenchServer, n: number): Promise<boolean>;
  /** What comes before it and is not measured. */
  before?(server: BenchServer, n: number): Promise<void>;
}

/** The n-th resident who has both a phone and a volunteer, and that volunteer. */
const pair = (n: number): { resident: string; volunteer: string } => ({
  resident: BENCH.resident(10 * n),
  volunteer: BENCH.volunteer(2 * n),
});

const codes = new Map<string, string>();

const read = (key: string, openid: string, fn: string, action: string, input: object): Work => ({
  key,
  times: READS,
  once: async (server) => (await server.call(openid, fn, action, input), true),
});

function works(): Work[] {
  const officer = BENCH.officer(BENCH.village);
  const device = { kind: 'device', tab: 'toCheck' };
  return [
    read('home.resident', BENCH.resident(0), 'accounts', 'home', {}),
    read('home.volunteer', BENCH.volunteer(0), 'accounts', 'home', {}),
    read('home.staff', officer, 'accounts', 'home', {}),
    read('queue', officer, 'applications', 'queue', device),
    read('search', officer, 'registry', 'residents', { q: '谢' }),
    {
      key: 'submit',
      times: COMMANDS,
      once: (server, n) =>
        server
          .call(BENCH.resident(FIRST_APPLICANT + 2 * n), 'applications', 'applyEmployment', WORK_WANTED)
          .then(
            () => true,
            () => false,
          ),
    },
    {
      key: 'checkIn',
      times: COMMANDS,
      before: async (server, n) => {
        const { code } = await server.call<{ code: string }>(pair(n).resident, 'pairing', 'issueCode', {
          renew: false,
        });
        codes.set(`${server.url} ${n}`, code);
      },
      once: async (server, n) => {
        const code = codes.get(`${server.url} ${n}`);
        await server.call(pair(n).volunteer, 'pairing', 'startService', { code });
        return true;
      },
    },
    {
      key: 'redeem',
      times: COMMANDS,
      once: async (server, n) => {
        await server.call(pair(n).volunteer, 'points', 'redeem', {
          goodsId: BENCH.goods,
          points: GOODS_POINTS,
        });
        return true;
      },
    },
    ...(['village', 'town'] as const).map((whose): Work => ({
      key: `dashboard.${whose}`,
      times: READS,
      once: async (server) => {
        await askScreen(server, whose === 'town' ? BENCH.townToken : BENCH.screenToken(BENCH.village));
        return true;
      },
    })),
  ];
}

/** Times of one kind of work on all servers, one after the other and again from the first. */
async function measure(servers: readonly BenchServer[], work: Work): Promise<number[][]> {
  const times = servers.map(() => [] as number[]);
  const next = servers.map(() => 0);
  const commands = work.times === COMMANDS;
  const rounds = work.times + (commands ? 0 : WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, server] of servers.entries()) {
      for (let done = false; !done;) {
        const n = next[i] ?? 0;
        next[i] = n + 1;
        await work.before?.(server, n);
        const started = performance.now();
        done = await work.once(server, n);
        if (done && (commands || round >= WARM_UP)) times[i]?.push(performance.now() - started);
      }
    }
  }
  return times;
}

export const run = (): Promise<Row[]> => compareSizes(SIZES);

/** Measures towns of these sizes; every one above 10,000 has its ratio to the first. */
export async function compareSizes(sizes: Sizes): Promise<Row[]> {
  const servers: BenchServer[] = [];
  try {
    for (const [, applications] of sizes) servers.push(await startFilled(applications));
    const rows: Row[] = [];
    for (const work of works()) {
      const times = await measure(servers, work);
      const key = `scale.${work.key}`;
      const small = percentile(times[0] ?? [], 0.5);
      for (const [i, [size, applications]] of sizes.entries()) {
        const of = times[i] ?? [];
        const [p50, p95] = [percentile(of, 0.5), percentile(of, 0.95)];
        const note = `${servers[i]?.documents ?? 0} records`;
        rows.push({ key: `${key}.p50.${size}`, value: rounded(p50), unit: 'ms', note });
        rows.push({ key: `${key}.p95.${size}`, value: rounded(p95), unit: 'ms', note });
        if (applications > 10_000) {
          const against = `p50 against ${sizes[0]?.[0] ?? ''}; at most 1.5`;
          rows.push({ key: `${key}.ratio${size}`, value: rounded(p50 / small), unit: 'x', note: against });
        }
      }
    }
    return rows;
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}
