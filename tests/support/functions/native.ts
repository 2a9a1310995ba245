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
import { ROOT, versionOf } from './versions';

const CACHE = join(ROOT, '.cache/test-native');
const CLOUD = ['local/cloud', 'local/server.ts'];
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

/** What a file exports, loaded outside of the sandbox. */
function native(name: string, entry: string, sources: string[], more: string[] = []): object {
  const target = join(CACHE, `${name}-${versionOf([...sources, 'package-lock.json'])}`);
  if (!existsSync(target)) build(target, entry, more);
  // Jest gives its own `module`; this process has the real one.
  const { createRequire } = (runInThisContext('process') as NodeJS.Process).getBuiltinModule('node:module');
  return createRequire(__filename)(join(target, 'index.cjs')) as object;
}

export function nativeStart(): typeof startLocal {
  const server = native('cloud', 'local/server.ts', CLOUD, ['--external:./phone/index']);
  return (server as { startLocal: typeof startLocal }).startLocal;
}

export function openNativeStage(...given: Parameters<typeof nativeStage>): ReturnType<typeof nativeStage> {
  const entry = 'tests/support/functions/stage-entry.ts';
  const stage = native('stage', entry, ['cloudfunctions', 'demo', 'miniprogram/shared', entry]);
  return (stage as { nativeStage: typeof nativeStage }).nativeStage(...given);
}
