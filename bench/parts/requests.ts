/**
 * Requests to the database per action, opening and committing a transaction included: of commands while the demo village is built by
 * them, of home pages, lists, searches and single records as its people ask for them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildDemo } from '../../demo/seed';
import { startLocal } from '../../local/server';
import { buildFunctions } from '../../scripts/build-functions';
import { BENCH_ENV } from '../support/fill';
import type { ActingAs } from '../../typings/domain';
import { percentile } from '../support/measure';
import type { Row } from '../support/types';

const ROOT = resolve(__dirname, '../..');
const SEED = 20260301;

/** What people hand in from a form. */
const SUBMITS = /\.(apply\w+|makeWish|promise|submit\w+|registerVolunteer|bind|askGuardian)$/;

/** docs/decisions/0002, Cost: a first consent, the employment file, a need's quantity; joining writes more. */
const SUBMITTED = 'at most 6, and 1 for each other record that it changes';

/** docs/decisions/0002, Cost. */
const LOOK_UP = 'look-up; at most 2, and 1 that counts it';

/** Who asks, and for what: [openid, function, action, input, goal]. */
const READS: [string, string, string, object, string][] = [
  ['demo-stranger', 'accounts', 'home', {}, 'nobody yet; at most 2'],
  ['demo-resident-01', 'accounts', 'home', {}, 'resident; at most 2'],
  ['demo-guardian-1', 'accounts', 'home', {}, 'guardian; at most 2'],
  ['demo-volunteer-01', 'accounts', 'home', {}, 'volunteer; at most 2'],
  ['demo-officer-xiejialu', 'accounts', 'home', {}, 'village; at most 2'],
  ['demo-town-1', 'accounts', 'home', {}, 'town; at most 2'],
  ['demo-resident-01', 'applications', 'mine', {}, 'list; at most 2'],
  ['demo-officer-xiejialu', 'applications', 'queue', { kind: 'device', tab: 'toCheck' }, 'list; at most 2'],
  ['demo-town-1', 'applications', 'queue', { kind: 'renovation', tab: 'toApprove' }, 'list; at most 2'],
  ['demo-officer-xiejialu', 'registry', 'residents', {}, 'list; at most 2'],
  ['demo-officer-xiejialu', 'registry', 'residents', { q: '王' }, LOOK_UP],
  ['demo-officer-xiejialu', 'registry', 'volunteers', {}, 'list; at most 2'],
  ['demo-volunteer-01', 'pairing', 'myServices', {}, 'list; at most 2'],
  ['demo-volunteer-01', 'pairing', 'myPairings', {}, 'list; at most 2'],
  ['demo-officer-xiejialu', 'pairing', 'serviceQueue', { tab: 'toCheck' }, 'list; at most 2'],
  ['demo-volunteer-01', 'points', 'ledger', {}, 'list; at most 2'],
  ['demo-volunteer-01', 'points', 'goods', {}, 'list; at most 2'],
  ['demo-volunteer-01', 'points', 'myOrders', {}, 'list; at most 2'],
  ['demo-resident-01', 'notices', 'list', {}, 'list; at most 2'],
  ['demo-volunteer-01', 'donations', 'needs', {}, 'list; at most 2'],
  ['demo-volunteer-01', 'donations', 'mine', {}, 'list; at most 2'],
  ['demo-officer-xiejialu', 'emergency', 'calls', { state: 'open' }, 'list; at most 2'],
];

export async function run(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'simen-bench-'));
  const functionsDir = join(ROOT, '.cache/bench/functions');
  await buildFunctions(functionsDir, { maps: false });
  const local = await startLocal(
    {
      schemaFile: join(ROOT, 'cloudfunctions/schema.json'),
      functionsDir,
      functionEnv: BENCH_ENV,
      dataDir: dir,
      port: 0,
      watch: false,
      timers: false,
    },
    { log: () => undefined, durable: false },
  );
  try {
    const rows: Row[] = [];
    const byAction = new Map<string, number[]>();
    await buildDemo({
      cloudUrl: local.url,
      functionEnv: BENCH_ENV,
      seed: SEED,
      until: Date.now(),
      log: ({ fn, action, code, db }) => {
        if (code === 'OK') byAction.set(`${fn}.${action}`, [...(byAction.get(`${fn}.${action}`) ?? []), db]);
      },
    });
    const asked = new Set(READS.map(([, fn, action]) => `${fn}.${action}`));
    for (const [action, counts] of [...byAction].sort(([a], [b]) => a.localeCompare(b))) {
      if (asked.has(action)) continue;
      const goal = SUBMITS.test(action) ? `; ${SUBMITTED}` : '';
      const note = `median of ${counts.length}, at most ${Math.max(...counts)}${goal}`;
      rows.push({ key: `dbRequests.${action}`, value: percentile(counts, 0.5), unit: 'requests', note });
    }
    const call = (openid: string, fn: string, body: object): Promise<Response> =>
      fetch(`${local.url}/functions/${fn}`, {
        method: 'POST',
        headers: { 'x-wx-openid': openid },
        body: JSON.stringify(body),
      });
    /** The role in which the phone of this person asks, once it has shown its first page. */
    const roleOf = async (openid: string): Promise<ActingAs | null> => {
      const response = await call(openid, 'accounts', { action: 'home', input: {}, requestId: 'bench-role' });
      return ((await response.json()) as { result: { data: { active: ActingAs | null } } }).result.data
        .active;
    };
    for (const [openid, fn, action, input, note] of READS) {
      const as = await roleOf(openid);
      const body = { action, input, requestId: `bench-${fn}-${action}`, ...(as ? { as } : {}) };
      // The first call of an instance reads the names of villages, which the next ones of that minute know.
      await (await call(openid, fn, body)).arrayBuffer();
      const response = await call(openid, fn, body);
      const { result } = (await response.json()) as { result?: { ok: boolean } };
      if (!result?.ok) throw new Error(`${fn}.${action} as ${openid}: ${JSON.stringify(result)}`);
      const id = response.headers.get('x-request-id') ?? '';
      const [cost] = (await (await fetch(`${local.url}/stats?requestId=${id}`)).json()) as {
        dbRequests: number;
      }[];
      if (!cost) throw new Error(`no figures of ${fn}.${action}`);
      const who = action === 'home' ? `.${openid.replace(/^demo-/, '').replace(/-.*/, '')}` : '';
      const key = `dbRequests.${fn}.${action}${who}${'q' in input ? '.search' : ''}${openid === 'demo-town-1' && action !== 'home' ? '.town' : ''}`;
      rows.push({ key, value: cost.dbRequests, unit: 'requests', note });
    }
    return rows;
  } finally {
    await local.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
