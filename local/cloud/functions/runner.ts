/** Calls functions by name: finds their folder, keeps a pool for each, gives each event its own surroundings. */
import { join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import type { Caller } from '../../types';
import { callError, messageOf } from '../errors';
import type { Logs, LogLine } from '../logs';
import { folderVersion, functionFolder, readConfig, type FunctionConfig } from './config';
import type { Invocation, Invocations } from './invocations';
import { InlinePool } from './inline';
import { FunctionPool, type Line, type Pool } from './pool';

/** Limits of a synchronous call in the cloud. */
export const MAX_EVENT_BYTES = 6 * 1024 * 1024;
const MAX_RESULT_BYTES = 1024 * 1024;

const MAX_DEPTH = 10;
const VERSION_CHECK_MS = 200;
const SHRINK_MS = 15_000;

export interface RunnerOptions {
  root: string | undefined;
  env: string;
  adminUrl: string;
  functionEnv: Record<string, string>;
  watch: boolean;
  logs: Logs;
  invocations: Invocations;
  /** Called when an invocation is over, however it ended. */
  onEnd: (invocation: Invocation) => void;
  /** Undefined: functions ask by the network. */
  line?: Line;
  /** true: functions run in this thread (inline.ts). */
  inline?: boolean;
}

export interface CallOptions {
  /** The call comes from another function. */
  parent?: Invocation;
  /** The call comes from a timer. */
  timer?: boolean;
}

interface Entry {
  pool: Pool;
  config: FunctionConfig;
  version: string;
  checkedAt: number;
}

export class FunctionRunner {
  private readonly entries = new Map<string, Entry>();
  private readonly retired = new Set<Pool>();
  private readonly shrinking: NodeJS.Timeout;

  constructor(private readonly options: RunnerOptions) {
    this.shrinking = setInterval(() => {
      for (const { pool } of this.entries.values()) pool.shrink(Date.now());
    }, SHRINK_MS);
    this.shrinking.unref();
  }

  /** The result as JSON text. */
  async call(
    name: string,
    event: unknown,
    caller: Caller,
    how: CallOptions = {},
  ): Promise<{ text: string; requestID: string }> {
    const entry = this.entry(name);
    const depth = (how.parent?.depth ?? 0) + 1;
    if (depth > MAX_DEPTH) throw callError('failed', `functions call each other more than ${MAX_DEPTH} deep`);
    const text = JSON.stringify(withUserInfo(event, caller)) ?? '{}';
    if (Buffer.byteLength(text) > MAX_EVENT_BYTES) {
      throw callError('tooLarge', `the event is larger than ${MAX_EVENT_BYTES / 1024 / 1024} MB`);
    }
    const invocation = this.options.invocations.start(name, caller, depth);
    let failed = true;
    try {
      const result = await entry.pool.run({
        requestId: invocation.requestId,
        event: text,
        environment: this.environment(invocation, how.timer === true),
        context: this.context(invocation, entry.config),
        nested: how.parent !== undefined,
      });
      if (Buffer.byteLength(result) > MAX_RESULT_BYTES) {
        throw callError('failed', `the result is larger than ${MAX_RESULT_BYTES / 1024 / 1024} MB`);
      }
      failed = false;
      return { text: result, requestID: invocation.requestId };
    } catch (error) {
      this.log('error', messageOf(error), invocation.requestId, name);
      throw error;
    } finally {
      this.options.invocations.finish(invocation, failed);
      this.options.onEnd(invocation);
    }
  }

  /** The configuration of a function as it is now. */
  config(name: string): FunctionConfig {
    return this.entry(name).config;
  }

  /** Ends the worker that runs this invocation, as a crash does. */
  kill(name: string, requestId: string): void {
    this.entries.get(name)?.pool.kill(requestId);
  }

  async close(): Promise<void> {
    clearInterval(this.shrinking);
    const pools = [...this.entries.values()].map(({ pool }) => pool);
    await Promise.all([...pools, ...this.retired].map((pool) => pool.close()));
  }

  private entry(name: string): Entry {
    const folder = functionFolder(this.options.root, name);
    if (!folder) throw callError('notFound', `FunctionName parameter could not be found: ${name}`);
    const known = this.entries.get(name);
    if (known && (!this.options.watch || Date.now() - known.checkedAt < VERSION_CHECK_MS)) return known;
    const version = folderVersion(folder);
    if (known?.version === version) {
      known.checkedAt = Date.now();
      return known;
    }
    if (known) {
      known.pool.retire();
      this.retired.add(known.pool);
    }
    return this.open(name, folder, version);
  }

  private open(name: string, folder: string, version: string): Entry {
    let config: FunctionConfig;
    try {
      config = readConfig(folder);
    } catch (error) {
      throw callError('failed', messageOf(error));
    }
    const Instances = this.options.inline === true ? InlinePool : FunctionPool;
    const pool = new Instances({
      folder,
      entry: entryFile(folder),
      config,
      environment: this.staticEnvironment(name, config),
      log: (level, text, requestId) => this.log(level as LogLine['level'], text, requestId, name),
      line: this.options.line,
    });
    const entry = { pool, config, version, checkedAt: Date.now() };
    this.entries.set(name, entry);
    return entry;
  }

  private log(level: LogLine['level'], text: string, requestId: string, name: string): void {
    this.options.logs.add({ level, function: name, requestId, text });
  }

  /** What a function finds in its environment whoever calls; nothing of this machine but what programs need to run. */
  private staticEnvironment(name: string, config: FunctionConfig): Record<string, string> {
    const { env, adminUrl, functionEnv } = this.options;
    const host = Object.fromEntries(
      ['PATH', 'HOME', 'LANG', 'TMPDIR'].flatMap((key) =>
        process.env[key] === undefined ? [] : [[key, process.env[key]]],
      ),
    ) as Record<string, string>;
    return {
      ...host,
      // Only functions that make links to themselves need it; in the cloud it is the domain of HTTP access.
      HTTP_URL: adminUrl.replace(/\/admin$/, '/http'),
      ...config.env,
      ...functionEnv,
      TZ: 'UTC',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      TENCENTCLOUD_SESSIONTOKEN: 'local',
      SCF_NAMESPACE: env,
      SCF_FUNCTIONNAME: name,
      TCB_ENV: env,
      TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: adminUrl }),
    };
  }

  /** What differs from call to call; null removes what an earlier call has left. */
  private environment(invocation: Invocation, timer: boolean): Record<string, string | null> {
    const { openid, appid, unionid, source } = invocation.caller;
    const context: Record<string, string | null> = {
      WX_CLIENTIP: '127.0.0.1',
      WX_APPID: appid ?? 'wxlocal0000000000',
      WX_OPENID: openid || null,
      WX_UNIONID: unionid ?? null,
      WX_API_TOKEN: invocation.token,
    };
    const keys = Object.keys(context).filter((key) => context[key] !== null);
    return {
      ...context,
      WX_CONTEXT_KEYS: keys.join(','),
      TCB_SOURCE: source ?? 'wx_client',
      TRIGGER_SRC: timer ? 'timer' : null,
      WX_TRIGGER_API_TOKEN_V0: timer ? invocation.token : null,
      SCF_REQUESTID: invocation.requestId,
    };
  }

  private context(invocation: Invocation, config: FunctionConfig): Record<string, unknown> {
    return {
      callbackWaitsForEmptyEventLoop: false,
      memory_limit_in_mb: config.memoryMb,
      time_limit_in_ms: config.timeoutSeconds * 1000,
      request_id: invocation.requestId,
      function_name: invocation.function,
      function_version: '$LATEST',
      namespace: this.options.env,
      environment: JSON.stringify({ TCB_ENV: this.options.env, SCF_NAMESPACE: this.options.env }),
      environ: `TCB_ENV=${this.options.env};SCF_NAMESPACE=${this.options.env}`,
    };
  }
}

/** The cloud adds who calls to the event of a phone; `getWXContext()` is what code should read. */
function withUserInfo(event: unknown, caller: Caller): unknown {
  if (!caller.openid || typeof event !== 'object' || event === null || Array.isArray(event))
    return event ?? {};
  return { ...event, userInfo: { appId: caller.appid ?? 'wxlocal0000000000', openId: caller.openid } };
}

function entryFile(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(join(folder, 'index.js')) || !existsSync(file)) return 'index.js';
  const { main } = JSON.parse(readFileSync(file, 'utf8')) as { main?: string };
  return main ?? 'index.js';
}
