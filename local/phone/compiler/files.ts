/** Finds the files of a mini-program: its own folder first, npm packages as WeChat's "build npm" would lay them out. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const NPM_DIR = 'miniprogram_npm/';

/** A problem found while compiling; `error`s are shown over the phone. */
export interface Diagnostic {
  level: 'error' | 'warning';
  file: string;
  message: string;
  line?: number;
}

/** Reads JSON and names the file when it is broken. */
export function readJson(file: string): Record<string, unknown> {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/**
 * Maps "virtual" paths, as WXML and JSON write them (no leading slash, `/` separators), to real files. A path below
 * `miniprogram_npm/` that is not on disk is looked up in node_modules.
 */
export class FileMap {
  private readonly packages = new Map<string, string | undefined>();

  constructor(
    /** Folder with app.json. */
    readonly root: string,
    /** Folders whose node_modules are searched, nearest first. */
    private readonly packageRoots: string[],
  ) {}

  /** Real path of a virtual one; the file may not exist. */
  real(virtual: string): string {
    const own = join(this.root, virtual);
    const at = virtual.indexOf(NPM_DIR);
    if (at < 0 || existsSync(own)) return own;
    const parts = virtual.slice(at + NPM_DIR.length).split('/');
    const name = parts.splice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
    const folder = this.packageFolder(name);
    return folder ? join(folder, ...parts) : own;
  }

  /** Folder of an npm package that holds its mini-program files. */
  packageFolder(name: string): string | undefined {
    if (!this.packages.has(name)) this.packages.set(name, this.findPackage(name));
    return this.packages.get(name);
  }

  /** First existing file `virtual + extension`. */
  find(virtual: string, extensions: string[]): string | undefined {
    return extensions.map((extension) => this.real(virtual + extension)).find(isFile);
  }

  /** Resolves a path written in the JSON of `from` (a virtual path) to a component's virtual path. */
  component(from: string, value: string): string | undefined {
    if (value.includes('://')) return undefined;
    const folder = posix.dirname(from);
    const clean = value.replace(/\.(wxml|js|ts|json)$/, '');
    if (clean.startsWith('/')) return this.unit(clean.slice(1));
    const relative = this.unit(posix.normalize(posix.join(folder, clean)));
    if (relative || clean.startsWith('.')) return relative;
    for (let up = folder; ; up = posix.dirname(up)) {
      const npm = this.unit(posix.join(up === '.' ? '' : up, NPM_DIR, clean));
      if (npm) return npm;
      if (up === '.' || up === '/') return undefined;
    }
  }

  private unit(virtual: string): string | undefined {
    return [virtual, `${virtual}/index`].find((path) => this.find(path, ['.wxml', '.json']));
  }

  private findPackage(name: string): string | undefined {
    for (const start of this.packageRoots) {
      for (let folder = start; ; folder = dirname(folder)) {
        const candidate = join(folder, 'node_modules', name);
        if (existsSync(join(candidate, 'package.json'))) {
          const { miniprogram } = readJson(join(candidate, 'package.json'));
          const dist = typeof miniprogram === 'string' ? miniprogram : 'miniprogram_dist';
          return existsSync(join(candidate, dist)) ? join(candidate, dist) : candidate;
        }
        if (folder === dirname(folder)) break;
      }
    }
    return undefined;
  }
}
