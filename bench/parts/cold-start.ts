/**
 * Cold starts: a fresh process loads one function and answers a first call, which asks the database who is calling. Compared with a
 * fresh process that does nothing but load `wx-server-sdk`, as most cloud functions do on their first line.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startLocal } from '../../local/server';
import { functionNames, buildFunctions } from '../../scripts/build-functions';
import { BENCH_ENV } from '../support/fill';
import { percentile, rounded } from '../support/measure';
import type { Row } from '../support/types';

const ROOT = resolve(__dirname, '../..');
/** Fresh processes of each kind, taking turns. */
const TIMES = 15;

/** An action of each function that asks who is calling before it refuses a stranger or answers. */
const FIRST: Record<string, string> = {
  accounts: 'home',
  applications: 'mine',
  dashboard: 'screenLinks',
  donations: 'mine',
  emergency: 'calls',
  employment: 'files',
  exchange: 'imports',
  media: 'mine',
  notices: 'manage',
  pairing: 'myPairings',
  points: 'account',
  registry: 'villages',
  upkeep: 'reports',
};

const SDK_ALONE = `const t=process.hrtime.bigint();require('wx-server-sdk');console.log(Number(process.hrtime.bigint()-t)/1e6)`;

const firstAnswer = (file: string, action: string): string =>
  `const t=process.hrtime.bigint();const {main}=require(${JSON.stringify(file)});console.log=()=>{};
  main({action:${JSON.stringify(action)},input:{},requestId:'bench-cold-start'}).then((answer)=>{
    const ms=Number(process.hrtime.bigint()-t)/1e6;
    process.stdout.write(ms+' '+(answer.ok?'OK':answer.code));process.exit(0)})`;

async function once(script: string, env: NodeJS.ProcessEnv): Promise<{ ms: number; code: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: ROOT, env });
  const [ms, code = 'OK'] = stdout.trim().split(' ');
  return { ms: Number(ms), code };
}

export async function run(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'simen-bench-'));
  const functions = join(ROOT, '.cache/bench/functions');
  await buildFunctions(functions, { maps: false });
  const local = await startLocal(
    { schemaFile: join(ROOT, 'cloudfunctions/schema.json'), dataDir: dir, port: 0, watch: false },
    { log: () => undefined, durable: false },
  );
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...BENCH_ENV,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'bench',
    TENCENTCLOUD_SECRETKEY: 'bench',
    TENCENTCLOUD_SESSIONTOKEN: 'bench',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    TCB_SOURCE: 'wx_client',
    HTTP_URL: `${local.url}/http`,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${local.url}/admin` }),
    WX_OPENID: 'bench-stranger',
    WX_APPID: 'wxbench',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID',
  };
  try {
    const rows: Row[] = [];
    const names = (await functionNames()).filter((name) => Object.hasOwn(FIRST, name));
    for (const name of names) {
      const script = firstAnswer(join(functions, name, 'index.js'), FIRST[name] ?? '');
      const own: number[] = [];
      const alone: number[] = [];
      const codes = new Set<string>();
      for (let i = 0; i < TIMES; i += 1) {
        const answer = await once(script, env);
        own.push(answer.ms);
        codes.add(answer.code);
        alone.push((await once(SDK_ALONE, env)).ms);
      }
      const note = `${FIRST[name]} by a stranger: ${[...codes].join(', ')}; median of ${TIMES}`;
      const ratio = percentile(own, 0.5) / percentile(alone, 0.5);
      rows.push({ key: `coldStart.${name}.ms`, value: rounded(percentile(own, 0.5)), unit: 'ms', note });
      rows.push({
        key: `coldStart.${name}.ratio`,
        value: rounded(ratio),
        unit: 'x',
        note: `against require('wx-server-sdk') alone, ${Math.round(percentile(alone, 0.5))} ms; at most 0.7`,
      });
    }
    return rows;
  } finally {
    await local.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
