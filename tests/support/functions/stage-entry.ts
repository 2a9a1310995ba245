/** What stage.ts takes from outside of Jest's sandbox (native.ts): the functions' own tables with the SDK, and timers by their names. */
import { openStage, type Stage } from '../../../demo/actors';
import { seededRandom } from '../../../demo/random';
import { makeIds } from '../../../cloudfunctions/core/ids';
import { runTimer, type TimerTable } from '../../../cloudfunctions/core/timers';
import { pairingTimers } from '../../../cloudfunctions/pairing/timers';
import { pointsTimers } from '../../../cloudfunctions/points/timers';

const TIMERS: Record<string, TimerTable> = { pairing: pairingTimers, points: pointsTimers };

export interface NativeStage {
  /** `event` and the answer as JSON: nothing of one world of objects reaches the other. */
  send(at: number, openid: string, fn: string, event: string): Promise<string>;
  timer(at: number, fn: 'pairing' | 'points', trigger: string): Promise<void>;
  /** Puts the environment of this process back. */
  close(): void;
}

export function nativeStage(cloudUrl: string, env: Record<string, string>, seed: number): NativeStage {
  const before = process.env;
  // A plain object: the SDK reads it for each request, and a look into the real environment takes many times as long.
  process.env = { ...before };
  const random = seededRandom(seed);
  const stage = openStage(cloudUrl, env, random);
  const ids = makeIds((n) => random.bytes(n));
  return {
    send: async (at, openid, fn, event) =>
      JSON.stringify(await stage.send(at, openid, fn as Parameters<Stage['send']>[2], JSON.parse(event))),
    timer: (at, fn, trigger) =>
      runTimer(fn, TIMERS[fn] as TimerTable, trigger, {
        clock: { now: () => at },
        ids,
        log: () => undefined,
      }),
    close: () => {
      process.env = before;
    },
  };
}
