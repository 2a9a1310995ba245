/**
 * Work that no person asked for: reminders, expiry. A timer may come twice or late, so each piece of work looks at the
 * record again inside its own transaction and does nothing when it is already done.
 */
import cloud from 'wx-server-sdk';
import type { AuditDoc } from './collections';
import { systemClock, type Clock } from './clock';
import { openStore, type Reader, type Store, type Tx } from './database';
import type { TimerRunDoc } from './documents/operations';
import type { MessageDoc } from './documents/safeguard';
import { AppError } from './errors';
import { systemIds, type Ids } from './ids';
import { keepIncident } from './incidents';
import { scrub, writeLog, type LogLine } from './logger';
import type { Message } from './notify';
import { deliver, keepMessages, NOT_SENT } from './outbox';
import { noteBeforeTimeLimit, type FunctionContext, type Main } from './time-limit';
import { recordRun } from './timer-runs';

/** What a piece of work has done: whose village it concerns, and who is told. Null: there was nothing to do. */
export type Work = { villageId: string; tell?: readonly Message[] } | null;

export interface TimerContext {
  reader: Reader;
  clock: Clock;
  ids: Ids;
  /** Whether messages are kept and sent. The demo builder leaves them out: nobody is waiting for old ones. */
  sendsMessages: boolean;
  /**
   * One transaction with its audit entry and its messages, which are sent after the commit. `target` is the record's id; a
   * failure is logged and the others go on. Gives whether something was done.
   */
  each(target: string, work: (tx: Tx) => Promise<Work>): Promise<boolean>;
  /** Sends a message that a piece of work has kept by itself; what fails is logged and left to the timer `messages`. */
  send(doc: MessageDoc): Promise<void>;
}

/** What work that is asked for, and not only fired, tells whoever asked. */
export interface TimerAnswer {
  /** How much is not done yet; 0: all is. */
  left: number;
  /** What could not be done, in words for the log. */
  failed?: string;
  /** How many things it looked for and found, where that is its work. */
  found?: number;
}

export type TimerTable = Record<string, (ctx: TimerContext) => Promise<void | TimerAnswer>>;

/** What CloudBase sends when a trigger of config.json fires. */
interface TimerEvent {
  Type: 'Timer' | 'timer';
  TriggerName: string;
}

/** Whether an event comes from a trigger. A phone's event always has an openid, so it cannot pass for one. */
function isTimerEvent(event: unknown, openid: string | undefined): event is TimerEvent {
  if (openid !== undefined && openid !== '') return false;
  const { Type, TriggerName } = (event ?? {}) as Partial<TimerEvent>;
  return (Type === 'Timer' || Type === 'timer') && typeof TriggerName === 'string';
}

function auditOf(id: string, at: number, action: string, target: string, villageId: string): AuditDoc {
  return {
    _id: id,
    at,
    openid: 'timer',
    role: 'timer',
    action,
    outcome: 'done',
    target,
    residentId: null,
    villageId,
    reason: null,
    requestId: id,
  };
}

/** What tests and the demo builder give instead of the real ones. */
interface TimerOutside {
  clock?: Clock;
  ids?: Ids;
  store?: Store;
  log?: typeof writeLog;
  sendsMessages?: boolean;
  /** Whether the run and what failed in it are written down; the demo's timers ran at no real time. */
  keepsRuns?: boolean;
}

async function work(
  functionName: string,
  table: TimerTable,
  trigger: string,
  {
    clock = systemClock,
    ids = systemIds,
    store = openStore(),
    log: write = writeLog,
    sendsMessages = true,
    keepsRuns = true,
  }: TimerOutside,
  context?: FunctionContext,
): Promise<TimerAnswer | undefined> {
  const action = `${functionName}.${trigger}`;
  const started = Date.now();
  const began = clock.now();
  let failures = 0;
  const log = async (code: string, error?: unknown): Promise<void> => {
    const line: LogLine = {
      level: error !== undefined ? 'error' : code === 'OK' ? 'info' : 'warn',
      fn: functionName,
      action: trigger,
      requestId: `timer-${started}`,
      code,
      ms: Date.now() - started,
      db: store.requests(),
      ...(error === undefined ? {} : { detail: scrub(error) }),
    };
    write(line);
    // Timers may take as long as they need: only what failed is listed.
    if (keepsRuns && line.level === 'error') await keepIncident(store, line, clock.now());
  };
  const record = async (outcome: TimerRunDoc['outcome'], found: number): Promise<void> => {
    if (!keepsRuns) return;
    await recordRun(store, { _id: action, at: began, ms: Date.now() - started, outcome, failures, found });
  };
  const send = async (doc: MessageDoc): Promise<void> => {
    try {
      const sent = await deliver(store, doc);
      if (sent !== 'sent') await log(NOT_SENT[sent]);
    } catch (error) {
      await log(NOT_SENT.failed, error);
    }
  };
  const task = table[trigger];
  if (!task) return undefined;
  const ctx: TimerContext = {
    reader: store,
    clock,
    ids,
    sendsMessages,
    send,
    each: async (target, change) => {
      let kept: MessageDoc[] | null = null;
      try {
        kept = await store.transaction(async (tx) => {
          const done = await change(tx);
          if (!done) return null;
          const at = clock.now();
          const id = ids.record(at);
          await tx.put('audit', auditOf(id, at, action, target, done.villageId));
          return keepMessages(tx, id, sendsMessages ? (done.tell ?? []) : [], at);
        });
      } catch (error) {
        failures += 1;
        await log(error instanceof AppError ? error.code : 'INTERNAL', error);
      }
      for (const doc of kept ?? []) await send(doc);
      return kept !== null;
    },
  };
  const ended = noteBeforeTimeLimit(context, (reason) => log('TIME_LIMIT', reason));
  try {
    const answer = (await task(ctx)) ?? undefined;
    await record(failures > 0 || answer?.failed !== undefined ? 'partly' : 'done', answer?.found ?? 0);
    await log('OK');
    return answer;
  } catch (error) {
    await log('INTERNAL', error);
    await record('stopped', 0);
    throw error;
  } finally {
    ended();
  }
}

/** Runs the work of one trigger. */
export async function runTimer(
  functionName: string,
  table: TimerTable,
  trigger: string,
  outside: TimerOutside = {},
): Promise<void> {
  await work(functionName, table, trigger, outside);
}

/** A function that also answers its triggers. */
export function withTimers(functionName: string, table: TimerTable, main: Main): Main {
  return async (event, context) => {
    if (!isTimerEvent(event, cloud.getWXContext().OPENID)) return main(event, context);
    const answer = await work(functionName, table, event.TriggerName, {}, context);
    return { done: true, ...answer };
  };
}
