/** Puts the parts of the local cloud together: database, files, functions, openapi, timers. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LocalCloud, LocalOptions } from '../types';
import { Database } from './database/database';
import { readSchema } from './database/schema';
import { Sqlite } from './database/sqlite';
import { Store } from './database/store';
import { callError, messageOf, ProtocolError } from './errors';
import { BrokenConnection, Faults } from './faults';
import { Files } from './files';
import { functionNames } from './functions/config';
import { Invocations, type Invocation } from './functions/invocations';
import { FunctionRunner } from './functions/runner';
import { lockFolder } from './lock';
import { Logs } from './logs';
import { Outbox } from './openapi/outbox';
import { MessagePush } from './openapi/push';
import { answerAction, type Params, type ProtocolParts } from './protocol';
import { parseCron, Timers, type TimerTarget } from './timers';

const ENV = 'local-env';

/** What only tests change. */
export interface CloudTuning {
  log?: (line: string) => void;
  transactionMs?: number;
  /** false: a commit does not wait for the disk. */
  durable?: boolean;
  /** true: functions ask over HTTP, as in the cloud. Otherwise by the direct line, which costs half as much. */
  network?: boolean;
  /** true: functions run in this thread; their folder has the SDK beside them (wx-server-sdk.js). Not with `network`. */
  inline?: boolean;
}

export interface CloudParts extends ProtocolParts {
  cloud: LocalCloud;
  /** The folder that holds everything, also a temporary one. */
  dataDir: string;
  fireTimer(name: string, trigger: string, at: Date): Promise<{ text: string; requestID: string }>;
  /** Answers one request of the SDK by its body; null: the connection breaks. */
  ask(body: string): Promise<string | null>;
  /** Begins to run functions, once the address of the server is known. */
  start(origin: string): void;
}

/** What the SDK takes for the cloud. */
export const adminUrl = (origin: string): string => `${origin}/admin`;

/** Opens the data folder and makes everything ready but the server. */
export function openCloud(options: LocalOptions, tuning: CloudTuning = {}): CloudParts {
  const temporary = options.dataDir === undefined;
  const dataDir =
    options.dataDir === undefined ? mkdtempSync(join(tmpdir(), 'local-cloud-')) : resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const unlock = lockFolder(dataDir);
  const logs = new Logs(tuning.log ?? ((line) => process.stdout.write(`${line}\n`)));
  const invocations = new Invocations();
  let sqlite: Sqlite | undefined;
  try {
    sqlite = new Sqlite(join(dataDir, 'cloud.db'), tuning.durable);
    const store = new Store(sqlite);
    if (options.schemaFile)
      for (const text of store.migrate(readSchema(options.schemaFile))) logs.add({ level: 'warn', text });
    const database = new Database(store, tuning.transactionMs);
    return assemble(
      options,
      {
        database,
        files: new Files(sqlite, dataDir, ENV),
        outbox: new Outbox(sqlite),
        invocations,
        logs,
        faults: new Faults(),
      },
      dataDir,
      tuning,
      () => {
        sqlite?.close();
        unlock();
        if (temporary) rmSync(dataDir, { recursive: true, force: true });
      },
    );
  } catch (error) {
    sqlite?.close();
    unlock();
    throw error;
  }
}

