/** Starts the processes of a run so that each can be stopped with all its children, and finds those that were left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Every process of a run carries this variable, whatever it starts. */
const MARK = 'NPM_TEST_RUN';

export interface Started {
  child: ChildProcess;
  output: () => string;
  /** Exit code; null when it was stopped by a signal or by its time limit, or could not start. */
  ended: Promise<number | null>;
}

/** Ends a process and everything in its group. */
export function stopGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Starts a program of node_modules/.bin (or of the system) in a process group of its own. */
export function start(
  command: string[],
  options: { cwd: string; run: string; limitMs: number; env?: NodeJS.ProcessEnv },
): Started {
  const [program = '', ...args] = command;
  const path = [join(options.cwd, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, PATH: path, [MARK]: options.run },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString('utf8');
  const ended = new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => {
      chunks.push(Buffer.from(`\nStopped after ${options.limitMs / 1000} s.\n`));
      if (child.pid) stopGroup(child.pid);
    }, options.limitMs);
    const settle = (code: number | null) => {
      clearTimeout(timer);
      // Whoever inherited the pipes must not keep the run waiting; it is found by leftBehind().
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(code);
    };
    child.on('error', (cause) => {
      chunks.push(Buffer.from(`${cause.message}\n`));
      settle(null);
    });
    // 'close' waits for the pipes, which a child left behind may hold: give the rest of the output a moment only.
    child.on('exit', (code) => {
      const late = setTimeout(() => settle(code), 2000);
      child.on('close', () => {
        clearTimeout(late);
        settle(code);
      });
    });
  });
  return { child, output, ended };
}

function environmentHas(pid: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
  } catch {
    return false;
  }
}

/** A process that has ended and waits to be collected has no program any more. */
function isAlive(pid: string): boolean {
  try {
    readlinkSync(`/proc/${pid}/exe`);
    return true;
  } catch {
    return false;
  }
}

/** Processes of the run that are still alive (Linux; elsewhere there is no /proc to ask). */
export function leftBehind(run: string): { pid: number; command: string }[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids
    .filter((pid) => environmentHas(pid, `${MARK}=${run}`) && isAlive(pid))
    .map((pid) => {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
      return { pid: Number(pid), command: command.slice(0, 160) };
    });
}
