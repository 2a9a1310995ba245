/** The compilation as WeChat DevTools does it on upload, and what the result weighs. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './finding';

const LIMIT_MS = 150_000;
const KB = 1024;
/** Ours, well under WeChat's 2 MB: the first screen waits for the main package. */
const MAIN_LIMIT_KB = 600;
const ANY_LIMIT_KB = 1536;

interface Result {
  sizes?: Record<string, number>;
  error?: string;
}

export interface PackageSize {
  name: string;
  files: number;
  bytes: number;
}

function stop(pid: number | undefined): void {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended by itself.
  }
}

/** Compiles in a process group of its own, which is gone when this resolves. */
export async function compile(projectDir: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'check-weapp-'));
  const output = join(folder, 'result.json');
  const script = join(__dirname, 'compile-child.cjs');
  const child = spawn(process.execPath, [script, projectDir, output], {
    // miniprogram-ci leaves an empty folder in the working directory.
    cwd: folder,
    detached: true,
    stdio: 'ignore',
  });
  const timer = setTimeout(() => stop(child.pid), LIMIT_MS);
  try {
    await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
    return JSON.parse(readFileSync(output, 'utf8')) as Result;
  } catch (cause) {
    return { error: `miniprogram-ci gave no result: ${String(cause)}` };
  } finally {
    clearTimeout(timer);
    stop(child.pid);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Weight of the main package and of each sub-package. */
export function packageSizes(sizes: Record<string, number>, subPackages: string[]): PackageSize[] {
  const packages = new Map(['main', ...subPackages].map((name) => [name, { name, files: 0, bytes: 0 }]));
  for (const [file, bytes] of Object.entries(sizes)) {
    const home = packages.get(subPackages.find((root) => file.startsWith(root)) ?? 'main');
    if (!home) continue;
    home.files += 1;
    home.bytes += bytes;
  }
  return [...packages.values()];
}

/** Packages above their limit. */
export function checkSizes(packages: PackageSize[]): Finding[] {
  return packages.flatMap(({ name, bytes }) => {
    const limit = name === 'main' ? MAIN_LIMIT_KB : ANY_LIMIT_KB;
    if (bytes <= limit * KB) return [];
    const message = `package ${name} has ${Math.ceil(bytes / KB)} KB, more than ${limit}`;
    return [{ check: 'size', file: 'app.json', message }];
  });
}
