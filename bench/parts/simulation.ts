/**
 * A day of a hundred villages in one environment: screens that ask every three seconds in office hours, residents, volunteers and
 * officers who open the mini-program when people do. Each hour of the day runs for some seconds at its own pace.
 */
import type { ActingAs } from '../../typings/domain';
import { seededRandom } from '../../demo/random';
import { percentile, rounded } from '../support/measure';
import { askScreen, startFilled, type BenchServer } from '../support/server';
import { BENCH, manyPlaces } from '../support/town';
import type { Row } from '../support/types';

const VILLAGES = 100;
/** 3,000 people in a village, six in a hundred of them in the register; the bench has four applications for each. */
const RESIDENTS = VILLAGES * 180;
const APPLICATIONS = RESIDENTS * 4;
const VOLUNTEERS = RESIDENTS / 5;
const SECONDS_OF_AN_HOUR = 8;
const HOUR = 3600;
const SEED = 20_261_128;

/** Screens are on from seven to seven, one for each village and one of the town's. */
const SCREEN_HOURS = { from: 7, to: 19 };
const SCREEN_PACE_SECONDS = 3;

/** How people's day is spread over its hours, in thousandths: up early, quiet at noon, a second wave after supper. */
const DAY = [1, 1, 1, 1, 3, 14, 38, 68, 105, 112, 96, 62, 36, 54, 78, 80, 66, 48, 40, 42, 30, 14, 7, 3];

interface Visitor {
  who: string;
  /** Visits in a day. */
  visits: number;
  openid(n: number): string;
  /** The role that the phone shows; left out: only one that says whose, which the bench does not know. */
  as?: ActingAs;
  /** Calls of one visit. */
  calls: readonly (readonly [fn: string, action: string, input: object])[];
}

const PLACES = manyPlaces(VILLAGES);

const VISITORS: readonly Visitor[] = [
  {
    who: 'resident',
    visits: RESIDENTS / 10,
    openid: (n) => BENCH.resident(2 * (n % (RESIDENTS / 2))),
    calls: [
      ['accounts', 'home', {}],
      ['emergency', 'numbers', {}],
      ['applications', 'mine', {}],
      ['notices', 'list', {}],
    ],
  },
  {
    who: 'volunteer',
    visits: VOLUNTEERS / 5,
    openid: (n) => BENCH.volunteer(n % VOLUNTEERS),
    as: { role: 'volunteer' },
    calls: [
      ['accounts', 'home', {}],
      ['emergency', 'numbers', {}],
      ['pairing', 'myServices', {}],
      ['points', 'showInRanking', { shown: true }],
    ],
  },
  {
    who: 'officer',
    visits: VILLAGES * 30,
    openid: (n) => BENCH.officer(PLACES[n % VILLAGES]?.villageId ?? ''),
    as: { role: 'villageStaff' },
    calls: [
      ['accounts', 'home', {}],
      ['applications', 'queue', { kind: 'device', tab: 'toCheck' }],
      ['registry', 'residents', { q: '谢' }],
    ],
  },
];

interface Call {
  at: number;
  /** A kind of call, whose cost in the database is asked once. */
  kind: string;
  make(): Promise<{ requestId: string }>;
}

