/**
 * The functions' own tables in this process, against the local cloud through the real SDK, with a clock that the test moves: some
 * thousand calls, and months of time, in the time of a few hundred over HTTP. One call at a time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage } from '../../../demo/actors';
import { seededRandom } from '../../../demo/random';
import { startLocal } from '../../../local/server';
import { makeIds } from '../../../cloudfunctions/core/ids';
import { runTimer, type TimerTable } from '../../../cloudfunctions/core/timers';
import type { FunctionName } from '../../../typings/api';
import type { CallResult } from '../../../typings/wire';
import { Client } from './client';
import { functionEnv, SCHEMA, type TestServer } from './server';

export interface StageServer extends TestServer {
  now(): number;
  /** Time passes. */
  pass(ms: number): void;
  timer(name: FunctionName, table: TimerTable, trigger: string): Promise<void>;
}

/** A client whose calls do not leave the process; it reads documents as the others do. */
class StageClient extends Client {
  constructor(
    url: string,
    private readonly act: (openid: string, fn: FunctionName, event: unknown) => Promise<CallResult<unknown>>,
  ) {
    super(url);
  }

  override send(openid: string, fn: string, event: unknown): Promise<CallResult<unknown>> {
    return this.act(openid, fn as FunctionName, event);
  }
}

/** A cloud with empty data and the functions of this process. `from`: what the clock says at first. */
export async function startStage(from: number): Promise<StageServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stage-test-'));
  const local = await startLocal(
    { schemaFile: SCHEMA, dataDir, port: 0, watch: false },
    { log: () => undefined, durable: false },
  );
  const leaveLine = local.layLine();
  const random = seededRandom(from % 1_000_003);
  const env = functionEnv();
  const stage = openStage(local.url, env, random);
  let now = from;
  const clock = { now: () => now };
  return {
    local,
    client: new StageClient(local.url, (openid, fn, event) => stage.send(now, openid, fn, event)),
    dataDir,
    env,
    output: () => '',
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    timer: (name, table, trigger) =>
      runTimer(name, table, trigger, { clock, ids: makeIds((n) => random.bytes(n)) }),
    close: async () => {
      leaveLine();
      await local.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
