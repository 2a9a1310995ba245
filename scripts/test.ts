/**
 * `npm test`: all checks and suites. `npm test -- unit types` runs the named ones. The last line says `N passed, N failed`,
 * and the exit code is 0 only when nothing failed.
 */
import { resolve } from 'node:path';
import { runSteps } from './test/run';
import { chooseSteps } from './test/steps';

const ROOT = resolve(__dirname, '..');

async function main(): Promise<void> {
  const began = performance.now();
  const steps = chooseSteps(process.argv.slice(2));
  const total = await runSteps(steps, { cwd: ROOT, print: (line) => console.log(line) });
  if (total.failures.length > 0)
    console.log(`\nFailures:\n${total.failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`\n${steps.length} steps in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
}

main().catch((cause: unknown) => {
  console.log(cause instanceof Error ? cause.message : cause);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
