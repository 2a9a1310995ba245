/**
 * `npm run check:data`: whether everything that must be true of the stored data is. It reads a running local server (--url,
 * default that of `npm start`) or the folder of a stopped one (--data DIR); what it finds it prints, and ends with code 1.
 * In the cloud the timer `check` of the function `safeguard` does the same and writes what it finds to the log.
 */
import { parseArgs } from 'node:util';
import { checkData } from '../cloudfunctions/core/invariants';
import { startLocal } from '../local';
import { join, resolve } from 'node:path';
import { report } from './trust/report';
import { snapshotOf } from './trust/snapshot';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { url: { type: 'string' }, data: { type: 'string' } },
    allowPositionals: true,
  });
  const local =
    values.data === undefined
      ? null
      : await startLocal(
          {
            dataDir: resolve(values.data),
            schemaFile: join(__dirname, '../cloudfunctions/schema.json'),
            watch: false,
          },
          { log: () => undefined },
        );
  try {
    const url = local?.url ?? values.url ?? positionals[0] ?? `http://127.0.0.1:${process.env.PORT ?? 8787}`;
    const data = await snapshotOf(url);
    const found = checkData(data);
    const documents = Object.values(data).reduce((total, docs) => total + docs.length, 0);
    console.log(report(found, documents));
    if (found.length > 0) process.exitCode = 1;
  } finally {
    await local?.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
