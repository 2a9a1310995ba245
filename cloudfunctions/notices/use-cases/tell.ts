import type { CommandContext } from '../../core/actions';
import type { NoticeDoc } from '../../core/collections';
import { stepMessage } from '../../core/notify';

/** Tells the author how it stands. `state` at most 5 characters, `next` at most 20. */
export function tellAuthor(
  ctx: CommandContext,
  { _id, author }: NoticeDoc,
  state: string,
  next: string,
): void {
  if (!author) return;
  const at = ctx.clock.now();
  ctx.tell(
    stepMessage({
      toOpenid: author.openid,
      title: '您写的故事',
      state,
      next,
      page: `volunteer/story/index?noticeId=${_id}`,
      at,
    }),
  );
}
