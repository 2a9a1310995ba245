/** Every night: uploads that were never taken in, and files whose records are gone. */
import { where } from '../core/database';
import { MOST_FILES, removeFiles, uploadFile } from '../core/files';
import type { TimerContext } from '../core/timers';

/** Chunks of one run; the next night takes the rest. */
const MOST_CHUNKS = 20;
const MARK = 'marks/files.txt';

/** What file ids of this environment begin with: only a file that one has stored tells. */
async function beginning(): Promise<string> {
  const fileID = await uploadFile(MARK, Buffer.from('泗门智慧助残'));
  return fileID.slice(0, -MARK.length);
}

/** Files first: one without a record would be found by nobody. What could not be removed is tried again. */
export async function leftFiles(ctx: TimerContext): Promise<void> {
  let start = '';
  let from = 0;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk += 1) {
    const due = await ctx.reader.find('fileRemovals', {
      where: { removeAt: where.within(from, ctx.clock.now()) },
      orderBy: [['removeAt', 'asc']],
      limit: MOST_FILES,
    });
    if (due.length === 0) return;
    start ||= await beginning();
    const idOf = new Map(due.map(({ _id, fileID }) => [_id, fileID ?? `${start}incoming/${_id}`]));
    const gone = await removeFiles([...idOf.values()]);
    const done = due.filter(({ _id }) => gone.has(idOf.get(_id) ?? ''));
    await ctx.each('fileRemovals', async (tx) => {
      for (const { _id } of done) await tx.remove('fileRemovals', _id);
      return done.length === 0 ? null : { villageId: '' };
    });
    if (due.length < MOST_FILES) return;
    // Past those that stay; what has the same moment as the last of them waits for the next night.
    if (done.length === 0) from = (due.at(-1)?.removeAt ?? 0) + 1;
  }
}