/** The calls of one hour, at moments within its seconds. */
function callsOf(hour: number, server: BenchServer, random: ReturnType<typeof seededRandom>): Call[] {
  const calls: Call[] = [];
  const often = (perSecond: number, add: (at: number) => void): void => {
    // Independent people: the time to the next one is exponential.
    for (let at = 0; perSecond > 0;) {
      at += -Math.log(1 - random.next()) / perSecond;
      if (at >= SECONDS_OF_AN_HOUR) return;
      add(at);
    }
  };
  for (const { who, visits, openid, as, calls: made } of VISITORS)
    often((visits * (DAY[hour] ?? 0)) / 1000 / HOUR, (at) => {
      const person = openid(random.int(0, 1_000_000));
      for (const [n, [fn, action, input]] of made.entries())
        calls.push({
          at: at + n * 0.2,
          kind: `${who} ${fn}.${action}`,
          make: () => server.ask(person, fn, action, input, as),
        });
    });
  if (hour >= SCREEN_HOURS.from && hour < SCREEN_HOURS.to)
    for (let screen = 0; screen <= VILLAGES; screen += 1)
      for (let at = random.next() * SCREEN_PACE_SECONDS; at < SECONDS_OF_AN_HOUR; at += SCREEN_PACE_SECONDS) {
        const ofTown = screen === VILLAGES;
        const token = ofTown ? BENCH.townToken : BENCH.screenToken(PLACES[screen]?.villageId ?? '');
        calls.push({
          at,
          kind: ofTown ? 'screen of the town' : 'screen of a village',
          make: () => askScreen(server, token),
        });
      }
  return calls.sort((a, b) => a.at - b.at);
}

interface Hour {
  calls: number;
  ms: number[];
  byKind: Map<string, number>;
}

async function runHour(calls: readonly Call[], failed: string[], seen: Map<string, string>): Promise<Hour> {
  const began = performance.now();
  const ms: number[] = [];
  const byKind = new Map<string, number>();
  await Promise.all(
    calls.map(async ({ at, kind, make }) => {
      await new Promise((due) => setTimeout(due, at * 1000 - (performance.now() - began)));
      const started = performance.now();
      byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      try {
        seen.set(kind, (await make()).requestId);
        ms.push(performance.now() - started);
      } catch (error) {
        failed.push(`${kind}: ${String(error)}`);
      }
    }),
  );
  return { calls: calls.length, ms, byKind };
}

export async function run(): Promise<Row[]> {
  const server = await startFilled(APPLICATIONS, { villages: VILLAGES });
  try {
    const random = seededRandom(SEED);
    const failed: string[] = [];
    const seen = new Map<string, string>();
    // Functions are warm when people come.
    for (const { openid, as, calls } of VISITORS)
      for (const [fn, action, input] of calls) await server.ask(openid(0), fn, action, input, as);
    await askScreen(server, BENCH.screenToken(BENCH.village));
    const hours: Hour[] = [];
    for (let hour = 0; hour < DAY.length; hour += 1)
      hours.push(await runHour(callsOf(hour, server, random), failed, seen));

    const scale = HOUR / SECONDS_OF_AN_HOUR;
    let reads = 0;
    let screens = 0;
    for (const [kind, requestId] of seen) {
      const { dbRequests } = await server.cost(requestId);
      const times = hours.reduce((sum, { byKind }) => sum + (byKind.get(kind) ?? 0), 0) * scale;
      reads += times * dbRequests;
      if (kind.startsWith('screen')) screens += times;
    }
    const busiest = hours.reduce((a, b) => (b.calls > a.calls ? b : a));
    const all = hours.reduce((sum, { calls }) => sum + calls, 0) * scale;
    const what = `${VILLAGES} villages, ${server.documents} records`;
    const row = (key: string, value: number, unit: string, note = what): Row => ({
      key: `simulation.${key}`,
      value: rounded(value),
      unit,
      note,
    });
    if (failed.length > 0) console.log(failed.slice(0, 5).join('\n'));
    return [
      row('callsPerDay', all, 'calls', `${what}; ${SECONDS_OF_AN_HOUR} s of each hour, times ${scale}`),
      row('dbRequestsPerDay', reads, 'requests'),
      row('screens', screens / all, 'share', 'of the calls'),
      row(
        'busiestHour',
        hours.indexOf(busiest),
        "o'clock",
        `${Math.round(busiest.calls / SECONDS_OF_AN_HOUR)} calls a second`,
      ),
      row('p50', percentile(busiest.ms, 0.5), 'ms', 'in the busiest hour'),
      row('p95', percentile(busiest.ms, 0.95), 'ms', 'in the busiest hour'),
      row('failed', failed.length, 'calls', '0'),
    ];
  } finally {
    await server.close();
  }
}
