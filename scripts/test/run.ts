/** Runs steps side by side, goes on after failures, and says everything that went wrong once more at the end. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { countCheck, countSuite, type Count, type JestOutput } from './count';
import { leftBehind, start, stopGroup } from './processes';
import type { Step } from './steps';

export interface RunOptions {
  cwd: string;
  print: (line: string) => void;
}

const SLOTS = Math.max(2, Math.min(4, cpus().length));
/** Test files load and drop much: with room for it (64 MiB) the collector works a tenth less. */
const NODE_OPTIONS = [process.env.NODE_OPTIONS, '--max-semi-space-size=64'].filter(Boolean).join(' ');
/** A process that is just about to end is not left behind. */
const GRACE_MS = 3000;

function readOutput(file: string): JestOutput | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestOutput;
  } catch {
    return null;
  }
}

class Run {
  readonly id = randomUUID();
  readonly counts: Count[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'npm-test-'));
  private readonly groups = new Set<number>();

  constructor(private readonly options: RunOptions) {}

  /** Runs one step and prints its result; its output only when there is something to read in it. */
  async step(step: Step): Promise<void> {
    const began = performance.now();
    const file = join(this.folder, `${step.name.replace(':', '-')}.json`);
    const extra = step.kind === 'suite' ? ['--json', `--outputFile=${file}`, '--verbose=false'] : [];
    const { child, output, ended } = start([...step.command, ...extra], {
      cwd: this.options.cwd,
      run: this.id,
      limitMs: step.limitMs,
      env: { NO_COLOR: '1', NODE_NO_WARNINGS: '1', NODE_OPTIONS, ...step.env },
    });
    if (child.pid) this.groups.add(child.pid);
    const code = await ended;
    const count =
      step.kind === 'check' ? countCheck(step.name, code) : countSuite(step.name, code, readOutput(file));
    this.counts.push(count);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const verdict = count.failed > 0 ? `FAILED ${count.failed}` : 'ok';
    this.options.print(
      `=== ${step.name.padEnd(18)} ${verdict.padEnd(10)} ${String(count.passed).padStart(4)} passed  ${seconds.padStart(6)} s`,
    );
    if (count.failed > 0) this.options.print(withoutJson(output()).trimEnd());
  }

  /** One more test: nothing that this run started is still alive. What is, is ended here. */
  async nothingLeft(): Promise<void> {
    const until = Date.now() + GRACE_MS;
    while (leftBehind(this.id).length > 0 && Date.now() < until) await wait(100);
    const left = leftBehind(this.id);
    for (const { pid } of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended in between.
      }
    }
    const failures = left.map(({ pid, command }) => `left behind: process ${pid} ${command}`);
    this.counts.push({ passed: failures.length ? 0 : 1, failed: failures.length ? 1 : 0, failures });
  }

  stop(): void {
    for (const pid of this.groups) stopGroup(pid);
    for (const { pid } of leftBehind(this.id)) stopGroup(pid);
    this.close();
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Jest prints its JSON on one line when it also has something else to say. */
function withoutJson(output: string): string {
  return output
    .split('\n')
    .filter((line) => !line.startsWith('{"numFailedTestSuites"'))
    .join('\n');
}

/** Starts what fits into the free slots, in order; a step that must wait for another lets later ones pass. */
async function schedule(steps: Step[], work: (step: Step) => Promise<void>): Promise<void> {
  const waiting = [...steps];
  const done = new Set<string>();
  const running = new Map<Step, Promise<void>>();
  const isReady = (step: Step) =>
    !step.after || done.has(step.after) || !steps.some((other) => other.name === step.after);
  while (waiting.length + running.size > 0) {
    let free = SLOTS - [...running.keys()].reduce((sum, step) => sum + step.slots, 0);
    for (const step of waiting.filter(isReady)) {
      if (step.slots > free) break;
      free -= step.slots;
      waiting.splice(waiting.indexOf(step), 1);
      const finished = work(step).finally(() => {
        running.delete(step);
        done.add(step.name);
      });
      running.set(step, finished);
    }
    await Promise.race(running.values());
  }
}

/** Runs the steps; gives the sums, and every failure in a line. */
export async function runSteps(steps: Step[], options: RunOptions): Promise<Count> {
  const run = new Run(options);
  const interrupted = () => {
    run.stop();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    await schedule(steps, (step) => run.step(step));
    await run.nothingLeft();
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    run.close();
  }
  return {
    passed: run.counts.reduce((sum, count) => sum + count.passed, 0),
    failed: run.counts.reduce((sum, count) => sum + count.failed, 0),
    failures: run.counts.flatMap((count) => count.failures),
  };
}
