/** A cloud in a process of its own, for tests that kill it; its functions run in its one thread. Its argument: its options as JSON. */
import { startLocal } from '../../../local/server';

async function main(): Promise<void> {
  const local = await startLocal(JSON.parse(process.argv[2] ?? '{}'), { inline: true });
  process.on('SIGTERM', () => void local.close().then(() => process.exit(0)));
  console.log(local.url);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
