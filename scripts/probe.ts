/**
 * `npm run probe -- --env ID [--keep]`: asks a real environment what the local cloud's conformance cases ask, and prints each difference.
 * Makes the function `conformance` and the collections `conf_*` there and takes them away again; nothing else is touched.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openEnvironment } from './deploy/cloud';
import { conformance } from './probe/cases';
import { probe } from './probe/run';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { env: { type: 'string' }, keep: { type: 'boolean', default: false } },
  });
  if (values.env === undefined) throw new Error('--env ID is missing');
  for (const name of ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY'])
    if ((process.env[name] ?? '') === '') throw new Error(`${name} is missing in the environment`);
  const wanted = await conformance(join(resolve(__dirname, '..'), 'dist/probe'));
  const { cases, differences } = await probe(openEnvironment(values.env), wanted, {
    keep: values.keep,
    log: console.log,
  });
  console.log(`probe: ${cases - differences.length} the same, ${differences.length} different`);
  if (differences.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
