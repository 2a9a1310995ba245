/** `npm run build`: everything that is made from sources — functions, the phone's npm packages, the village screen — into dist/. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFunctions } from './build-functions';
import { BUILT } from './built';
import { packNpm } from './pack-npm';

const ROOT = resolve(__dirname, '..');

async function timed(title: string, work: () => Promise<string>): Promise<void> {
  const start = performance.now();
  const note = await work();
  console.log(`${title.padEnd(10)} ${note} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

async function buildScreen(): Promise<string> {
  const file = join(ROOT, 'dashboard/build.ts');
  if (!existsSync(file)) return 'no dashboard in this tree';
  const screen = (await import(pathToFileURL(file).href)) as {
    buildDashboard(outDir: string): Promise<unknown>;
  };
  await screen.buildDashboard(BUILT.dashboard);
  return 'dist/dashboard';
}

/** Builds all parts; rejects at the first that fails. */
export async function buildAll(): Promise<void> {
  await timed('functions', async () => (await buildFunctions(BUILT.functions)).names.join(', '));
  await timed('npm', async () => ((await packNpm()) ? 'packed for the phone' : 'up to date'));
  await timed('dashboard', buildScreen);
}

if (require.main === module) {
  buildAll().catch((cause: unknown) => {
    console.error(cause);
    process.exitCode = 1;
  });
}
