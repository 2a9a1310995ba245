import type { Input, Output } from '../../typings/api';
import type { CommandContext } from '../core/actions';

const DAY = 86_400_000;
/** Long after every form that could still take the upload in. */
const KEPT_MS = 2 * DAY;

/** Writes down that there will be an upload, so that it is removed also when its phone never comes back. */
export async function announce(
  ctx: CommandContext,
  { path }: Input<'media', 'announce'>,
): Promise<Output<'media', 'announce'>> {
  const _id = path.slice('incoming/'.length);
  await ctx.tx.put('fileRemovals', { _id, fileID: null, removeAt: ctx.clock.now() + KEPT_MS });
  return { announced: true };
}
