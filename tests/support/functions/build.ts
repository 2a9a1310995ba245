/** Run with tsx: bundles the cloud functions into the folder named by the first argument; `apart`: the SDK beside them. */
import { buildFunctions } from '../../../scripts/build-functions';

async function main(): Promise<void> {
  const [outDir, sdk] = process.argv.slice(2);
  if (outDir === undefined) throw new Error('name a folder');
  await buildFunctions(outDir, { maps: false, sdkApart: sdk === 'apart' });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
