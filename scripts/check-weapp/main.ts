/** `npm run check:weapp`: would WeChat take this mini-program, and does everything in it lead somewhere? Needs no network. */
import { resolve } from 'node:path';
import { packNpm } from '../pack-npm';
import { checkWeapp } from './check';
import { describe } from './finding';

const ROOT = resolve(__dirname, '../..');

async function main(): Promise<void> {
  await packNpm(ROOT);
  const { findings, packages } = await checkWeapp(ROOT);
  for (const { name, files, bytes } of packages) {
    console.log(
      `${name.padEnd(14)} ${String(files).padStart(4)} files ${(bytes / 1024).toFixed(1).padStart(8)} KB`,
    );
  }
  for (const finding of findings) console.log(describe(finding));
  console.log(findings.length === 0 ? 'check:weapp: nothing found' : `check:weapp: ${findings.length} found`);
  if (findings.length > 0) process.exitCode = 1;
}

main().catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
