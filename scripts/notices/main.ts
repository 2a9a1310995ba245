/** `npm run notices`: writes NOTICE.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticeText } from './page';
import { shipped } from './shipped';

async function main(): Promise<void> {
  writeFileSync(join(__dirname, '../../NOTICE.md'), noticeText(await shipped()));
  console.log('NOTICE.md');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
