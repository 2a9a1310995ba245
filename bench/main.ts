/** `npm run bench`: measures and prints; `npm run bench -- screen live` runs only these parts. Results: bench/results.json. */
import { PARTS } from './parts';
import { keepResults, table } from './support/results';

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(' ')}`);
  for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
    console.log(`\n${name}`);
    const started = performance.now();
    const rows = await ((await PARTS[name]?.())?.run() ?? []);
    keepResults(name, rows);
    console.log(`${table(rows)}\n  (${Math.round((performance.now() - started) / 1000)} s)`);
  }
}

main().then(
  // Browsers and servers that a part left behind must not keep the command alive.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
