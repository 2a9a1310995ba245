/** The built functions, made once for each state of their sources and shared by all test files and runs. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, versionOf } from './versions';

const CACHE = join(ROOT, '.cache/test-functions');
const SOURCES = [
  'cloudfunctions',
  'miniprogram/shared',
  'scripts/build-functions.ts',
  'scripts/lazy-modules.ts',
  'package-lock.json',
];

/** Folder of the built functions, as they are deployed or with the SDK beside them. Two test files that build at once do not see each other's half-made files. */
export function builtFunctions(sdk: 'inside' | 'apart' = 'inside'): string {
  const target = join(CACHE, `${versionOf(SOURCES)}-${sdk}`);
  if (existsSync(target)) return target;
  mkdirSync(CACHE, { recursive: true });
  const aside = `${target}.${process.pid}`;
  execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'build.ts'), aside, sdk], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
