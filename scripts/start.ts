/**
 * `npm start`: builds, starts the local cloud with the demo village and prints the addresses.
 *
 * Environment: PORT (default 8787), DATA_DIR (default data/). Flags: --reset starts from the demo data anew,
 * --no-watch does not rebuild on changes, --no-timers fires no timer by the clock, --built takes what an earlier build left in dist/.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DemoResult } from '../demo/seed';
import { FolderInUse, lockFolder, startLocal } from '../local';
import type { LocalOptions, RunningLocal } from '../local/types';
import messagePush from '../cloudfunctions/message-push.json';
import { BUILT } from './built';
import { DATA_VERSION, type Kept } from './data-folder';

const ROOT = resolve(__dirname, '..');
/** One seed for everybody: the same village on every machine. */
const SEED = 20260301;
const DAY = 86_400_000;

/** Ids of message templates: any text serves here, in the cloud they are WeChat's. */
const TEMPLATES = { TEMPLATE_STEP: 'tmpl-step', TEMPLATE_ASK: 'tmpl-ask' };

/** Keys of this data folder, made once: without them its sealed numbers cannot be read again. */
function secrets(dataDir: string): Record<string, string> {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const made = {
    FIELD_KEYS: `v1:${randomBytes(32).toString('hex')}`,
    LOOKUP_KEY: randomBytes(32).toString('hex'),
    FIRST_ADMIN_CODE: randomBytes(16).toString('base64url'),
  };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

/** This morning, six o'clock in China: demo data end here, so that a day's village is the same all day. */
function thisMorning(): number {
  const now = Date.now();
  const midnight = Math.floor((now + 8 * 3_600_000) / DAY) * DAY - 8 * 3_600_000;
  const six = midnight + 6 * 3_600_000;
  return six <= now ? six : six - DAY;
}

async function makeDemo(dataDir: string, options: LocalOptions): Promise<DemoResult> {
  console.log('正在生成示范村的数据（只在第一次启动时）……');
  // Loaded when it is needed: the village brings the use cases of all functions with it.
  const { buildDemo } = await import('../demo/seed');
  // It is made whole or anew: no single commit has to be on the disk before it has ended.
  const local = await startLocal({ ...options, port: 0, watch: false }, { durable: false });
  let demo: DemoResult;
  try {
    demo = await buildDemo({
      cloudUrl: local.url,
      functionEnv: options.functionEnv ?? {},
      seed: SEED,
      until: thisMorning(),
    });
  } finally {
    await local.close();
  }
  onDisk(join(dataDir, 'cloud/cloud.db'));
  const kept: Kept = { demo, builtAt: new Date().toISOString(), version: DATA_VERSION };
  // Written last: without this file the data are not whole, and the next start makes them anew.
  writeFileSync(join(dataDir, 'demo.json'), JSON.stringify(kept, null, 2), { mode: 0o600 });
  return demo;
}

/** Waits until all of a file is on the disk. */
function onDisk(file: string): void {
  const opened = openSync(file, 'r+');
  fsyncSync(opened);
  closeSync(opened);
}

async function demoOf(dataDir: string, options: LocalOptions): Promise<DemoResult> {
  const file = join(dataDir, 'demo.json');
  if (!existsSync(file)) return makeDemo(dataDir, options);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  if (kept.version !== DATA_VERSION)
    throw new Error('数据是旧版本生成的，新版本读不了。请运行 npm start -- --reset 重新生成示范数据');
  return kept.demo;
}

/** Builds in a process of its own, so that the demo village is made at the same time: neither needs the other. */
async function buildBeside(): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/build.ts')], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('构建没有成功，原因见上面。改好后再运行 npm start');
}

/** Everything that the product runs from: what is built and the demo village, each made when it is not there. */
async function prepare(dataDir: string, options: LocalOptions, built: boolean): Promise<DemoResult> {
  const isFirst = !existsSync(join(dataDir, 'demo.json'));
  if (!isFirst && !built) await (await import('./build')).buildAll();
  const [demo] = await Promise.all([demoOf(dataDir, options), isFirst && !built && buildBeside()]);
  return demo;
}

function printAddresses(local: RunningLocal, demo: DemoResult): void {
  const base = `http://127.0.0.1:${local.port}`;
  const phone = (openid: string): string => `${base}/phone/?openid=${openid}`;
  console.log(`
泗门智慧助残已启动。

  工作台（几部手机并排）  ${base}/workbench/
${demo.screens.map(({ label, token }) => `  ${label}            ${base}/screen/#${token}`).join('\n')}

  单独的手机：
${demo.personas
  .filter(({ pinned }) => pinned)
  .map(({ label, openid }) => `    ${label}  ${phone(openid)}`)
  .join('\n')}

按 Ctrl+C 停止；数据保留在 data/，npm start -- --reset 重新生成示范数据。
`);
}

/** Said before anything is built or made, not after it. */
async function mustBeFree(port: number): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`端口 ${port} 已经有程序在用。请先停掉它，或者换一个端口：PORT=${port + 1} npm start`, {
      cause: error,
    });
  }
  server.close();
  await once(server, 'close');
}

/** Takes the data folder for this process: a second start would throw away what the first is making. */
function take(dataDir: string): void {
  try {
    process.once('exit', lockFolder(dataDir));
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new Error(
      `数据文件夹 ${dataDir} 正在用（进程 ${error.pid}）。请用已经启动的那一个，或者先停掉它；要再开一个，请换一个文件夹：DATA_DIR=data-2 npm start`,
      { cause: error },
    );
  }
}

/** Removes what an earlier start has made, when it is to be made anew or was never made whole. */
function clear(dataDir: string, reset: boolean): void {
  if (!reset && existsSync(join(dataDir, 'demo.json'))) return;
  // By name: DATA_DIR may be a folder that holds something else.
  for (const made of ['demo.json', 'secrets.json', 'cloud'])
    rmSync(join(dataDir, made), { recursive: true, force: true });
}

async function start(): Promise<void> {
  const flags = new Set(process.argv.slice(2));
  const port = Number(process.env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT=${process.env.PORT} 不是端口号`);
  const dataDir = resolve(process.env.DATA_DIR ?? join(ROOT, 'data'));
  await mustBeFree(port);
  take(dataDir);
  clear(dataDir, flags.has('--reset'));

  const options: LocalOptions = {
    functionEnv: { ...secrets(dataDir), ...TEMPLATES },
    schemaFile: join(ROOT, 'cloudfunctions/schema.json'),
  };
  const cloudDir = join(dataDir, 'cloud');
  const demo = await prepare(dataDir, { ...options, dataDir: cloudDir }, flags.has('--built'));
  const local = await startLocal({
    ...options,
    dataDir: cloudDir,
    functionsDir: BUILT.functions,
    messagePush,
    miniprogramDir: join(ROOT, 'miniprogram'),
    staticDirs: { '/screen': BUILT.dashboard },
    port,
    personas: demo.personas,
    links: demo.screens.map(({ label, token }) => ({ label, url: `/screen/#${token}` })),
    watch: !flags.has('--no-watch'),
    timers: !flags.has('--no-timers'),
    cacheDir: join(ROOT, '.cache/phone'),
  });
  printAddresses(local, demo);
  const stop = (): void => {
    void local.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // Not after the demo village, when it is the build beside it that failed.
  process.exit(1);
});
