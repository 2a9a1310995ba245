/** The warm workers of one function: each takes one event at a time, more are made while events wait. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { callError, type CallError } from '../errors';
import type { FunctionConfig } from './config';

export interface Job {
  requestId: string;
  event: string;
  environment: Record<string, string | null>;
  context: Record<string, unknown>;
  /** A nested call may exceed the limit of workers, else functions that wait for each other could block for ever. */
  nested: boolean;
}

/** How requests of the SDK come to the cloud without a network (line.cjs). */
export interface Line {
  /** What the SDK takes for the cloud's address. */
  address: string;
  /** The answer to a body; null: the connection breaks without one. */
  ask: (body: string) => Promise<string | null>;
}

export interface PoolOptions {
  folder: string;
  entry: string;
  config: FunctionConfig;
  environment: Record<string, string>;
  log: (level: string, text: string, requestId: string) => void;
  /** Undefined: by the network. */
  line?: Line;
}

type WorkerMessage =
  | { type: 'ready' }
  | { type: 'unloadable'; text: string }
  | { type: 'done'; requestId: string; result: string }
  | { type: 'failed'; requestId: string; text: string }
  | { type: 'ask'; id: number; body: string }
  | { type: 'log'; requestId: string; level: string; text: string };

interface Waiting {
  job: Job;
  resolve: (result: string) => void;
  reject: (error: CallError) => void;
}

interface Slot {
  worker: Worker;
  ready: boolean;
  task: Waiting | undefined;
  timer: NodeJS.Timeout | undefined;
  idleSince: number;
}

const MAX_WORKERS = 8;
const MAX_NESTED_WORKERS = 32;
/** Starting workers share the processor with the ones that work. */
const MAX_LOADING = 2;
const LOAD_MS = 30_000;
const IDLE_MS = 60_000;

/** The instances of one function. */
export interface Pool {
  /** Runs one event; the JSON text of the result, or a CallError. */
  run(job: Job): Promise<string>;
  /** Ends instances that have had nothing to do for a while. */
  shrink(now: number): void;
  /** The code has changed: running events finish, no other comes. */
  retire(): void;
  /** Ends the instance that runs this event, as a crash does. */
  kill(requestId: string): void;
  /** Ends everything at once. */
  close(): Promise<void>;
}

export class FunctionPool implements Pool {
  private readonly slots = new Set<Slot>();
  private readonly queue: Waiting[] = [];
  private closed = false;

  constructor(private readonly options: PoolOptions) {}

