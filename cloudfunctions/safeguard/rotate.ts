/**
 * After FIELD_KEYS got a new last key: everything that older keys have sealed is sealed anew, a few documents in each
 * transaction. It goes on where the last run stopped and is done when every collection was walked through; then the old key
 * may be taken away (docs/operations.md).
 */
import schema from '../schema.json';
import type { CollectionName, Collections } from '../core/collections';
import { currentKey, isSealed, reseal } from '../core/crypto';
import type { Tx } from '../core/database';
import type { TimerContext } from '../core/timers';
import { nextPage } from './read-all';

const NAMES = (Object.keys(schema.collections) as CollectionName[]).filter((name) => name !== 'progress');
const CHUNK = 25;
/** Chunks of one run of the timer, which has a minute. */
const MOST_CHUNKS = 120;

/** A value with all sealed texts in it under the current key; the same value when there is nothing to do. */
function resealed<T>(value: T, current: string): T {
  if (typeof value === 'string')
    return (isSealed(value) && !value.startsWith(`${current}.`) ? reseal(value) : value) as T;
  if (Array.isArray(value)) {
    const next = value.map((one: unknown) => resealed(one, current));
    return (next.some((one, i) => one !== (value as unknown[])[i]) ? next : value) as T;
  }
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value).map(
    ([key, one]) => [key, resealed(one as unknown, current)] as const,
  );
  const changed = entries.some(([key, one]) => one !== (value as Record<string, unknown>)[key]);
  return changed ? (Object.fromEntries(entries) as T) : value;
}

async function chunk<C extends CollectionName>(
  ctx: TimerContext,
  tx: Tx,
  collection: C,
  ids: readonly string[],
  goal: string,
): Promise<boolean> {
  let changed = false;
  for (const id of ids) {
    const doc = await tx.get(collection, id);
    if (!doc) continue;
    const next = resealed(doc, goal);
    if (next === doc) continue;
    await tx.put(collection, next as Collections[C]);
    changed = true;
  }
  await tx.put('progress', {
    _id: `rotate:${collection}`,
    after: ids[ids.length - 1] ?? '',
    goal,
    done: ids.length < CHUNK,
    updatedAt: ctx.clock.now(),
  });
  return changed;
}

/** One run; nothing to do when everything is under the current key. */
export async function rotate(ctx: TimerContext): Promise<void> {
  const goal = currentKey();
  let chunks = 0;
  for (const collection of NAMES) {
    for (;;) {
      const before = await ctx.reader.get('progress', `rotate:${collection}`);
      const begun = before?.goal === goal ? before : null;
      if (begun?.done) break;
      if (chunks >= MOST_CHUNKS) return;
      chunks += 1;
      const ids = (await nextPage(ctx.reader, collection, begun?.after ?? '', CHUNK)).map(({ _id }) => _id);
      let went = false;
      await ctx.each(`${collection} ${goal}`, async (tx) => {
        const changed = await chunk(ctx, tx, collection, ids, goal);
        went = true;
        return changed ? { villageId: '' } : null;
      });
      // It failed and is in the log: the next run tries again.
      if (!went) return;
    }
  }
}
