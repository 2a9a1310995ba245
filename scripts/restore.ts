/** `npm run restore -- --from DIR [--url URL]`: a backup into a running server that has no data yet. See docs/operations.md. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './trust/report';
import { restore } from './trust/backup';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, from: { type: 'string' } } });
  if (values.from === undefined) throw new Error('--from DIR is missing');
  const url = values.url ?? `http://127.0.0.1:${process.env.PORT ?? 8787}`;
  const done = await restore(url, resolve(values.from));
  console.log(`restore: ${done.documents} documents, ${done.files} files`);
  console.log(report(done.findings, done.documents));
  if (done.findings.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