function assemble(
  options: LocalOptions,
  parts: Omit<ProtocolParts, 'runner' | 'messagePush'>,
  dataDir: string,
  tuning: CloudTuning,
  release: () => void,
): CloudParts {
  const { database, files, outbox, invocations, logs } = parts;
  let runner: FunctionRunner | undefined;
  let timers: Timers | undefined;
  let address = '';

  const running = (): FunctionRunner => {
    if (!runner) throw callError('failed', 'the local cloud is not running');
    return runner;
  };

  const messagePush = new MessagePush({
    targets: options.messagePush ?? {},
    origin: () => address,
    send: (name, message) => running().call(name, message, { openid: '', source: 'wx_unknown' }),
    log: (text) => logs.add({ level: 'error', text }),
  });

  /** A function that is gone holds no documents any more. */
  const onEnd = (invocation: Invocation): void => {
    messagePush.ended(invocation);
    const left = database.transactions.abortOwned(invocation.token);
    if (left > 0) {
      logs.add({
        level: 'warn',
        function: invocation.function,
        requestId: invocation.requestId,
        text: `${left} transaction(s) left open were aborted`,
      });
    }
  };

  const fireTimer: CloudParts['fireTimer'] = (name, trigger, at) => {
    const known = running()
      .config(name)
      .timers.some((timer) => timer.name === trigger);
    if (!known)
      return Promise.reject(callError('notFound', `the function ${name} has no timer "${trigger}"`));
    const event = {
      Type: 'Timer',
      TriggerName: trigger,
      Time: at.toISOString().replace(/\.\d+Z/, 'Z'),
      Message: '',
    };
    return running().call(name, event, { openid: '', source: 'wx_trigger' }, { timer: true });
  };

  const cloud: LocalCloud = {
    async callFunction(name, event, caller) {
      const { text, requestID } = await running().call(name, event, { source: 'wx_client', ...caller });
      return { result: JSON.parse(text) as unknown, requestID };
    },
    uploadFile: (path, body, caller) => attempt(() => ({ fileID: files.save(path, body, caller.openid) })),
    tempFileURLs: (ids, maxAge) =>
      attempt(() =>
        files
          .links(ids.map((fileid) => ({ fileid, max_age: maxAge })))
          .map(({ code, ...link }) => ({ ...link, ...status(code) })),
      ),
    deleteFiles: (ids) =>
      attempt(() => files.remove(ids).map(({ fileID, code }) => ({ fileID, ...status(code) }))),
    outbox: (filter) => outbox.list(filter),
    onOutbox: (listener) => outbox.onEntry(listener),
    async close() {
      timers?.close();
      await messagePush.close();
      await runner?.close();
      database.transactions.abortAll();
      release();
    },
  };

  const ask = async (body: string): Promise<string | null> => {
    try {
      return JSON.stringify(await answerAction(JSON.parse(body) as Params, whole));
    } catch (error) {
      if (error instanceof BrokenConnection) return null;
      throw error;
    }
  };

  const start = (origin: string): void => {
    address = origin;
    files.setOrigin(origin);
    runner = new FunctionRunner({
      root: options.functionsDir && resolve(options.functionsDir),
      env: ENV,
      adminUrl: adminUrl(origin),
      functionEnv: options.functionEnv ?? {},
      watch: options.watch !== false,
      logs,
      invocations,
      onEnd,
      inline: tuning.inline,
      line: tuning.network === true ? undefined : { address: adminUrl(origin), ask },
    });
    if (options.timers === false) return;
    timers = new Timers(readTimers(runner, options.functionsDir, logs), ({ function: name, trigger }, at) => {
      fireTimer(name, trigger, at).catch((error: unknown) =>
        logs.add({ level: 'error', function: name, text: `timer ${trigger}: ${messageOf(error)}` }),
      );
    });
  };

  const whole = { ...parts, messagePush, runner: running, cloud, dataDir, fireTimer, start, ask };
  return whole;
}

function readTimers(runner: FunctionRunner, root: string | undefined, logs: Logs): TimerTarget[] {
  return functionNames(root).flatMap((name) => {
    try {
      return runner
        .config(name)
        .timers.map(({ name: trigger, config }) => ({ function: name, trigger, cron: parseCron(config) }));
    } catch (error) {
      logs.add({ level: 'error', function: name, text: `its timers do not run: ${messageOf(error)}` });
      return [];
    }
  });
}

/** Refusals as the phone's wx.cloud has them. */
async function attempt<T>(work: () => T): Promise<T> {
  try {
    return await Promise.resolve(work());
  } catch (error) {
    if (error instanceof ProtocolError) throw { errCode: -503001, errMsg: error.message };
    throw error;
  }
}

function status(code: string): { status: number; errMsg: string } {
  if (code === 'SUCCESS') return { status: 0, errMsg: 'ok' };
  return code === 'STORAGE_FILE_NONEXIST'
    ? { status: -503003, errMsg: 'storage file not exists' }
    : { status: -501007, errMsg: 'invalid parameters' };
}
