/** The programs of a phone by their names, and a folder that keeps them: the same sources are compiled once, not at each start. */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PARTS = [
  'config.js',
  'script.js',
  'script.js.map',
  'runtime.js',
  'runtime.js.map',
  'workbench.js',
  'workbench.js.map',
] as const;

export type PartName = (typeof PARTS)[number];

export interface Parts {
  text(name: PartName): Promise<string | Buffer>;
}

/** The program that a path of the server means. */
export function partOf(path: string): PartName | undefined {
  const name = /^(?:app\/(?:config|script)|assets\/(?:runtime|workbench))\.js(?:\.map)?$/.test(path)
    ? path.slice(path.indexOf('/') + 1)
    : '';
  return PARTS.find((part) => part === name);
}

/** Name, size and time of every file in the folders. */
function* listed(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === '.git') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listed(path);
    else yield stamped(path);
  }
}

function stamped(file: string): string {
  const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
  return `${file} ${size} ${mtimeMs}`;
}

/** Lists of the packages that npm installed beside or above a folder. */
function installed(folder: string): string[] {
  const above = dirname(folder);
  const list = stamped(join(folder, 'node_modules/.package-lock.json'));
  return above === folder ? [list] : [list, ...installed(above)];
}

/** Programs that were kept, of one state of all their sources. */
export class KeptParts implements Parts {
  private constructor(private readonly texts: ReadonlyMap<PartName, Buffer>) {}

  /** Of a state as `stampOf` gives it; undefined when none were kept of it. */
  static read(cacheDir: string, stamp: string): KeptParts | undefined {
    try {
      return new KeptParts(new Map(PARTS.map((name) => [name, readFileSync(join(cacheDir, stamp, name))])));
    } catch {
      return undefined;
    }
  }

  /** Keeps them instead of those of older states. */
  static async keep(cacheDir: string, stamp: string, parts: Parts): Promise<void> {
    mkdirSync(cacheDir, { recursive: true });
    const older = readdirSync(cacheDir);
    const unfinished = mkdtempSync(join(cacheDir, 'new-'));
    for (const name of PARTS) writeFileSync(join(unfinished, name), await parts.text(name));
    try {
      renameSync(unfinished, join(cacheDir, stamp));
    } catch {
      // Another process has kept the same.
      rmSync(unfinished, { recursive: true, force: true });
    }
    for (const name of older)
      if (name !== stamp) rmSync(join(cacheDir, name), { recursive: true, force: true });
  }

  async text(name: PartName): Promise<Buffer> {
    return this.texts.get(name) as Buffer;
  }
}

/** Says in which state the sources of a phone are: the mini-program in `root`, its project and packages, and the phone itself. */
export function stampOf(root: string, projectRoot: string): string {
  const phone = resolve(__dirname, '..');
  const state = [
    ...listed(root),
    ...listed(phone),
    ...['project.config.json', 'tsconfig.json'].map((name) => stamped(join(projectRoot, name))),
    ...installed(phone),
    ...installed(projectRoot),
  ];
  return createHash('sha256').update(state.join('\n')).digest('hex').slice(0, 24);
}
