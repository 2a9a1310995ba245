/** Brings the records to the shape of this version: migration after migration, a few documents in each transaction. */
import type { CollectionName, Collections } from '../../core/collections';
import { where } from '../../core/database';
import type { TimerAnswer, TimerContext } from '../../core/timers';
import { MIGRATIONS, type Migration } from './list';

const CHUNK = 25;
/** No chunk is begun after this: the function is ended after 60 s. */
const BEGIN_WITHIN_MS = 35_000;

/** One chunk and how far it came, in one transaction; false when it failed, which is in the log. */
async function chunk(
  ctx: TimerContext,
  { collection, change, move }: Migration,
  id: string,
  after: string,
): Promise<boolean> {
  const docs = await ctx.reader.find(collection, {
    where: after === '' ? {} : { _id: where.gt(after) },
    orderBy: [['_id', 'asc']],
    limit: CHUNK,
  });
  let went = false;
  await ctx.each(id, async (tx) => {
    let changed = false;
    for (const { _id } of docs) {
      const doc = await tx.get(collection, _id);
      if (!doc) continue;
      if (move) {
        await move(tx, doc);
        changed = true;
        continue;
      }
      const next = change(doc);
      if (next === doc) continue;
      await tx.put(collection, next as Collections[CollectionName]);
      changed = true;
    }
    await tx.put('progress', {
      _id: id,
      after: docs.at(-1)?._id ?? after,
      goal: collection,
      done: docs.length < CHUNK,
      updatedAt: ctx.clock.now(),
    });
    went = true;
    return changed ? { villageId: '' } : null;
  });
  return went;
}

/** Goes on where the last run stopped. `left`: how many migrations are not done; whoever deploys asks again until it is 0. */
export async function migrate(
  ctx: TimerContext,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<TimerAnswer> {
  const begun = performance.now();
  for (const [index, one] of migrations.entries()) {
    const id = `migrate:${index + 1}`;
    for (;;) {
      const before = await ctx.reader.get('progress', id);
      if (before?.done) break;
      const left = migrations.length - index;
      if (performance.now() - begun > BEGIN_WITHIN_MS) return { left };
      if (!(await chunk(ctx, one, id, before?.after ?? ''))) return { left, failed: one.what };
    }
  }
  return { left: 0 };
}
