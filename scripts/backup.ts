/** `npm run backup -- --to DIR [--url URL]`: the data and files of a running server into a new folder. See docs/operations.md. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './trust/report';
import { backup } from './trust/backup';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, to: { type: 'string' } } });
  if (values.to === undefined) throw new Error('--to DIR is missing');
  const url = values.url ?? `http://127.0.0.1:${process.env.PORT ?? 8787}`;
  const done = await backup(url, resolve(values.to));
  console.log(`backup: ${done.documents} documents, ${done.files} files`);
  console.log(report(done.findings, done.documents));
  if (done.findings.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
