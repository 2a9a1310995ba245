/**
 * Functions in this thread, for tests: no thread to start, no message for each request, and the SDK is loaded and compiled once for all
 * clouds of the process. An instance has its own SDK and its own process.env, and takes one event at a time, as in the cloud; what an
 * instance keeps of a function's own code ends with the cloud that it belongs to. What it cannot do: end code that hangs, or limit memory.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { format } from 'node:util';
import { Script } from 'node:vm';
import { callError, messageOf, type CallError } from '../errors';
import { direct } from './line.cjs';
import type { Job, Line, Pool, PoolOptions } from './pool';

type Main = (event: unknown, context: unknown) => unknown;
type Loader = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
  process: object,
  console: object,
  setTimeout: object,
) => void;

/** As many as the pool of threads has. */
const MAX_INSTANCES = 8;
const MAX_NESTED = 32;
const PARAMETERS = 'exports, require, module, __filename, __dirname, process, console, setTimeout';
const LEVELS = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' };

/**
 * What code of functions still waits for when its event is over keeps no process from ending: the SDK forgets its three seconds to a warning
 * about slow requests when a connection breaks.
 */
const unheld = new Proxy(setTimeout, {
  apply: (real, self, given: Parameters<typeof setTimeout>) => Reflect.apply(real, self, given).unref(),
});

const scripts = new Map<string, Script>();

/** The code of a file, read and compiled once; run each time it is to be loaded anew. */
function load(file: string, require: (name: string) => unknown, instance: Instance): object {
  let script = scripts.get(file);
  if (!script) {
    script = new Script(`(function (${PARAMETERS}) {${readFileSync(file, 'utf8')}\n})`, { filename: file });
    scripts.set(file, script);
  }
  const module = { exports: {} };
  const loader = script.runInThisContext() as Loader;
  loader(module.exports, require, module, file, dirname(file), instance.process, instance.console, unheld);
  return module.exports;
}

interface Running {
  job: Job;
  pool: InlinePool;
  resolve: (result: string) => void;
  reject: (error: CallError) => void;
}

/** What an ended process asks: taken, and never answered. */
function unheard(): object {
  const request = new PassThrough().resume();
  return Object.assign(request, { setTimeout: () => request });
}

class Instance {
  task: Running | undefined;
  /** Taken for ended: what its code still does comes to nothing. */
  gone = false;
  readonly process: object;
  readonly console: object;
  private env: Record<string, string> = {};
  private readonly sdks = new Map<string, object>();
  private readonly http: object;

  constructor() {
    this.process = Object.create(process, { env: { get: () => this.env, enumerable: true } }) as object;
    this.console = Object.fromEntries(
      Object.entries(LEVELS).map(([method, level]) => [
        method,
        (...args: unknown[]) => {
          if (this.task) this.task.pool.log(level, format(...args), this.task.job.requestId);
        },
      ]),
    );
    const request = direct(
      () => this.task?.pool.line.address,
      (body) => this.task?.pool.line.ask(body) ?? Promise.resolve(null),
    );
    this.http = { ...http, request: (...args: never[]) => (this.gone ? unheard() : request(...args)) };
  }

  use(environment: Record<string, string>, changes: Job['environment']): void {
    this.env = { ...environment };
    for (const [name, value] of Object.entries(changes)) if (value !== null) this.env[name] = value;
  }

  /** What a function exports. `sdk`: the file of the SDK that its code asks for. */
  load(file: string, sdk: string): object {
    return load(file, this.requireFrom(file, sdk), this);
  }

  /** What code of `file` asks for: files beside it are found from there. */
  private requireFrom(file: string, sdk: string): (name: string) => unknown {
    const native = createRequire(file);
    return (name) => {
      if (/^(node:)?http$/.test(name)) return this.http;
      if (/^(node:)?process$/.test(name)) return this.process;
      if (name !== 'wx-server-sdk') return native(name);
      const known = this.sdks.get(sdk) ?? load(sdk, this.requireFrom(sdk, sdk), this);
      this.sdks.set(sdk, known);
      return known;
    };
  }
}

/** Of all clouds of this process: the first has run most, and its SDK is compiled best. */
const instances: Instance[] = [];
const queue: Running[] = [];

function pump(): void {
  for (;;) {
    const next = queue[0];
    if (!next) return;
    const limit = next.job.nested ? MAX_NESTED : MAX_INSTANCES;
    let idle = instances.find(({ task }) => !task);
    if (!idle && instances.length < limit) instances.push((idle = new Instance()));
    if (!idle) return;
    queue.shift();
    void run(idle, next);
  }
}

function forget(instance: Instance): void {
  instance.gone = true;
  if (instances.includes(instance)) instances.splice(instances.indexOf(instance), 1);
}

async function run(instance: Instance, task: Running): Promise<void> {
  instance.task = task;
  const { pool, job } = task;
  const timer = setTimeout(() => {
    forget(instance);
    task.reject(callError('timeout', `Invoking task timed out after ${pool.seconds} seconds`));
    pump();
  }, pool.seconds * 1000);
  // That of a killed instance runs on: it keeps no process from ending.
  timer.unref();
  try {
    instance.use(pool.environment, job.environment);
    const result = await pool.main(instance)(JSON.parse(job.event), job.context);
    task.resolve(JSON.stringify(result === undefined ? null : result) ?? 'null');
  } catch (error) {
    task.reject(
      callError('failed', error instanceof Error ? (error.stack ?? messageOf(error)) : format(error)),
    );
  }
  clearTimeout(timer);
  if (instance.gone) return;
  instance.task = undefined;
  pump();
}

export class InlinePool implements Pool {
  readonly seconds: number;
  readonly environment: Record<string, string>;
  readonly log: PoolOptions['log'];
  readonly line: Line;
  private readonly mains = new Map<Instance, Main>();

  constructor(private readonly options: PoolOptions) {
    if (!options.line) throw new Error('functions of this thread ask by the direct line');
    this.line = options.line;
    this.log = options.log;
    this.environment = options.environment;
    this.seconds = options.config.timeoutSeconds;
  }

  run(job: Job): Promise<string> {
    return new Promise((resolve, reject) => {
      queue.push({ job, pool: this, resolve, reject });
      pump();
    });
  }

  /** The function as this instance has loaded it for this cloud. */
  main(instance: Instance): Main {
    let main = this.mains.get(instance);
    if (!main) {
      const { folder, entry } = this.options;
      const loaded = instance.load(join(folder, entry), join(folder, '../wx-server-sdk.js')) as {
        main?: Main;
      };
      if (typeof loaded.main !== 'function') throw new Error(`${entry} does not export a function "main"`);
      this.mains.set(instance, (main = loaded.main));
    }
    return main;
  }

  kill(requestId: string): void {
    this.end(({ job }) => job.requestId === requestId, 'the process was killed');
  }

  shrink(): void {
    // Instances cost nothing while they have nothing to do.
  }

  retire(): void {
    this.mains.clear();
  }

  close(): Promise<void> {
    for (const waiting of queue.filter(({ pool }) => pool === this)) {
      queue.splice(queue.indexOf(waiting), 1);
      waiting.reject(callError('failed', 'the local cloud was closed'));
    }
    this.end(() => true, 'the local cloud was closed');
    this.mains.clear();
    return Promise.resolve();
  }

  private end(which: (task: Running) => boolean, words: string): void {
    for (const instance of [...instances]) {
      const { task } = instance;
      if (task?.pool !== this || !which(task)) continue;
      forget(instance);
      task.reject(callError('failed', words));
    }
    pump();
  }
}
