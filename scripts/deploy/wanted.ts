/** What the tree wants of an environment: collections with their indexes, functions with their settings, addresses. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings';

export interface Index {
  name: string;
  keys: Record<string, 1 | -1>;
  unique?: boolean;
  /** Made once the records are in their new shape: those of before break it. */
  afterMigration?: boolean;
}

export interface WantedFunction {
  name: string;
  /** Folder of the built function. */
  folder: string;
  /** Of code, settings and environment: a function that is the same is left alone. */
  fingerprint: string;
  timeout: number;
  memorySize: number;
  environment: Record<string, string>;
  triggers: { name: string; type: string; config: string }[];
}

export interface Wanted {
  collections: { name: string; access: string; indexes: Index[] }[];
  functions: WantedFunction[];
  /** Path of HTTP access -> function. */
  paths: Record<string, string>;
}

/** Syntax of the bundles is that of Node 16 (scripts/build-functions.ts); this is the runtime they are created with. */
export const RUNTIME = 'Nodejs18.15';

/** Functions that answer over HTTP: the screen's figures; printed cards. */
const HTTP_FUNCTIONS = ['dashboard', 'exchange'];

interface FunctionConfig {
  timeout?: number;
  memorySize?: number;
  triggers?: WantedFunction['triggers'];
}

/** A built function with the settings of its config.json. */
export function wantedFunction(
  folder: string,
  name: string,
  environment: Record<string, string>,
): WantedFunction {
  const file = join(folder, 'config.json');
  const config = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FunctionConfig) : {};
  const hash = createHash('sha256').update(JSON.stringify([RUNTIME, environment]));
  for (const part of readdirSync(folder).sort())
    if (!part.endsWith('.map')) hash.update(part).update(readFileSync(join(folder, part)));
  return {
    name,
    folder,
    fingerprint: hash.digest('hex').slice(0, 24),
    // The platform's own numbers where a function says none.
    timeout: config.timeout ?? 3,
    memorySize: config.memorySize ?? 256,
    environment,
    triggers: config.triggers ?? [],
  };
}

/** Reads the built functions and the schema; `settings` give the functions' environment. */
export function wantedOf(
  settings: Settings,
  { schemaFile, functionsDir }: { schemaFile: string; functionsDir: string },
): Wanted {
  const { collections } = JSON.parse(readFileSync(schemaFile, 'utf8')) as {
    collections: Record<string, { access: string; indexes: Index[] }>;
  };
  const environment = Object.fromEntries(
    Object.entries(settings.environment).filter(([, value]) => value !== ''),
  );
  const names = readdirSync(functionsDir).sort();
  return {
    collections: Object.entries(collections).map(([name, rest]) => ({ name, ...rest })),
    functions: names.map((name) => wantedFunction(join(functionsDir, name), name, environment)),
    paths: Object.fromEntries(
      HTTP_FUNCTIONS.filter((name) => names.includes(name)).map((name) => [`/${name}`, name]),
    ),
  };
}
