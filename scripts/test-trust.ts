/**
 * `npm run test:trust`: hostile input, kills, faults, access, keys, backup. Ends with a summary of what was tried and what
 * came of it. FUZZ_RUNS, TRUST_KILLS make it shorter or longer (1000 and 50).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const FIGURES = join(ROOT, '.cache/trust');
const JEST = join(ROOT, 'node_modules/.bin/jest');

/** Figure -> what it says, in the order of the summary. A figure that no test has kept was not tried. */
const LINES: readonly [topic: string, figure: string, words: string][] = [
  ['fuzz', 'actions', 'actions'],
  ['permissions', 'cells', 'matrix cells (action x role)'],
  ['access', 'foreignKeys', 'facts that are not the phone’s to tell, refused'],
  ['access', 'denied', 'denied tries in the audit'],
  ['fuzz', 'runs', 'fuzz runs'],
  ['fuzz', 'refusedBySchema', '  refused without touching the database'],
  ['fuzz', 'deep', '  that reached the database'],
  ['faults', 'faults', 'faults survived'],
  ['kills', 'kills', 'kills under load'],
  ['kills', 'orders', '  commands under way'],
  ['kills', 'sentAgain', '  not acknowledged, sent again, done once'],
  ['kills', 'acknowledgedLost', 'acknowledged writes lost'],
  ['safeguard', 'keyRotations', 'key rotations'],
  ['safeguard', 'restoreDrills', 'restore drills'],
  ['leaks', 'looked', 'servers whose log and messages were searched for the whole register'],
  ['leaks', 'found', 'leaks found'],
];

function figures(): Map<string, Record<string, number>> {
  if (!existsSync(FIGURES)) return new Map();
  return new Map(
    readdirSync(FIGURES).map((name) => [
      name.replace('.json', ''),
      JSON.parse(readFileSync(join(FIGURES, name), 'utf8')) as Record<string, number>,
    ]),
  );
}

function main(): void {
  rmSync(FIGURES, { recursive: true, force: true });
  const { status } = spawnSync(
    JEST,
    [
      '--ci',
      '--maxWorkers=1',
      ...['--selectProjects', 'trust', 'functions'],
      ...[
        '--testPathPatterns',
        'tests/trust/|tests/functions/(permission|projections|sensitive-reads|bad-input)',
      ],
    ],
    { cwd: ROOT, stdio: 'inherit', env: { TRUST_KILLS: '50', ...process.env } },
  );
  const kept = figures();
  console.log('\ntrust');
  for (const [topic, figure, words] of LINES)
    console.log(`${String(kept.get(topic)?.[figure] ?? 'not tried').padStart(10)}  ${words}`);
  process.exitCode = status ?? 1;
}

main();
