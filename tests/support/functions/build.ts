/** Run with tsx: bundles the cloud functions into the folder named by the first argument. */
import { buildFunctions } from '../../../scripts/build-functions';

async function main(): Promise<void> {
  const [outDir] = process.argv.slice(2);
  if (outDir === undefined) throw new Error('name a folder');
  await buildFunctions(outDir, { maps: false });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
