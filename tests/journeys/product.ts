/** The whole product as `npm start` runs it, in a process of its own, on any free port, with its own data folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { DemoResult } from '../../demo/seed';
import { rememberChrome } from '../support/chrome';
import { bundleProgram } from './program';

const ROOT = resolve(__dirname, '../..');

export interface Product {
  url: string;
  dataDir: string;
  demo: DemoResult;
  /** What it has written so far. */
  printed(): string;
  /** As Ctrl+C does. */
  stop(): Promise<void>;
  /** As a power cut does. */
  kill(): Promise<void>;
}

/** An empty folder for data, and its removal. */
export function dataFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'simen-journey-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}

/** Folder with the demo village as prepare.ts made it once for all journeys; each journey changes a copy of its own. */
const PREPARED = 'JOURNEY_DEMO';

/** `npm start` as one JavaScript file, made once for all journeys: as it stands it is compiled anew at each start. */
const PROGRAM = 'JOURNEY_PROGRAM';

/** Starts the product and waits until it prints its addresses. An empty folder gets the prepared demo village. */
export async function startProduct(dataDir: string): Promise<Product> {
  const prepared = process.env[PREPARED];
  if (prepared !== undefined && readdirSync(dataDir).length === 0)
    cpSync(prepared, dataDir, { recursive: true });
  const built = prepared === undefined ? [] : ['--built'];
  // Tests fire timers themselves: one that fires by the clock (each hour at ten past) would do its work in the middle of a picture.
  const program = process.env[PROGRAM];
  const script = program === undefined ? ['--import', 'tsx', 'scripts/start.ts'] : [program];
  // Half a minute is too short for the database's machine code to be made better than the first.
  const flags = program === undefined ? [] : ['--liftoff-only'];
  const child = spawn(process.execPath, [...flags, ...script, '--no-watch', '--no-timers', ...built], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const url = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const address = /(http:\/\/127\.0\.0\.1:\d+)\/workbench\//.exec(printed)?.[1];
      if (address !== undefined) found(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => failed(new Error(`npm start ended:\n${printed.slice(-3000)}`)));
  });
  const { demo } = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { demo: DemoResult };
  return {
    url,
    dataDir,
    demo,
    printed: () => printed,
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

/** Folder that a step of `npm test` has made beside others (make.ts): most of a minute in which only one core would work. */
const MADE = 'JOURNEY_MADE';

/** Builds everything and makes the demo village in `demo`, an empty folder or none yet. */
async function makeDemo(demo: string): Promise<void> {
  mkdirSync(demo, { recursive: true });
  await (await startProduct(demo)).stop();
}

/** Makes the demo village and the program in a folder of the project: its packages are found from there. */
export async function makePrepared(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await makeDemo(join(folder, 'demo'));
  await bundleProgram(join(ROOT, 'scripts/start.ts'), folder);
}

/** Takes what was made before or makes it: the journeys that follow start from copies of it. */
export async function prepareDemo(): Promise<void> {
  // Journeys and audit of one run share all of it.
  if (process.env[PROGRAM] !== undefined) return;
  await rememberChrome();
  const made = process.env[MADE] === undefined ? undefined : resolve(process.env[MADE]);
  if (made !== undefined && existsSync(join(made, 'program.cjs'))) {
    process.env[PREPARED] = join(made, 'demo');
    process.env[PROGRAM] = join(made, 'program.cjs');
    return;
  }
  if (process.env[PREPARED] === undefined) {
    const { dir } = dataFolder();
    await makeDemo(dir);
    process.env[PREPARED] = dir;
  }
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  process.env[PROGRAM] = await bundleProgram(
    join(ROOT, 'scripts/start.ts'),
    mkdtempSync(join(cache, 'journeys-')),
  );
}

/** Removes what was prepared. */
export function removePrepared(): void {
  const dir = process.env[PREPARED];
  const program = process.env[PROGRAM];
  delete process.env[PREPARED];
  delete process.env[PROGRAM];
  if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
  if (program !== undefined) rmSync(dirname(program), { recursive: true, force: true });
}
