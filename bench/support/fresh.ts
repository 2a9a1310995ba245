/** Fresh processes, each with one built function, that ask a local cloud: what a function costs before it is warm. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startLocal } from '../../local/server';
import { buildFunctions, functionNames } from '../../scripts/build-functions';
import { BENCH_ENV } from './fill';

const ROOT = resolve(__dirname, '../..');

/** An action of each function that asks who is calling before it refuses a stranger or answers. */
export const FIRST: Record<string, string> = {
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

export interface Fresh {
  /** Functions that are asked. */
  names: string[];
  /** File of a built function. */
  file(name: string): string;
  /** What a fresh process that runs this script prints. */
  run(script: string): Promise<string>;
  close(): Promise<void>;
}

export async function startFresh(): Promise<Fresh> {
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
  return {
    names: (await functionNames()).filter((name) => Object.hasOwn(FIRST, name)),
    file: (name) => join(functions, name, 'index.js'),
    run: async (script) =>
      (await promisify(execFile)(process.execPath, ['-e', script], { cwd: ROOT, env })).stdout.trim(),
    close: async () => {
      await local.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
