/** What has been kept long enough goes, a chunk in each transaction; files go with their records. */
import { today } from '../core/clock';
import type { CollectionName, Collections } from '../core/collections';
import { where } from '../core/database';
import { removeFile } from '../core/files';
import { parameterOn } from '../core/parameters';
import type { TimerContext } from '../core/timers';
import { usedAmong } from '../core/uses';
import { RETENTION, type Retention } from './rules/retention';

const DAY = 86_400_000;
const CHUNK = 50;
/** Chunks of one run; the next night takes the rest. */
const MOST_CHUNKS = 40;

async function daysOf(ctx: TimerContext, { days, parameter }: Retention): Promise<number> {
  if (parameter === null) return days;
  return (await parameterOn(ctx.reader, parameter, today(ctx.clock)))?.value.days ?? days;
}

interface Old {
  _id: string;
  usedIn?: string | null;
  fileID?: string;
  first?: unknown;
}

function withoutFirst({ first: _answer, ...rest }: Old): Old {
  return rest;
}

/** One chunk of what is too old; how much it was. What a command has put to use stays, and says so from now on. */
async function removeChunk(ctx: TimerContext, rule: Retention, before: number): Promise<number> {
  const { collection, field, part, unusedOnly } = rule;
  const old = (await ctx.reader.find(collection as CollectionName, {
    where: { ...(unusedOnly ? { usedIn: null } : {}), [field]: where.lt(before) },
    orderBy: [[field, 'asc']],
    limit: CHUNK,
  })) as Old[];
  const used = await usedAmong(ctx.reader, unusedOnly ? old.map(({ _id }) => _id) : []);
  const gone: Old[] = [];
  let kept = 0;
  await ctx.each(collection, async (tx) => {
    gone.length = 0;
    kept = 0;
    for (const { _id } of old) {
      const current = (await tx.get(collection, _id)) as Old | null;
      if (!current || (unusedOnly && current.usedIn !== null)) continue;
      const usedIn = used.get(_id);
      if (usedIn !== undefined) {
        // From now on it says so itself, and is not asked about any more.
        await tx.put(collection, { ...current, usedIn } as unknown as Collections[typeof collection]);
        kept += 1;
        continue;
      }
      if (part === null) await tx.remove(collection, _id);
      else await tx.put(collection, withoutFirst(current) as Collections[typeof collection]);
      // Should the function die before the file is removed, the timer of `media` does it.
      const { fileID } = current;
      if (fileID !== undefined)
        await tx.put('fileRemovals', { _id: `record-${_id}`, fileID, removeAt: ctx.clock.now() });
      gone.push(current);
    }
    return gone.length === 0 ? null : { villageId: '' };
  });
  for (const { fileID } of gone) if (fileID !== undefined) await removeFile(fileID);
  return gone.length + kept;
}

/** Every night. One audit entry for each chunk says what went, not whose it was. */
export async function retention(ctx: TimerContext): Promise<void> {
  for (const rule of RETENTION) {
    const before = ctx.clock.now() - (await daysOf(ctx, rule)) * DAY;
    for (let chunk = 0; chunk < MOST_CHUNKS; chunk += 1)
      if ((await removeChunk(ctx, rule, before)) < CHUNK) break;
  }
}
