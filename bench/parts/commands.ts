/**
 * What people do most, at 1,000, 10,000, 100,000 and half a million applications (over a million records): home, the first page of a
 * queue, search, submit, check-in, redeem, and the screens. The servers are asked in turn.
 */
import { CONSENTS } from '../../miniprogram/shared/consent';
import { percentile, rounded } from '../support/measure';
import { askScreen, startFilled, type BenchServer } from '../support/server';
import { BENCH, GOODS_POINTS } from '../support/town';
import type { Row } from '../support/types';

const SIZES = [
  ['1k', 1_000],
  ['10k', 10_000],
  ['100k', 100_000],
  ['1M', 520_000],
] as const;
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
          .call(BENCH.resident(FIRST_APPLICANT + 2 * n), 'applications', 'applyEmployment', {
            abilities: ['handwork'],
            hours: 'halfDay',
            distance: 'village',
            wishes: '',
            contactPhone: '19900000000',
            consentVersion: CONSENTS.employment.version,
          })
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

export async function run(): Promise<Row[]> {
  const servers: BenchServer[] = [];
  try {
    for (const [, applications] of SIZES) servers.push(await startFilled(applications));
    const rows: Row[] = [];
    for (const work of works()) {
      const times = await measure(servers, work);
      const p50s = times.map((of) => percentile(of, 0.5));
      for (const [i, [size]] of SIZES.entries()) {
        const note = `${servers[i]?.documents ?? 0} records`;
        const key = `scale.${work.key}`;
        rows.push({ key: `${key}.p50.${size}`, value: rounded(p50s[i] ?? 0), unit: 'ms', note });
        rows.push({
          key: `${key}.p95.${size}`,
          value: rounded(percentile(times[i] ?? [], 0.95)),
          unit: 'ms',
          note,
        });
      }
      const [small = 1, , large = 0, largest = 0] = p50s;
      const note = 'p50 against 1k';
      rows.push({
        key: `scale.${work.key}.ratio100k`,
        value: rounded(large / small),
        unit: 'x',
        note: `${note}; at most 1.5`,
      });
      rows.push({ key: `scale.${work.key}.ratio1M`, value: rounded(largest / small), unit: 'x', note });
    }
    return rows;
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}
