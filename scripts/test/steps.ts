/** What `npm test` runs, in the order of its start. */

/** One process of the run. A check counts as one test; a suite counts its own. */
export interface Step {
  name: string;
  kind: 'check' | 'suite';
  /** Program and arguments; the program is looked up in node_modules/.bin. */
  command: string[];
  /** How many of the two cores it keeps busy. */
  slots: 1 | 2;
  /** Does not start before this step has ended. */
  after?: string;
  limitMs: number;
  /** Beside what every step has. */
  env?: Record<string, string>;
}

const MINUTE = 60_000;
const CODE_ROOTS = [
  'miniprogram',
  'cloudfunctions',
  'typings',
  'local',
  'scripts',
  'demo',
  'dashboard',
  'bench',
  'tests',
];

function check(name: string, ...command: string[]): Step {
  return { name, kind: 'check', command, slots: 1, limitMs: 8 * MINUTE };
}

/** A suite in one worker, so that two suites fill the machine and one hanging test blocks nobody else. */
function suite(name: string, more: Partial<Step> = {}): Step {
  const command = ['jest', '--ci', '--maxWorkers=1', '--selectProjects', name];
  return { name, kind: 'suite', command, slots: 1, limitMs: 15 * MINUTE, ...more };
}

/** The native compiler: the same checks in a fifth of the time. */
function types(name: string, project: string, ...more: string[]): Step {
  return check(`types:${name}`, 'node', 'node_modules/typescript-native/bin/tsc', '-p', project, ...more);
}

/** Packages for the phone, which what builds or mounts pages needs. */
const NPM = check('npm', 'tsx', 'scripts/pack-npm.ts');

/** The longest first, so that both cores have something to do until the end. */
const SUITES: Step[] = [
  suite('functions', { limitMs: 60 * MINUTE }),
  suite('trust'),
  suite('dashboard'),
  suite('tooling', { after: 'npm' }),
  suite('local-cloud'),
  suite('local-phone', { after: 'npm' }),
  // Compiles the tree, as a test of the tools does: not at the same time.
  { ...check('weapp', 'tsx', 'scripts/check-weapp/main.ts'), after: 'tooling' },
  suite('pages', { after: 'npm' }),
  suite('unit'),
  suite('components', { after: 'npm' }),
];

const CHECKS: Step[] = [
  check('walls', 'depcruise', '--output-type', 'err-long', ...CODE_ROOTS),
  check('unused', 'knip'),
  check('lint:code', 'oxlint', '--type-aware', '--report-unused-disable-directives', '--deny-warnings'),
  check('lint:wxml', 'eslint', 'miniprogram/**/*.wxml', '--max-warnings=0'),
  check('lint:wxss', 'stylelint', 'miniprogram/**/*.wxss', '--max-warnings=0'),
  check('format:code', 'oxfmt', '--check'),
  check('format:wxss', 'prettier', '--check', 'miniprogram/**/*.wxss'),
  types('phone', 'tsconfig.json'),
  types('shared', 'tsconfig.shared.json'),
  types('node', 'tsconfig.node.json'),
  types('browser', 'tsconfig.browser.json'),
  types('tests', 'tsconfig.tests.json'),
  types('phone-tests', 'tsconfig.phone-tests.json'),
  types('dashboard', 'dashboard/tsconfig.json', '--noEmit'),
];

/** Where the demo village of the journeys is made. */
const MADE = '.cache/journeys-made';

/** The demo village that journeys and the audit of all pages start from; it takes a minute. `npm test -- journeys` makes it anew too. */
const DEMO: Step = {
  ...check('journeys:demo', 'tsx', 'tests/journeys/make.ts', MADE),
  after: 'npm',
};

/** Two at a time keep both cores busy; a third was measured to bring nothing. */
const JOURNEYS: Step = {
  ...suite('journeys', { slots: 2, after: 'journeys:demo', limitMs: 45 * MINUTE }),
  command: ['jest', '--ci', '--maxWorkers=2', '--selectProjects', 'journeys', 'audit'],
  env: { JOURNEY_MADE: MADE },
};

const STEPS: readonly Step[] = [NPM, DEMO, ...SUITES, ...CHECKS, JOURNEYS];

/** Steps by name, or by the part before the colon (`types`, `lint`); all when no name is given. */
export function chooseSteps(names: string[], steps: readonly Step[] = STEPS): Step[] {
  const matches = (step: Step, name: string) => step.name === name || step.name.startsWith(`${name}:`);
  const unknown = names.filter((name) => !steps.some((step) => matches(step, name)));
  if (unknown.length > 0) {
    throw new Error(
      `No such step: ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(' ')}`,
    );
  }
  if (names.length === 0) return [...steps];
  return steps.filter((step) => names.some((name) => matches(step, name)));
}
