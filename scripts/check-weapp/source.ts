/** Reads a mini-program's folder once: its files, pages, components and packages. Everything else asks this. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { elementsOf, filesReadBy, type Element } from './wxml';

export interface AppJson {
  pages?: string[];
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
  usingComponents?: Record<string, string>;
  tabBar?: { list?: { pagePath: string; iconPath?: string; selectedIconPath?: string }[] };
  themeLocation?: string;
  sitemapLocation?: string;
}

export interface UnitJson {
  component?: boolean;
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, unknown>;
}

/** A page or a component: four files of one name. Paths have no suffix and no leading slash. */
export interface Unit {
  path: string;
  kind: 'page' | 'component';
  json: UnitJson;
  /** Tag -> path, as registered in its own json. */
  own: Record<string, string>;
  /** Elements of its template and of the templates that it reads. */
  elements: Element[];
  /** Templates that make it up, its own first. */
  templates: string[];
}

export interface Source {
  root: string;
  files: string[];
  app: AppJson;
  pages: string[];
  /** Folders of the sub-packages, with a slash at the end. */
  subPackages: string[];
  global: Record<string, string>;
  units: Map<string, Unit>;
  read(file: string): string;
  has(file: string): boolean;
}

const SKIPPED = new Set(['miniprogram_npm', 'node_modules']);

function listFiles(root: string, folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(root, join(folder, entry.name));
    return [relative(root, join(folder, entry.name)).split('\\').join('/')];
  });
}

/** `/a/b` from the root, `a/b` and `../b` from the folder of the file. */
export function resolvePath(from: string, path: string): string {
  return path.startsWith('/') ? posix.normalize(path.slice(1)) : posix.join(posix.dirname(from), path);
}

function resolveTags(from: string, tags: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([tag, path]) => [tag, resolvePath(from, path)]));
}

/** A package's component: installed under node_modules or packed; not our source. */
export function isForeign(source: Pick<Source, 'root'>, path: string): boolean {
  if (path.includes('miniprogram_npm/') || path.includes('://')) return true;
  return existsSync(
    join(source.root, 'miniprogram_npm', posix.basename(dirname(path)), `${posix.basename(path)}.json`),
  );
}

function readTemplates(source: Source, first: string): { elements: Element[]; templates: string[] } {
  const templates: string[] = [];
  const elements: Element[] = [];
  const waiting = [first];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (templates.includes(file) || !source.has(file)) continue;
    templates.push(file);
    const own = elementsOf(source.read(file));
    elements.push(...own);
    for (const { path } of filesReadBy(own)) {
      if (path.endsWith('.wxml')) waiting.push(resolvePath(file, path));
    }
  }
  return { elements, templates };
}

function readUnit(source: Source, path: string, kind: Unit['kind']): Unit {
  const file = `${path}.json`;
  const json = source.has(file) ? (JSON.parse(source.read(file)) as UnitJson) : {};
  return {
    path,
    kind,
    json,
    own: resolveTags(path, json.usingComponents),
    ...readTemplates(source, `${path}.wxml`),
  };
}

/** Reads the folder and follows pages and components from app.json. */
export function readSource(root: string): Source {
  const files = listFiles(root);
  const known = new Set(files);
  const contents = new Map<string, string>();
  const read = (file: string) => {
    let text = contents.get(file);
    if (text === undefined) contents.set(file, (text = readFileSync(join(root, file), 'utf8')));
    return text;
  };
  const app = JSON.parse(read('app.json')) as AppJson;
  const packages = app.subPackages ?? app.subpackages ?? [];
  const source: Source = {
    root,
    files,
    app,
    pages: [
      ...(app.pages ?? []),
      ...packages.flatMap((sub) => sub.pages.map((page) => posix.join(sub.root, page))),
    ],
    subPackages: packages.map((sub) => `${sub.root.replace(/\/$/, '')}/`),
    global: resolveTags('app', app.usingComponents),
    units: new Map(),
    read,
    has: (file) => known.has(file),
  };
  const waiting: [string, Unit['kind']][] = source.pages.map((page) => [page, 'page']);
  waiting.push(...Object.values(source.global).map((path): [string, Unit['kind']] => [path, 'component']));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [path, kind] = next;
    if (source.units.has(path) || !source.has(`${path}.wxml`)) continue;
    const unit = readUnit(source, path, kind);
    source.units.set(path, unit);
    waiting.push(...Object.values(unit.own).map((tag): [string, Unit['kind']] => [tag, 'component']));
  }
  return source;
}
