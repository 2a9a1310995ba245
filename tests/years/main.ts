/**
 * `npm run years -- --calls N --seed N`: the demo village lives on for years. Everybody does anything that the contract offers, in any
 * order, with inputs that name records that are there; time passes and every timer does its work. Looked for: answers that nobody
 * expects, failures of timers, records that contradict each other, figures that are not what the records say.
 *
 * With `--keep DIR` the village of then can be looked at: `DATA_DIR=DIR npm start`, best with the clock of the day that is said at the end.
 *
 * It is no test of `npm test`: it finds what nobody thought of, at its leisure. What it finds becomes a test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildDemo } from '../../demo/seed';
import { ADMIN } from '../../demo/staff';
import { startLocal } from '../../local/server';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { BENCH_ENV } from '../../bench/support/fill';
import { DATA_VERSION, type Kept } from '../../scripts/data-folder';
import { picker } from '../support/trust/sample';
import { Life } from './life';

const ROOT = join(__dirname, '../..');

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  const calls = Number(values.calls);
  const dir = values.keep ?? mkdtempSync(join(tmpdir(), 'simen-years-'));
  mkdirSync(dir, { recursive: true });
  const local = await startLocal(
    {
      schemaFile: join(ROOT, 'cloudfunctions/schema.json'),
      dataDir: join(dir, 'cloud'),
      port: 0,
      watch: false,
    },
    { log: () => undefined, durable: false },
  );
  const leaveLine = local.layLine();
  try {
    process.env = { ...process.env };
    const from = Date.now();
    const demo = await buildDemo({ cloudUrl: local.url, functionEnv: BENCH_ENV, seed: 7, until: from });
    const kept: Kept = { demo, builtAt: new Date(from).toISOString(), version: DATA_VERSION };
    writeFileSync(join(dir, 'demo.json'), JSON.stringify(kept));
    writeFileSync(join(dir, 'secrets.json'), JSON.stringify(BENCH_ENV));
    console.log('the village is there');
    const life = new Life(local, picker(seed), from, seed);
    // Who left is forgotten after a year: seldom, but within these years.
    await life.call(
      ADMIN,
      'registry',
      'setParameter',
      {
        key: 'forgetAfter',
        version: 'years',
        effectiveFrom: chinaDate(from),
        source: '测试用的档案保管期限',
        value: { residentYears: 1, volunteerYears: 1 },
      },
      { role: 'admin' },
    );
    for (let n = 0; n < calls && life.found.length < 10; n += 1) {
      await life.turn();
      if (n % 1000 === 999) console.log(`${n + 1} calls, ${life.day()}`);
    }
    const accepted = [...life.tally].map(([action, codes]) => [action, codes.get('OK') ?? 0] as const);
    const never = accepted.filter(([, ok]) => ok === 0).map(([action]) => action);
    const total = accepted.reduce((sum, [, ok]) => sum + ok, 0);
    console.log(`accepted ${total}; until ${life.day()}; never accepted: ${never.join(' ')}`);
    for (const [action, codes] of [...life.tally].sort()) console.log(action, JSON.stringify([...codes]));
    console.log(`${life.found.length} found`);
    process.exitCode = life.found.length > 0 ? 1 : 0;
  } finally {
    leaveLine();
    await local.close();
    if (values.keep === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

void run();
