/** Which packages of others are in what is shipped: what the bundlers really take into the functions and the screen, and the phone's. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { functionNames } from '../build-functions';
import { lateIn, lateSource, lazyModules, STAND_IN } from '../lazy-modules';

const ROOT = join(__dirname, '../..');

export type Where = 'functions' | 'village screen' | 'mini-program';

export interface Shipped {
  name: string;
  version: string;
  licence: string;
  /** The lines of its licence that say whose it is. */
  copyright: string[];
  where: Where[];
  /** Folder of the package. */
  dir: string;
}

/** Folder of the package that a file belongs to; null for our own, and for what only stands for a package. */
function packageOf(file: string): string | null {
  if (STAND_IN.test(file)) return null;
  const path = file.replace(`${ROOT}/`, '');
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null;
}

type Output = Metafile['outputs'][string];

async function bundled(options: BuildOptions): Promise<Output[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
    outdir: 'out',
    minifySyntax: true,
    ...options,
  });
  return Object.values(metafile?.outputs ?? {});
}

/** Folders of the packages of which something is left in these outputs. */
function packagesIn(outputs: readonly Output[]): Set<string> {
  const kept = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return new Set(kept.flatMap((file) => packageOf(file) ?? []));
}

/** All functions in one bundle, so that what they share is taken in once, and what lies beside them. */
async function inFunctions(): Promise<Set<string>> {
  const names = await functionNames();
  const code = names.map((name, n) => `export * as f${n} from './cloudfunctions/${name}/index.ts';`);
  const bundle = (contents: string, plugins: Plugin[]): Promise<Output[]> =>
    bundled({ stdin: { contents, resolveDir: ROOT }, platform: 'node', target: 'node16', plugins });
  const functions = await bundle(code.join('\n'), [lazyModules()]);
  const late = functions.flatMap((output) => [...lateIn(output).values()].flat());
  const beside = await bundle(lateSource(late), []);
  return packagesIn([...functions, ...beside]);
}

async function inScreen(): Promise<Set<string>> {
  const files = { '.woff2': 'file', '.svg': 'file' } as const;
  const screen = await bundled({
    entryPoints: ['dashboard/src/main.ts', 'dashboard/src/styles/index.css'],
    platform: 'browser',
    format: 'esm',
    loader: files,
  });
  return packagesIn(screen);
}

/** WeChat packs the dependencies of package.json, and nothing else (check:weapp). */
function inMiniProgram(): Set<string> {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return new Set(Object.keys(dependencies).map((name) => `node_modules/${name}`));
}

/** Its licence in full, and '' when the package carries none. */
export function licenceText(dir: string): string {
  const file = readdirSync(join(ROOT, dir)).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? '' : readFileSync(join(ROOT, dir, file), 'utf8').replaceAll('\r', '');
}

interface Manifest {
  name: string;
  version: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
  author?: string | { name: string };
}

function read(dir: string, where: Where[]): Shipped {
  const { name, version, license, licenses, author } = JSON.parse(
    readFileSync(join(ROOT, dir, 'package.json'), 'utf8'),
  ) as Manifest;
  const text = licenceText(dir);
  const said = typeof license === 'object' ? license.type : (license ?? licenses?.[0]?.type);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(Copyright|©)/.test(line) && !/^Copyright (and|holder)|\[yyyy\]/i.test(line));
  const by = typeof author === 'object' ? author.name : author?.replace(/\s*[<(].*/, '');
  return {
    name,
    version,
    licence: said ?? (text.includes('The MIT License') ? 'MIT' : 'not stated'),
    copyright: lines.length > 0 ? [...new Set(lines)] : by === undefined ? [] : [by],
    where,
    dir,
  };
}

/** All of them, by name. */
export async function shipped(): Promise<Shipped[]> {
  const [functions, screen] = await Promise.all([inFunctions(), inScreen()]);
  const places: [Where, Set<string>][] = [
    ['functions', functions],
    ['village screen', screen],
    ['mini-program', inMiniProgram()],
  ];
  const dirs = [...new Set(places.flatMap(([, found]) => [...found]))];
  const once = new Map<string, Shipped>();
  for (const dir of dirs) {
    const one = read(
      dir,
      places.flatMap(([where, found]) => (found.has(dir) ? [where] : [])),
    );
    const key = `${one.name} ${one.version}`;
    const where = new Set([...(once.get(key)?.where ?? []), ...one.where]);
    once.set(key, { ...one, where: places.map(([place]) => place).filter((place) => where.has(place)) });
  }
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
