/**
 * Bundles every cloud function into one file that needs no node_modules: it starts faster (the SDK is read as one file) and
 * is what WeChat DevTools, the deploy command and the local cloud all run. What hardly any call needs lies beside it (lazy-modules.ts).
 */
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, context, type BuildContext, type BuildOptions, type Plugin } from 'esbuild';
import { lazyModules } from './lazy-modules';

const ROOT = resolve(__dirname, '..');

/** CloudBase runs Nodejs18.15; syntax of 16 runs on every runtime that it still offers. */
const TARGET = 'node16';

export interface BuildFunctionsOptions {
  /** Folder with one sub-folder per function; the product's own when left out. */
  sourceDir?: string;
  /** Source maps beside the bundles; half of the time of a build. True when left out. */
  maps?: boolean;
  /** The SDK in a file of its own beside the functions (wx-server-sdk.js): for whoever runs several of them in one process. */
  sdkApart?: boolean;
  /** Goes on building after changes until `stop()`. */
  watch?: boolean;
  /** With watch: called after each build of a function. */
  onBuilt?: (name: string, errors: string[]) => void;
}

export interface BuiltFunctions {
  names: string[];
  /** Ends watching; nothing to do otherwise. */
  stop(): Promise<void>;
}

/** Names of the deployable functions: folders with an index.ts. `core` has none of its own to deploy. */
export async function functionNames(sourceDir = join(ROOT, 'cloudfunctions')): Promise<string[]> {
  const entries = await readdir(sourceDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'core')
    .map((entry) => entry.name)
    .filter((name) => existsSync(join(sourceDir, name, 'index.ts')))
    .sort();
}

/** What lies beside the bundle: the function's settings, and the package that makes the folder deployable. */
async function writeCompanions(name: string, source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const config = join(source, 'config.json');
  if (existsSync(config)) await copyFile(config, join(target, 'config.json'));
  const description = { name, version: '1.0.0', private: true, main: 'index.js' };
  await writeFile(join(target, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
}

function reporter(name: string, onBuilt: (name: string, errors: string[]) => void): Plugin {
  return {
    name: 'report',
    setup(build) {
      build.onEnd((result) =>
        onBuilt(
          name,
          result.errors.map((error) => error.text),
        ),
      );
    },
  };
}

/** Settings of every bundle. */
function bundleOptions(maps: boolean): BuildOptions {
  return {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: TARGET,
    charset: 'utf8',
    // A third less to read and to parse at a cold start. Names stay, and lines stay short, so that stack traces of the cloud stay readable.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    plugins: [lazyModules()],
    sourcemap: maps ? 'external' : false,
    legalComments: 'none',
    logLevel: 'silent',
    // Sources of a temporary folder (tests) find the packages of this repository too.
    nodePaths: [join(ROOT, 'node_modules')],
  };
}

/** Removes built functions whose source is gone, so that nothing old is deployed. */
async function removeOthers(outDir: string, names: string[]): Promise<void> {
  if (!existsSync(outDir)) return;
  for (const entry of await readdir(outDir)) {
    if (!names.includes(entry)) await rm(join(outDir, entry), { recursive: true, force: true });
  }
}

/** Bundles all functions into `outDir/<name>/`. Rejects when one does not build (not while watching). */
export async function buildFunctions(
  outDir: string,
  options: BuildFunctionsOptions = {},
): Promise<BuiltFunctions> {
  const sourceDir = options.sourceDir ?? join(ROOT, 'cloudfunctions');
  if (!(await stat(sourceDir)).isDirectory()) throw new Error(`Not a folder: ${sourceDir}`);
  const names = await functionNames(sourceDir);
  await removeOthers(outDir, names);
  for (const name of names) await writeCompanions(name, join(sourceDir, name), join(outDir, name));
  const settings = bundleOptions(options.maps ?? true);
  if (options.watch) return watchEach(names, sourceDir, outDir, settings, options);
  // All in one go: what they share, the SDK above all, is read and parsed once.
  const entryPoints = Object.fromEntries(
    names.map((name) => [`${name}/index`, join(sourceDir, name, 'index.ts')]),
  );
  const external = options.sdkApart ? ['wx-server-sdk'] : [];
  await build({ ...settings, entryPoints, external, outdir: outDir });
  if (options.sdkApart) {
    const sdk = require.resolve('wx-server-sdk', { paths: [ROOT] });
    await build({ ...settings, entryPoints: [sdk], outfile: join(outDir, 'wx-server-sdk.js') });
  }
  return { names, stop: async () => undefined };
}

/** Each function builds by itself, so that a change builds only the functions that it is in. */
async function watchEach(
  names: string[],
  sourceDir: string,
  outDir: string,
  settings: BuildOptions,
  { onBuilt }: BuildFunctionsOptions,
): Promise<BuiltFunctions> {
  const contexts: BuildContext[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(contexts.map((one) => one.dispose())));
  try {
    for (const name of names) {
      contexts.push(
        await context({
          ...settings,
          entryPoints: [join(sourceDir, name, 'index.ts')],
          outfile: join(outDir, name, 'index.js'),
          plugins: [...(settings.plugins ?? []), ...(onBuilt ? [reporter(name, onBuilt)] : [])],
        }),
      );
    }
    await Promise.all(contexts.map((one) => one.watch()));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { names, stop };
}
