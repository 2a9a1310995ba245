/**
 * `npm run mutate:defences [-- part of a name]`: breaks each defence once in a copy of the project and runs the test that must see it. Prints
 * the table of docs/threats.md. Fails when a broken defence was not noticed, or when the code no longer has the line to break.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFENCES, type Defence } from './defence-list';

const ROOT = resolve(__dirname, '../..');
const LEFT_OUT = /^(node_modules|\.git|\.cache|data|dist|docs|coverage)$/;

/** The project without what is made; packages by a link. */
function copy(): string {
  const dir = mkdtempSync(join(tmpdir(), 'defences-'));
  cpSync(ROOT, dir, {
    recursive: true,
    filter: (source) => !LEFT_OUT.test(source.slice(ROOT.length + 1)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}

/** Breaks it, runs its test, mends it. The first failing test's name; null when all passed. */
function seenRed(dir: string, { file, line, broken, project, tests, only }: Defence): string | null {
  const path = join(dir, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(line).length !== 2) throw new Error(`${file} has not exactly one "${line}"`);
  writeFileSync(
    path,
    whole.replace(line, () => broken),
  );
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['node_modules/jest/bin/jest.js', '--ci', '--maxWorkers=1', '--selectProjects', project],
      ...['--testPathPatterns', tests, ...(only === undefined ? [] : ['-t', only])],
    ],
    { cwd: dir, encoding: 'utf8', env: { FUZZ_RUNS: '50', TRUST_KILLS: '4', ...process.env } },
  );
  writeFileSync(path, whole);
  const printed = `${stdout}\n${stderr}`;
  if (!/^Tests: +.*\d+ total/m.test(printed))
    throw new Error(`${tests} did not run:\n${printed.slice(-2000)}`);
  return /● (.+)/.exec(printed)?.[1] ?? null;
}

function main(): void {
  const [wanted = ''] = process.argv.slice(2);
  const dir = copy();
  let missed = 0;
  try {
    console.log('| broken | seen red |\n|---|---|');
    for (const defence of DEFENCES.filter(({ name }) => name.includes(wanted))) {
      const red = seenRed(dir, defence);
      if (red === null) missed += 1;
      console.log(`| ${defence.name} | ${red === null ? 'NOT SEEN' : `\`${defence.tests}\`: ${red}`} |`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

main();
