/** A program of this repository as one JavaScript file. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Each source still finds what lies beside it: files that it reads, threads that it starts. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const places = { __dirname: dirname(path), __filename: path };
      const used = Object.entries(places).filter(([name]) => source.includes(name));
      const declared = used.map(([name, place]) => `const ${name} = ${JSON.stringify(place)};`).join(' ');
      return { contents: `${declared}${source}`, loader: 'ts' };
    });
  },
};

/** Bundles it into the folder; gives the path of the file. Packages stay where they are. */
export async function bundleProgram(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'program.cjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
    plugins: [ownPlaces],
  });
  return outfile;
}
