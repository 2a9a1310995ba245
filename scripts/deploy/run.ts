/** A deployment: refuse what is not fit, plan, do step by step. What reaches outside is given, so that tests see every request. */
import type { Environment } from './cloud';
import { describeStep, EMPTY, planOf, type Plan, type Step } from './plan';
import type { Wanted } from './wanted';

export interface Deployment {
  env: string;
  wanted: Wanted;
  dropIndexes: readonly string[];
  /** Prints the plan for an empty environment, asks nobody. */
  dryRun: boolean;
}

export interface Hands {
  open(env: string): Environment;
  uploadScreen(environment: Environment): Promise<void>;
  uploadMiniProgram(): Promise<void>;
  log(line: string): void;
}

/** What a timer's event looks like; without a caller's openid no phone can send it. */
const MIGRATE = { Type: 'Timer', TriggerName: 'migrate' };

/** Asks until nothing is left: a function works for less than a minute at a time. */
async function migrate(environment: Environment): Promise<void> {
  for (;;) {
    const answer = (await environment.invoke('upkeep', MIGRATE)) as { left?: number; failed?: string };
    if (answer.failed !== undefined)
      throw new Error(
        `the records were not brought to this version: ${answer.failed}; see the log of upkeep`,
      );
    if (answer.left === undefined) throw new Error('upkeep does not know how to migrate');
    if (answer.left === 0) return;
  }
}

/** What the database says when documents break a unique index. */
const DUPLICATES = /E11000|duplicate|重复/i;

/** Makes an index that records of before would have broken. Some that still do are no reason to keep everything else back. */
async function makeLate(
  environment: Environment,
  step: Extract<Step, { kind: 'late-index' }>,
  log: Hands['log'],
): Promise<void> {
  try {
    await environment.apply(step);
  } catch (error) {
    const { message } = error as Error;
    if (!DUPLICATES.test(message)) throw error;
    log(
      `note: index ${step.collection}.${step.index.name} could not be made, since records still break it (${message}); the next deploy makes it, once none does`,
    );
  }
}

function mustBeFit({ refusals }: Plan): void {
  if (refusals.length === 0) return;
  throw new Error(`refused; nothing was changed:\n${refusals.map((line) => `  ${line}`).join('\n')}`);
}

/** Does the whole plan, in its order; what it prints is the list of steps. Throws at the first that fails; repeating goes on from there. */
export async function deploy({ env, wanted, dropIndexes, dryRun }: Deployment, hands: Hands): Promise<void> {
  if (dryRun) {
    const { steps, notes } = planOf(wanted, EMPTY);
    hands.log(`plan for an empty environment (what ${env} has already is left out of the real run):`);
    for (const step of steps) hands.log(`  ${describeStep(step)}`);
    for (const note of notes) hands.log(`note: ${note}`);
    return;
  }
  const environment = hands.open(env);
  const plan = planOf(wanted, await environment.look(wanted.functions.map(({ name }) => name)), dropIndexes);
  mustBeFit(plan);
  for (const note of plan.notes) hands.log(`note: ${note}`);
  for (const [at, step] of plan.steps.entries()) {
    hands.log(`${at + 1}/${plan.steps.length} ${describeStep(step)}`);
    if (step.kind === 'screen') await hands.uploadScreen(environment);
    else if (step.kind === 'mini-program') await hands.uploadMiniProgram();
    else if (step.kind === 'migrate') await migrate(environment);
    else if (step.kind === 'late-index') await makeLate(environment, step, hands.log);
    else await environment.apply(step);
  }
}
