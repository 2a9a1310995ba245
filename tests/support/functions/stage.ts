/**
 * The functions' own tables in this process, against the local cloud through the real SDK, with a clock that the test moves: some
 * thousand calls, and months of time, in the time of a few hundred over HTTP. One call at a time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage } from '../../../demo/actors';
import { seededRandom } from '../../../demo/random';
import type { RunningLocal } from '../../../local/types';
import { makeIds } from '../../../cloudfunctions/core/ids';
import { runTimer, type TimerTable } from '../../../cloudfunctions/core/timers';
import type { FunctionName } from '../../../typings/api';
import type { CallResult } from '../../../typings/wire';
import { Client } from './client';
import { nativeStart, openNativeStage } from './native';
import { functionEnv, SCHEMA, type TestServer } from './server';

export interface StageServer extends TestServer {
  now(): number;
  /** Time passes. */
  pass(ms: number): void;
  timer(name: FunctionName, table: TimerTable, trigger: string): Promise<void>;
}

export interface FastStage extends Omit<StageServer, 'timer'> {
  timer: (name: 'pairing' | 'points', trigger: string) => Promise<void>;
}

/** A client whose calls do not leave the process; it reads documents as the others do. */
class StageClient extends Client {
  constructor(
    local: RunningLocal,
    private readonly act: (openid: string, fn: FunctionName, event: unknown) => Promise<CallResult<unknown>>,
  ) {
    super(local.url, local);
  }

  override send(openid: string, fn: string, event: unknown): Promise<CallResult<unknown>> {
    return this.act(openid, fn as FunctionName, event);
  }
}

/** A cloud with empty data, asked by the direct line, and a clock. */
async function startEmpty(from: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'stage-test-'));
  const local = await nativeStart()(
    { schemaFile: SCHEMA, dataDir, port: 0, watch: false },
    { log: () => undefined, durable: false },
  );
  const leaveLine = local.layLine();
  let now = from;
  return {
    local,
    dataDir,
    env: functionEnv(),
    output: () => '',
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    close: async () => {
      leaveLine();
      await local.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const seedOf = (from: number): number => from % 1_000_003;

/** A cloud with empty data and the functions of this test file. `from`: what the clock says at first. */
export async function startStage(from: number): Promise<StageServer> {
  const cloud = await startEmpty(from);
  const random = seededRandom(seedOf(from));
  const stage = openStage(cloud.local.url, cloud.env, random);
  const ids = makeIds((n) => random.bytes(n));
  return {
    ...cloud,
    client: new StageClient(cloud.local, (openid, fn, event) => stage.send(cloud.now(), openid, fn, event)),
    timer: (name, table, trigger) => runTimer(name, table, trigger, { clock: { now: cloud.now }, ids }),
  };
}

/** As `startStage`, outside of Jest's sandbox (native.ts): for histories of some ten thousand requests. */
export async function startFastStage(from: number): Promise<FastStage> {
  const cloud = await startEmpty(from);
  const stage = openNativeStage(cloud.local.url, cloud.env, seedOf(from));
  return {
    ...cloud,
    client: new StageClient(
      cloud.local,
      async (openid, fn, event) =>
        JSON.parse(await stage.send(cloud.now(), openid, fn, JSON.stringify(event))) as CallResult<unknown>,
    ),
    timer: (name, trigger) => stage.timer(cloud.now(), name, trigger),
    close: async () => {
      stage.close();
      await cloud.close();
    },
  };
}