  /** Runs one event; the JSON text of the result, or a CallError. */
  run(job: Job): Promise<string> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.pump();
    });
  }

  /** Ends workers that have had nothing to do for a while; keeps one warm. */
  shrink(now: number): void {
    const idle = [...this.slots].filter((slot) => slot.ready && !slot.task && now - slot.idleSince > IDLE_MS);
    for (const slot of idle.slice(0, Math.max(this.slots.size - 1, 0))) this.discard(slot);
  }

  /** Lets running events finish, then ends the workers (the code has changed). */
  retire(): void {
    this.closed = true;
    this.endIdle();
  }

  /** Ends the worker that runs this event, as a crash does. */
  kill(requestId: string): void {
    for (const slot of this.slots) {
      if (slot.task?.job.requestId !== requestId) continue;
      void this.end(slot, callError('failed', 'the process was killed'));
      this.pump();
    }
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of this.queue.splice(0))
      waiting.reject(callError('failed', 'the local cloud was closed'));
    await Promise.all(
      [...this.slots].map((slot) => this.end(slot, callError('failed', 'the local cloud was closed'))),
    );
  }

  private pump(): void {
    for (const slot of this.slots) {
      if (this.queue.length === 0) break;
      if (slot.ready && !slot.task) this.give(slot, this.queue.shift() as Waiting);
    }
    const loading = [...this.slots].filter((slot) => !slot.ready).length;
    const nested = this.queue.some(({ job }) => job.nested);
    const limit = nested ? MAX_NESTED_WORKERS : MAX_WORKERS;
    const wanted = Math.min(this.queue.length, limit - this.slots.size + loading, MAX_LOADING);
    for (let made = loading; made < wanted; made += 1) this.grow();
    if (this.closed) this.endIdle();
  }

  private endIdle(): void {
    if (this.queue.length > 0) return;
    for (const slot of this.slots) if (!slot.task) this.discard(slot);
  }

  private grow(): void {
    const { folder, entry, config, environment, log, line } = this.options;
    const worker = new Worker(join(__dirname, 'worker.cjs'), {
      workerData: { folder, entry, sdkFrom: __dirname, line: line?.address },
      env: environment,
      // Loaders of the process that starts the cloud (tsx) are not the function's: it is JavaScript, as in the cloud.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: config.memoryMb },
    });
    const slot: Slot = { worker, ready: false, task: undefined, timer: undefined, idleSince: Date.now() };
    this.slots.add(slot);
    slot.timer = setTimeout(() => this.unloadable(slot, 'the code took too long to load'), LOAD_MS);
    const text = (level: string) => (chunk: Buffer) =>
      log(level, chunk.toString().trimEnd(), slot.task?.job.requestId ?? '');
    worker.stdout.on('data', text('info'));
    worker.stderr.on('data', text('error'));
    worker.on('message', (message: WorkerMessage) => this.receive(slot, message));
    worker.on('error', (error) =>
      this.lost(slot, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    worker.on('exit', (code) =>
      this.lost(slot, `process exited with code ${code} before the function returned`),
    );
  }

  private receive(slot: Slot, message: WorkerMessage): void {
    switch (message.type) {
      case 'log':
        this.options.log(message.level, message.text, message.requestId);
        return;
      case 'ask':
        void this.answer(slot, message.id, message.body);
        return;
      case 'ready':
        clearTimeout(slot.timer);
        slot.ready = true;
        break;
      case 'unloadable':
        this.unloadable(slot, message.text);
        return;
      default:
        if (slot.task?.job.requestId !== message.requestId) return;
        clearTimeout(slot.timer);
        if (message.type === 'done') slot.task.resolve(message.result);
        else slot.task.reject(callError('failed', message.text));
        slot.task = undefined;
        slot.idleSince = Date.now();
    }
    this.pump();
  }

  /** A worker that has ended meanwhile does not hear it. */
  private async answer(slot: Slot, id: number, body: string): Promise<void> {
    const text = (await this.options.line?.ask(body)) ?? null;
    slot.worker.postMessage({ answer: { id, text } });
  }

  private give(slot: Slot, waiting: Waiting): void {
    slot.task = waiting;
    const seconds = this.options.config.timeoutSeconds;
    slot.timer = setTimeout(() => {
      void this.end(slot, callError('timeout', `Invoking task timed out after ${seconds} seconds`));
      this.pump();
    }, seconds * 1000);
    const { requestId, event, environment, context } = waiting.job;
    slot.worker.postMessage({ requestId, event, environment, context });
  }

  /** The code cannot be loaded: whoever waits learns why, and the next event tries anew. */
  private unloadable(slot: Slot, text: string): void {
    this.discard(slot);
    // Others have loaded the same code: they will take what waits.
    if ([...this.slots].some(({ ready }) => ready)) return;
    for (const waiting of this.queue.splice(0)) waiting.reject(callError('failed', text));
  }

  /** The worker died by itself. */
  private lost(slot: Slot, text: string): void {
    if (!this.slots.has(slot)) return;
    const { ready } = slot;
    if (!ready) {
      this.unloadable(slot, text);
      return;
    }
    void this.end(slot, callError('failed', text));
    this.pump();
  }

  private discard(slot: Slot): void {
    void this.end(slot, callError('failed', 'the worker was ended'));
  }

  private async end(slot: Slot, error: CallError): Promise<void> {
    this.slots.delete(slot);
    clearTimeout(slot.timer);
    slot.task?.reject(error);
    slot.task = undefined;
    await slot.worker.terminate();
  }
}
