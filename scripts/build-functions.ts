/**
 * Bundles every cloud function into one file that needs no node_modules: it starts faster (the SDK is read as one file) and
 * is what WeChat DevTools, the deploy command and the local cloud all run.
 */
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { context, type BuildContext, type BuildOptions, type Plugin } from 'esbuild';

const ROOT = resolve(__dirname, '..');

/** CloudBase runs Nodejs18.15; syntax of 16 runs on every runtime that it still offers. */
const TARGET = 'node16';

export interface BuildFunctionsOptions {
  /** Folder with one sub-folder per function; the product's own when left out. */
  sourceDir?: string;
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

function bundleOptions(
  name: string,
  source: string,
  target: string,
  options: BuildFunctionsOptions,
): BuildOptions {
  return {
    entryPoints: [join(source, 'index.ts')],
    outfile: join(target, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: TARGET,
    charset: 'utf8',
    // Stack traces of the cloud stay readable; the map serves the rest.
    minify: false,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'silent',
    // Sources of a temporary folder (tests) find the packages of this repository too.
    nodePaths: [join(ROOT, 'node_modules')],
    plugins: options.onBuilt ? [reporter(name, options.onBuilt)] : [],
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
  const contexts: BuildContext[] = [];
  try {
    for (const name of names) {
      await writeCompanions(name, join(sourceDir, name), join(outDir, name));
      contexts.push(await context(bundleOptions(name, join(sourceDir, name), join(outDir, name), options)));
    }
    if (options.watch) {
      await Promise.all(contexts.map((one) => one.watch()));
      return { names, stop: async () => void (await Promise.all(contexts.map((one) => one.dispose()))) };
    }
    await Promise.all(contexts.map((one) => one.rebuild()));
  } catch (cause) {
    await Promise.all(contexts.map((one) => one.dispose()));
    throw cause;
  }
  await Promise.all(contexts.map((one) => one.dispose()));
  return { names, stop: async () => undefined };
}
