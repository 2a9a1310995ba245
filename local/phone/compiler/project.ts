/** Reads app.json and follows it to every page and component of the mini-program. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileMap, readJson, type Diagnostic } from './files';

export type Json = Record<string, unknown>;

/** A page, a component or the app: files with one name and several extensions. */
export interface Unit {
  path: string;
  kind: 'app' | 'page' | 'component';
  json: Json;
  script?: string;
  template?: string;
  style?: string;
}

export interface Project {
  files: FileMap;
  appid: string;
  app: Json;
  pages: string[];
  units: Map<string, Unit>;
  theme: { light: Json; dark: Json };
  diagnostics: Diagnostic[];
}

interface SubPackage {
  root: string;
  pages?: string[];
  independent?: boolean;
}

/** Folder with app.json and folder with project.config.json, whichever of the two was given. */
export function locate(given: string): { root: string; projectRoot: string } {
  const start = resolve(given);
  const configFile = join(start, 'project.config.json');
  if (!existsSync(join(start, 'app.json')) && existsSync(configFile)) {
    const { miniprogramRoot } = readJson(configFile);
    const root = join(start, typeof miniprogramRoot === 'string' ? miniprogramRoot : '.');
    if (existsSync(join(root, 'app.json'))) return { root, projectRoot: start };
  }
  if (!existsSync(join(start, 'app.json'))) throw new Error(`No app.json in ${start}`);
  const above = dirname(start);
  return { root: start, projectRoot: existsSync(join(above, 'project.config.json')) ? above : start };
}

/** Folders whose node_modules hold the npm packages, by project.config.json. */
function packageRoots(root: string, projectRoot: string, config: Json): string[] {
  const setting = (config.setting ?? {}) as { packNpmRelationList?: { packageJsonPath?: string }[] };
  const listed = (setting.packNpmRelationList ?? [])
    .map((entry) => entry.packageJsonPath)
    .filter((path): path is string => typeof path === 'string')
    .map((path) => dirname(resolve(projectRoot, path)));
  return [...listed, root, projectRoot, process.cwd()];
}

/** Replaces `@name` values by those of theme.json. */
function applyTheme(value: unknown, theme: Json): unknown {
  if (typeof value === 'string' && value.startsWith('@')) return theme[value.slice(1)] ?? value;
  if (Array.isArray(value)) return value.map((item) => applyTheme(item, theme));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, applyTheme(item, theme)]));
  }
  return value;
}

/** The same settings for both themes, as the runtime wants them. */
export function themed(project: Project, json: Json): { light: Json; dark: Json } {
  return {
    light: applyTheme(json, project.theme.light) as Json,
    dark: applyTheme(json, project.theme.dark) as Json,
  };
}

/** Reads the whole project. Missing files become diagnostics, so that the rest can still be looked at. */
export function readProject(given: string): Project {
  const { root, projectRoot } = locate(given);
  const configFile = [join(projectRoot, 'project.config.json'), join(root, 'project.config.json')].find(
    existsSync,
  );
  const config = configFile ? readJson(configFile) : {};
  const files = new FileMap(root, packageRoots(root, projectRoot, config));
  const app = readJson(join(root, 'app.json'));
  const diagnostics: Diagnostic[] = [];
  const units = new Map<string, Unit>();
  const themeFile = join(root, typeof app.themeLocation === 'string' ? app.themeLocation : 'theme.json');
  const theme = existsSync(themeFile) ? (readJson(themeFile) as { light?: Json; dark?: Json }) : {};

  const addUnit = (path: string, kind: Unit['kind'], from: string): void => {
    if (units.has(path)) return;
    const jsonFile = files.find(path, ['.json']);
    const unit: Unit = {
      path,
      kind,
      json: jsonFile && kind !== 'app' ? readJson(jsonFile) : {},
      script: files.find(path, ['.ts', '.js']),
      template: kind === 'app' ? undefined : files.find(path, ['.wxml']),
      style: files.find(path, ['.wxss']),
    };
    units.set(path, unit);
    if (kind !== 'app' && !unit.template) {
      diagnostics.push({ level: 'error', file: from, message: `找不到 ${path}.wxml` });
    }
    if (kind !== 'app') unit.json.usingComponents = followComponents(path, unit.json);
  };

  /** Rewrites usingComponents to absolute virtual paths and visits them. */
  const followComponents = (path: string, json: Json): Record<string, string> => {
    const using: Record<string, string> = {};
    const own = (json.usingComponents ?? {}) as Record<string, string>;
    for (const [tag, value] of Object.entries(own)) {
      const target = files.component(path, value);
      if (!target) {
        diagnostics.push({ level: 'error', file: `${path}.json`, message: `找不到组件 ${tag}: ${value}` });
        continue;
      }
      using[tag] = `/${target}`;
      addUnit(target, 'component', `${path}.json`);
    }
    const generics = (json.componentGenerics ?? {}) as Record<string, { default?: string } | true>;
    for (const value of Object.values(generics)) {
      if (typeof value !== 'object' || !value.default) continue;
      const target = files.component(path, value.default);
      if (!target) continue;
      value.default = `/${target}`;
      addUnit(target, 'component', `${path}.json`);
    }
    return using;
  };

  addUnit('app', 'app', 'app.json');
  app.usingComponents = followComponents('app', app);
  const subPackages = (app.subPackages ?? app.subpackages ?? []) as SubPackage[];
  const pages = [
    ...((app.pages ?? []) as string[]),
    ...subPackages.flatMap((sub) => (sub.pages ?? []).map((page) => `${sub.root}/${page}`)),
  ].map((page) => page.replace(/^\//, '').replace(/\/{2,}/g, '/'));
  pages.forEach((page) => addUnit(page, 'page', 'app.json'));
  const tabBar = app.tabBar as { custom?: boolean } | undefined;
  if (tabBar?.custom) addUnit('custom-tab-bar/index', 'component', 'app.json');

  return {
    files,
    appid: typeof config.appid === 'string' && config.appid ? config.appid : 'touristappid',
    app,
    pages,
    units,
    theme: { light: theme.light ?? {}, dark: theme.dark ?? {} },
    diagnostics,
  };
}
