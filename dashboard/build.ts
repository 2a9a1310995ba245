import { join } from 'node:path';

/** Builds the village screen into `outDir` (emptied first). Address of the data: SCREEN_DATA_URL, see README.md. */
export async function buildDashboard(outDir: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: join(__dirname, 'vite.config.ts'),
    // Its notes on chunk sizes and config loaders are for us, not for who starts the program; tests measure the sizes.
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
}
