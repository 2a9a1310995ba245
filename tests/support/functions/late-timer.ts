/** Timers may come twice, or find what somebody has settled before they get to it. */
import type { CollectionName } from '../../../cloudfunctions/core/collections';
import { openStore } from '../../../cloudfunctions/core/database';
import { runTimer, type TimerTable } from '../../../cloudfunctions/core/timers';
import { openStage } from '../../../demo/actors';
import { seededRandom } from '../../../demo/random';
import type { TestServer } from './server';

interface Which {
  fn: string;
  table: TimerTable;
  trigger: string;
  /** What it looks for work in. */
  collection: CollectionName;
  /** By its clock; now unless said otherwise. */
  at?: number;
}

/** Runs a timer that has found its work, and is overtaken by another run of the same before it does any of it. */
export async function runTwice(
  server: TestServer,
  { fn, table, trigger, collection, at }: Which,
): Promise<void> {
  // Points the SDK of this process at the server.
  openStage(server.local.url, server.env, seededRandom(1));
  const outside = { log: () => undefined, ...(at === undefined ? {} : { clock: { now: () => at } }) };
  const store = openStore();
  let overtaken = false;
  const find: typeof store.find = async (name, wanted) => {
    const found = await store.find(name, wanted);
    if (name === collection && found.length > 0 && !overtaken) {
      overtaken = true;
      await runTimer(fn, table, trigger, outside);
    }
    return found;
  };
  await runTimer(fn, table, trigger, { ...outside, store: { ...store, find } });
  if (!overtaken) throw new Error(`${fn}.${trigger} found no work in ${collection}`);
}
