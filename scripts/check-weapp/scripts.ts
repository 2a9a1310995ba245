/** Follows the imports of the code: missing files and packages, and modules that nothing reaches. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type BuildFailure, type Plugin } from 'esbuild';
import type { Finding } from './finding';
import type { Source } from './source';

/** Packages must have been packed for the phone: WeChat looks nowhere else. */
function packedPackages(root: string): Plugin {
  return {
    name: 'packed-packages',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        if (existsSync(join(root, 'miniprogram_npm', path))) return { path, external: true };
        return { errors: [{ text: `package ${path} is not in dependencies, so it is not on the phone` }] };
      });
      // "/a/b" means the root of the mini-program.
      onResolve({ filter: /^\// }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        const file = [path, `${path}.ts`, `${path}.js`].map((name) => join(root, name)).find(existsSync);
        return file ? { path: file } : { errors: [{ text: `${path} is missing` }] };
      });
    },
  };
}

function asFindings(root: string, failure: BuildFailure): Finding[] {
  return failure.errors.map(({ text, location }) => ({
    check: 'imports',
    file: location ? relative(root, join(process.cwd(), location.file)) : 'app.json',
    ...(location ? { line: location.line } : {}),
    message: text,
  }));
}

/** Reports imports that lead nowhere; gives the code files that are reached from the app, its pages and components. */
export async function followScripts(source: Source): Promise<{ findings: Finding[]; reached: Set<string> }> {
  const entries = ['app', ...source.units.keys()]
    .map((path) => `${path}.ts`)
    .filter((file) => source.has(file));
  try {
    const { metafile } = await build({
      entryPoints: entries.map((file) => join(source.root, file)),
      bundle: true,
      write: false,
      outdir: '/unused',
      metafile: true,
      logLevel: 'silent',
      plugins: [packedPackages(source.root)],
    });
    const inputs = Object.keys(metafile.inputs).map((file) =>
      relative(source.root, join(process.cwd(), file)),
    );
    return { findings: [], reached: new Set(inputs) };
  } catch (cause) {
    // What was reached is not known then; imports are to be put right first.
    return { findings: asFindings(source.root, cause as BuildFailure), reached: new Set(source.files) };
  }
}
