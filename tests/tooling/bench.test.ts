/** What the bench stands on: its parts can be loaded, its made-up town is what the functions would have written. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PARTS } from '../../bench/parts';
import { BENCH_ENV, fillTown } from '../../bench/support/fill';
import { percentile, rounded } from '../../bench/support/measure';
import { table } from '../../bench/support/results';
import { BENCH } from '../../bench/support/town';
import { startLocal } from '../../local/server';
import type { RunningLocal } from '../../local/types';
import { builtFunctions } from '../support/functions/built';
import { Client } from '../support/functions/client';
import { expectRecountEqual } from '../support/functions/recount';

test('every part of the registry can be loaded', async () => {
  for (const load of Object.values(PARTS)) expect(typeof (await load()).run).toBe('function');
});

test('percentiles are values that were measured; the table has a line for each row', () => {
  expect([0, 0.5, 0.95, 1].map((share) => percentile([5, 1, 4, 2, 3], share))).toEqual([1, 3, 5, 5]);
  expect([1234.5, 0.98765, 12].map(rounded)).toEqual([1230, 0.988, 12]);
  expect(table([{ key: 'a.b', value: 1, unit: 'ms', note: 'so' }])).toBe('  a.b  1 ms  so');
});

describe('the filled town', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bench-test-'));
  let local: RunningLocal;
  let client: Client;

  beforeAll(async () => {
    fillTown(dir, 120);
    local = await startLocal(
      {
        functionsDir: builtFunctions(),
        dataDir: dir,
        port: 0,
        functionEnv: BENCH_ENV,
        watch: false,
        timers: false,
      },
      { log: () => undefined },
    );
    client = new Client(local.url);
  });
  afterAll(async () => {
    await local.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('has true counters', () => expectRecountEqual(client));

  test('answers its people: a resident, a volunteer, an officer, the town, the screen', async () => {
    expect((await client.all('applications')).length).toBe(120);
    const home = (openid: string) => client.ok(openid, 'accounts', 'home', {});
    expect((await home(BENCH.resident(0))).home.role).toBe('resident');
    expect((await home(BENCH.volunteer(0))).home.role).toBe('volunteer');
    const queue = await client.ok(BENCH.officer(BENCH.village), 'applications', 'queue', {
      kind: 'device',
      tab: 'done',
    });
    expect(queue).toMatchObject({ unchanged: false });
    const screen = await fetch(`${local.url}/http/dashboard/screen`, {
      headers: { authorization: `Bearer ${BENCH.townToken}` },
    });
    expect(((await screen.json()) as { headline: { residents: number } }).headline.residents).toBe(30);
  });
});
