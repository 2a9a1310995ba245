/**
 * `npm run keys:rotate [-- --data DIR]`: a new key for the sealed numbers of a stopped local server (default: the folder of
 * `npm start`). Makes the key, seals everything anew with the timer of the function `safeguard`, checks that nothing is left
 * under older keys, and then forgets them. Interrupted, it is run again. The way in the cloud: docs/operations.md.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocal } from '../local';
import { BUILT } from './built';
import { buildFunctions } from './build-functions';
import { COLLECTIONS, textsOf } from './trust/snapshot';

type Secrets = Record<string, string> & { FIELD_KEYS: string };

/** Written aside and renamed: half a file would lose all keys. */
function keep(file: string, secrets: Secrets): void {
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Documents that hold something sealed by a key other than `current`. */
async function left(url: string, current: string): Promise<number> {
  let found = 0;
  for (const name of COLLECTIONS) {
    for (const text of await textsOf(url, name)) {
      const versions = [...text.matchAll(/"(v\d+)\.[\w-]{16}\.[\w-]{22}\.[\w-]*"/g)].map(
        ([, version]) => version,
      );
      if (versions.some((version) => version !== current)) found += 1;
    }
  }
  return found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const dataDir = resolve(values.data ?? process.env.DATA_DIR ?? 'data');
  const file = join(dataDir, 'secrets.json');
  const secrets = JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const keys = secrets.FIELD_KEYS.split(',');
  if (keys.length === 1) {
    const next = Number(/^v(\d+):/.exec(keys[0] ?? '')?.[1] ?? 0) + 1;
    keys.push(`v${next}:${randomBytes(32).toString('hex')}`);
    keep(file, { ...secrets, FIELD_KEYS: keys.join(',') });
  }
  const last = keys[keys.length - 1] ?? '';
  const current = last.split(':')[0] ?? '';
  await buildFunctions(BUILT.functions);
  const local = await startLocal(
    {
      dataDir: join(dataDir, 'cloud'),
      schemaFile: join(__dirname, '../cloudfunctions/schema.json'),
      functionsDir: BUILT.functions,
      functionEnv: { ...secrets, FIELD_KEYS: keys.join(',') },
      watch: false,
      timers: false,
    },
    { log: () => undefined },
  );
  try {
    let before = await left(local.url, current);
    console.log(`${before} documents are sealed by an older key`);
    while (before > 0) {
      await fetch(`${local.url}/timers/safeguard/rotate`, { method: 'POST' });
      const now = await left(local.url, current);
      console.log(`${now} left`);
      if (now >= before) throw new Error('nothing was sealed anew: the older keys are kept');
      before = now;
    }
  } finally {
    await local.close();
  }
  keep(file, { ...secrets, FIELD_KEYS: last });
  console.log(`everything is sealed by ${current}; the older keys are forgotten`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
