/**
 * The local cloud and the stage as plain Node loads them, once for all test files of a process. Inside Jest's sandbox every file would
 * load and compile them anew, and each use of a global name (JSON, Buffer, Object) takes a detour: twice the time for what the functions'
 * tests do most. It is the same source, put together by esbuild; tests/local-cloud looks into it through Jest.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { startLocal } from '../../../local/server';
import type { nativeStage } from './stage-entry';
import type { Fuzz } from '../trust/fuzz-entry';
import { ROOT, versionOf } from './versions';

type Checks = typeof import('./check-entry');

const CACHE = join(ROOT, '.cache/test-native');
const CLOUD = ['local/cloud', 'local/server.ts'];
/** How it is done. */
const SELF = 'tests/support/functions/native.ts';
/** Read from beside the server by the threads of functions. */
const BESIDE = ['worker.cjs', 'line.cjs'];
const SETTINGS = ['--bundle', '--platform=node', '--packages=external', '--log-level=error'];

/** Puts a file together; another test file may do the same at the same time. */
function build(target: string, entry: string, more: string[]): void {
  mkdirSync(CACHE, { recursive: true });
  const aside = mkdtempSync(`${target}.`);
  execFileSync(
    join(ROOT, 'node_modules/.bin/esbuild'),
    [join(ROOT, entry), ...SETTINGS, ...more, `--outfile=${join(aside, 'index.cjs')}`],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  for (const name of BESIDE) copyFileSync(join(ROOT, 'local/cloud/functions', name), join(aside, name));
  try {
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

/** The file that was made of a source and all that it imports, made anew when one of `sources` has changed. */
function together(name: string, entry: string, sources: string[], more: string[] = []): string {
  const target = join(CACHE, `${name}-${versionOf([...sources, entry, SELF, 'package-lock.json'])}`);
  if (!existsSync(target)) build(target, entry, more);
  return join(target, 'index.cjs');
}

/** What a file exports, loaded outside of the sandbox. */
function native(...source: Parameters<typeof together>): object {
  // Jest gives its own `module`; this process has the real one.
  const { createRequire } = (runInThisContext('process') as NodeJS.Process).getBuiltinModule('node:module');
  return createRequire(__filename)(together(...source)) as object;
}

const WITHOUT_PHONE = ['--external:./phone/index'];

export function nativeStart(): typeof startLocal {
  const server = native('cloud', 'local/server.ts', CLOUD, WITHOUT_PHONE);
  return (server as { startLocal: typeof startLocal }).startLocal;
}

/** A program for a process of its own: plain Node is there in a tenth of the time that tsx takes to compile the same files. */
export function programOf(name: string, entry: string): string {
  const apart = ['--packages=bundle', '--external:node-sqlite3-wasm', '--external:wx-server-sdk'];
  return together(name, entry, CLOUD, [...WITHOUT_PHONE, ...apart]);
}

export function nativeChecks(): Checks {
  const entry = 'tests/support/functions/check-entry.ts';
  return native('checks', entry, ['cloudfunctions', 'miniprogram/shared']) as Checks;
}

export function openNativeStage(...given: Parameters<typeof nativeStage>): ReturnType<typeof nativeStage> {
  const entry = 'tests/support/functions/stage-entry.ts';
  const stage = native('stage', entry, ['cloudfunctions', 'demo', 'miniprogram/shared']);
  return (stage as { nativeStage: typeof nativeStage }).nativeStage(...given);
}

export type NativeFuzz = Pick<Fuzz, keyof Fuzz>;

export function openNativeFuzz(...given: ConstructorParameters<typeof Fuzz>): NativeFuzz {
  const entry = 'tests/support/trust/fuzz-entry.ts';
  const sources = ['cloudfunctions', 'miniprogram/shared', 'tests/support/trust', 'tests/support/functions'];
  const loaded = native('fuzz', entry, sources) as { Fuzz: typeof Fuzz };
  return new loaded.Fuzz(...given);
}
