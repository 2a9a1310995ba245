/** Starts clouds for tests and calls their functions. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CloudTuning } from '../../local/cloud/cloud';
import { startLocal } from '../../local/server';
import type { LocalOptions, RunningLocal } from '../../local/types';
import { builtFunctions } from '../support/functions/built';
import { nativeStart, programOf } from '../support/functions/native';
import { ROOT, versionOf } from '../support/functions/versions';

// Set here because jest ignores a time-out in the settings of one project; clouds start slowly on a busy machine.
if (typeof jest !== 'undefined') jest.setTimeout(60_000);

/**
 * The fixture functions beside an SDK in one file, as functions are deployed: it loads in half of the time of the package's many files, and
 * each thread loads it anew. Made once for each state of what it is made of.
 */
function fixtures(): string {
  const sources = [
    'tests/local-cloud/functions',
    'scripts/build-functions.ts',
    'scripts/lazy-modules.ts',
    'package-lock.json',
  ];
  const target = join(ROOT, '.cache/test-fixtures', versionOf(sources));
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const aside = mkdtempSync(`${target}.`);
  cpSync(join(__dirname, 'functions'), aside, { recursive: true });
  const built = builtFunctions('apart');
  const own = join(aside, 'node_modules/wx-server-sdk');
  mkdirSync(own, { recursive: true });
  // The SDK, and what it loads late from beside it.
  for (const name of readdirSync(built).filter((file) => file.endsWith('.js'))) {
    copyFileSync(join(built, name), join(aside, name));
    copyFileSync(join(built, name), join(own, name === 'wx-server-sdk.js' ? 'index.js' : name));
  }
  try {
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

export const FUNCTIONS = fixtures();
export const SCHEMA = join(__dirname, 'schema.json');
export interface Answer {
  result?: unknown;
  errCode?: number;
  errMsg?: string;
  requestID?: string;
}

/** A cloud in this process, silent, with the fixture functions. */
export function startCloud(options: LocalOptions = {}, tuning: CloudTuning = {}): Promise<RunningLocal> {
  // Objects of the sandbox are strictly equal to no others: functions of this thread are asked outside of it.
  const start = tuning.inline ? nativeStart() : startLocal;
  return start(
    { functionsDir: FUNCTIONS, schemaFile: SCHEMA, port: 0, ...options },
    { log: () => undefined, ...tuning },
  );
}

/** Calls a function over HTTP as a person. */
export async function call(
  url: string,
  name: string,
  event: unknown = {},
  openid = 'otester',
): Promise<Answer> {
  const response = await fetch(`${url}/functions/${name}`, {
    method: 'POST',
    headers: { 'x-wx-openid': openid },
    body: JSON.stringify(event),
  });
  return (await response.json()) as Answer;
}

/** The result of a call that must succeed. */
export async function result<T>(url: string, name: string, event: unknown = {}, openid?: string): Promise<T> {
  const answer = await call(url, name, event, openid);
  if (answer.errCode !== undefined) throw new Error(answer.errMsg);
  return answer.result as T;
}

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-test-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
const children: ChildProcess[] = [];

/** To be called in afterAll: ends the commands that a failed test has left, removes the folders. */
export function cleanUp(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Served {
  url: string;
  child: ChildProcess;
  output: () => string;
  /** Fulfilled with the exit code or signal. */
  ended: Promise<number | NodeJS.Signals>;
}

/** The command in a process of its own; rejected with its output when it ends before it listens. */
export function serve(args: string[]): Promise<Served> {
  return run(programOf('command', 'local/main.ts'), ['--port', '0', ...args]);
}

/** As `serve`; functions run in the one thread of that process, which is killed with them. */
export function serveInline(options: LocalOptions): Promise<Served> {
  return run(programOf('inline', 'tests/support/functions/served-entry.ts'), [JSON.stringify(options)]);
}

function run(program: string, args: string[]): Promise<Served> {
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT });
  children.push(child);
  let output = '';
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code ?? -1));
  });
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (url) resolve({ url, child, output: () => output, ended });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

/** Waits until a condition holds; fails when it does not within the time. */
export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 5000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('the condition was not met in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
