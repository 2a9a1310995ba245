/** A function's folder: its code and its config.json, as WeChat's tools have them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../errors';

export interface TimerTrigger {
  name: string;
  /** Seven fields: second minute hour day month weekday year. */
  config: string;
}

export interface FunctionConfig {
  timeoutSeconds: number;
  memoryMb: number;
  env: Record<string, string>;
  timers: TimerTrigger[];
  /** Undefined: the file does not say, then nothing is refused. */
  openapi: string[] | undefined;
}

const DEFAULT_TIMEOUT = 3;
const MAX_TIMEOUT = 60;
const DEFAULT_MEMORY = 256;
const NAME = /^[A-Za-z][\w-]{0,59}$/;

/** The folder of a function, or undefined when there is none of that name. */
export function functionFolder(root: string | undefined, name: string): string | undefined {
  if (!root || !NAME.test(name)) return undefined;
  const folder = join(root, name);
  return hasCode(folder) ? folder : undefined;
}

function hasCode(folder: string): boolean {
  return existsSync(join(folder, 'index.js')) || existsSync(join(folder, 'package.json'));
}

/** All functions of a folder. */
export function functionNames(root: string | undefined): string[] {
  if (!root || !existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => functionFolder(root, name) !== undefined)
    .sort();
}

/** Reads config.json; without one: the defaults of the cloud. */
export function readConfig(folder: string): FunctionConfig {
  const file = join(folder, 'config.json');
  let raw: Record<string, unknown> = {};
  if (existsSync(file)) {
    try {
      raw = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    } catch (error) {
      throw new Error(`${file} cannot be read: ${messageOf(error)}`);
    }
  }
  const triggers = (raw.triggers ?? []) as { name: string; type: string; config: string }[];
  const permissions = raw.permissions as { openapi?: string[] } | undefined;
  return {
    timeoutSeconds: Math.min(Number(raw.timeout ?? DEFAULT_TIMEOUT), MAX_TIMEOUT),
    memoryMb: Number(raw.memorySize ?? DEFAULT_MEMORY),
    env: Object.fromEntries(
      Object.entries((raw.envVariables ?? {}) as object).map(([key, value]) => [key, String(value)]),
    ),
    timers: triggers.filter(({ type }) => type === 'timer').map(({ name, config }) => ({ name, config })),
    openapi: permissions?.openapi,
  };
}

/** Changes whenever a file of the function changes; packages are left out because they do not change alone. */
export function folderVersion(folder: string): string {
  let newest = 0;
  let files = 0;
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else {
        files += 1;
        newest = Math.max(newest, statSync(path).mtimeMs);
      }
    }
  };
  walk(folder);
  return `${files}/${newest}`;
}
