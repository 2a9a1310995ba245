/** Bundles for the browser. Their maps are files of their own, which only developer tools ask for: within the bundle they are most of it. */
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';

const PHONE = resolve(__dirname, '..');

export interface Bundle {
  code: string;
  map: string;
}

/** What esbuild made with `sourcemap: 'linked'`. */
export function bundleOf(files: esbuild.OutputFile[]): Bundle {
  const text = (ending: string): string => files.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: text('.js'), map: text('.js.map') };
}

/** A program of the phone itself, e.g. `runtime`. */
export async function bundleProgram(name: 'runtime' | 'workbench'): Promise<Bundle> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(PHONE, name, 'main.ts')],
    outfile: `${name}.js`,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    sourcemap: 'linked',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return bundleOf(outputFiles);
}
