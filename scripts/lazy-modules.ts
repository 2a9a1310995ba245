/**
 * Bundler plugin: packages that are required on somebody's first lines and that hardly any call uses are loaded when something uses
 * them, from a file of their own beside the function. Their code and the SDK's stay as they are; a cold start neither reads nor parses
 * nor runs them.
 */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

const ROOT = resolve(__dirname, '..');
const NAMESPACE = 'lazy-module';
/** How a bundle names what stands for a package: file that holds it, path. */
export const STAND_IN = /^lazy-module:([^:]+):(.+)$/;

/** The SDK makes clients of data models for every app; these are made when something asks them. */
const MODELS = '@cloudbase/wx-cloud-client-sdk';
const MODEL_CLIENTS = ['generateHTTPClient', 'generateMySQLClient'];

/** Files and what lies in them: whoever uses one package reads and parses its whole file. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  // AI and login of the SDK, its requests to other hosts, and what only these need: none of our calls.
  'late-sdk.js': ['@cloudbase/ai', '@cloudbase/app', 'axios', 'jsonwebtoken', 'web-streams-polyfill', MODELS],
  // With these the SDK reads and writes files.
  'late-files.js': ['mime-db', 'mime-types', 'xml2js'],
  // With these the function media makes pictures anew.
  'late-pictures.js': ['@jimp/core', '@jimp/js-jpeg', '@jimp/js-png', '@jimp/plugin-resize'],
};

/** Imported by code of our own that is itself loaded by `import()`: what is imported is there at once. */
const AT_ONCE = new Set(FILES['late-pictures.js']);

/** A value that is not there before it is read, called or constructed. */
const LAZY = `const lazy = (load) => {
  let real;
  const it = () => (real ??= load());
  return new Proxy(function () {}, {
    get: (_, key) => it()[key],
    has: (_, key) => key in it(),
    apply: (_, self, values) => Reflect.apply(it(), self, values),
    construct: (_, values) => Reflect.construct(it(), values),
  });
};`;

/** Under what a file gives a package: two versions of it have two paths. */
const keyOf = (path: string): string => JSON.stringify(relative(ROOT, path));

/** Stands for a package. Compiled code asks at once whether it was an ES module, which is known when the bundle is built. */
function standIn(path: string, real: string): string {
  const isModule = (createRequire(__filename)(path) as { __esModule?: boolean }).__esModule === true;
  return `${LAZY}
const module_ = lazy(() => ${real});
module.exports = new Proxy(module_, { get: (_, key) => (key === '__esModule' ? ${isModule} : module_[key]) });`;
}

function modelsStandIn(real: string): string {
  const clients = MODEL_CLIENTS.map(
    (name) => `${name}: (...values) => lazy(() => real().${name}(...values)),`,
  );
  return `${LAZY}
const real = () => ${real}.default;
module.exports = { __esModule: true, default: { ${clients.join('\n')} } };`;
}

/** The packages that stand-ins in this output stand for: paths by file. */
export function lateIn({ inputs }: Metafile['outputs'][string]): Map<string, string[]> {
  const late = new Map<string, string[]>();
  for (const input of Object.keys(inputs)) {
    const [, file, path] = STAND_IN.exec(input) ?? [];
    if (file !== undefined && path !== undefined) late.set(file, [...(late.get(file) ?? []), path].sort());
  }
  return late;
}

/** Code of a file that gives these packages when they are asked for. */
export function lateSource(paths: readonly string[]): string {
  const getters = paths.map((path) => `get ${keyOf(path)}() { return require(${JSON.stringify(path)}); },`);
  return `module.exports = {\n${getters.join('\n')}\n};`;
}

/** Built once for all functions and all rounds of watching. */
const built = new Map<string, Promise<Uint8Array>>();

function buildLate(source: string, options: BuildOptions): Promise<Uint8Array> {
  const known = built.get(source);
  if (known) return known;
  const { target, charset, minifyWhitespace, minifySyntax, lineLimit } = options;
  const made = build({
    stdin: { contents: source, resolveDir: ROOT },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'silent',
    ...{ target, charset, minifyWhitespace, minifySyntax, lineLimit },
  }).then(({ outputFiles }) => outputFiles[0]?.contents ?? new Uint8Array());
  built.set(source, made);
  return made;
}

/** Writes the files that stand-ins ask for beside each output that has some, once. */
async function writeLate(metafile: Metafile, options: BuildOptions, written: Set<string>): Promise<void> {
  for (const [output, made] of Object.entries(metafile.outputs)) {
    for (const [file, paths] of lateIn(made)) {
      const target = join(options.absWorkingDir ?? process.cwd(), dirname(output), file);
      if (!written.has(target)) await writeFile(target, await buildLate(lateSource(paths), options));
      written.add(target);
    }
  }
}

export function lazyModules(): Plugin {
  const fileOf = new Map(
    Object.entries(FILES).flatMap(([file, names]) => names.map((name): [string, string] => [name, file])),
  );
  const written = new Set<string>();
  return {
    name: NAMESPACE,
    setup(build) {
      build.initialOptions.metafile = true;
      const names = [...fileOf.keys()].map((name) => name.replace('/', '\\/')).join('|');
      build.onResolve({ filter: new RegExp(`^(${names})$`) }, async ({ path, importer, ...from }) => {
        // An import copies the names of what it imports at once: nothing could wait.
        const kind = AT_ONCE.has(path) ? 'import-statement' : 'require-call';
        if (from.pluginData === NAMESPACE || from.kind !== kind) return undefined;
        const found = await build.resolve(path, { ...from, importer, pluginData: NAMESPACE });
        if (found.errors.length > 0) return found;
        return { path: `${fileOf.get(path)}:${found.path}`, namespace: NAMESPACE, pluginData: path };
      });
      build.onResolve({ filter: /^\.\/late-/, namespace: NAMESPACE }, ({ path }) => ({
        path,
        external: true,
      }));
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path: named, pluginData }) => {
        const [, file, path = ''] = /^([^:]+):(.+)$/.exec(named) ?? [];
        const real = `require(${JSON.stringify(`./${file}`)})[${keyOf(path)}]`;
        if (AT_ONCE.has(pluginData as string)) return { contents: `module.exports = ${real};` };
        return { contents: pluginData === MODELS ? modelsStandIn(real) : standIn(path, real) };
      });
      build.onEnd(async ({ metafile, errors }) => {
        if (errors.length === 0 && metafile && build.initialOptions.write !== false)
          await writeLate(metafile, build.initialOptions, written);
      });
    },
  };
}
