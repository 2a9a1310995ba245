/** The built functions, made once for each state of their sources and shared by all test files and runs. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../../..');
const CACHE = join(ROOT, '.cache/test-functions');
const SOURCES = ['cloudfunctions', 'miniprogram/shared', 'scripts/build-functions.ts', 'package-lock.json'];

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}

/** Changes with every file of these folders and files. */
export function versionOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(join(ROOT, source)))) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Folder of the built functions. Two test files that build at once do not see each other's half-made files. */
export function builtFunctions(): string {
  const target = join(CACHE, versionOf(SOURCES));
  if (existsSync(target)) return target;
  mkdirSync(CACHE, { recursive: true });
  const aside = `${target}.${process.pid}`;
  execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, 'build.ts'), aside], {
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
