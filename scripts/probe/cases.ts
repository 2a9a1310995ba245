/** The conformance function as something that can be deployed: bundled with the SDK, with the collections that its cases use. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { wantedFunction, type Index, type Wanted } from '../deploy/wanted';

const TESTS = resolve(__dirname, '../../tests/local-cloud');

/** Builds into `target/conformance`. */
export async function conformance(target: string): Promise<Wanted> {
  const source = join(TESTS, 'functions/conformance');
  const folder = join(target, 'conformance');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(source, 'index.js')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node16',
    logLevel: 'silent',
  });
  copyFileSync(join(source, 'config.json'), join(folder, 'config.json'));
  const { collections } = JSON.parse(readFileSync(join(TESTS, 'schema.json'), 'utf8')) as {
    collections: Record<string, { access?: string; indexes?: Index[] }>;
  };
  return {
    collections: Object.entries(collections)
      .filter(([name]) => name.startsWith('conf_'))
      .map(([name, { access = 'ADMINONLY', indexes = [] }]) => ({ name, access, indexes })),
    functions: [wantedFunction(folder, 'conformance', {})],
    paths: {},
  };
}
