/** Home pages read the newest notices from one small document of the town and one of each village; it is made here. */
import type { CalendarDate, Millis } from '../../typings/domain';
import { isOver } from '../../miniprogram/shared/work';
import { TOWN_BOARD } from '../core/board';
import type { BoardDoc, NoticeDoc } from '../core/collections';
import { where, type Reader, type Tx } from '../core/database';
import { inOrder } from './rules/order';

/** Lines of one board: three are shown, the others take the place of what ends before the board is made again. */
const KEPT = 10;
/** Notices with a last day that hold at one time in one place: more than anybody reads. */
const DATED = 300;

const boardId = (villageId: string | null): string => villageId ?? TOWN_BOARD;

/** The lines that belong on a board, from all published notices of its place. */
function boardLines(notices: readonly NoticeDoc[], on: CalendarDate): BoardDoc['notices'] {
  return notices
    .filter(({ expiresOn }) => !isOver(expiresOn, on))
    .sort(inOrder)
    .slice(0, KEPT)
    .map(({ _id, kind, title, publishedAt, updatedAt, expiresOn, pinned }) => ({
      noticeId: _id,
      kind,
      title,
      publishedAt: publishedAt ?? updatedAt,
      expiresOn,
      pinned,
    }));
}

/**
 * Makes a board anew inside a transaction that has read something before. The list is read outside of it: whoever publishes for
 * the same place at the same time writes the same board, so that one of the two begins again and then sees the other's notice.
 * `changed` stands for itself instead of what is stored.
 */
export async function writeBoard(
  { reader, tx }: { reader: Reader; tx: Tx },
  villageId: string | null,
  { changed, now, on }: { changed?: NoticeDoc; now: Millis; on: CalendarDate },
): Promise<void> {
  // What has ended is not read: after some years there is more of it than of anything else.
  const at = { villageId, state: 'published' };
  const holding = await reader.findEach('notices', [
    { where: { ...at, expiresOn: null }, orderBy: [['order', 'desc']], limit: KEPT + 1 },
    { where: { ...at, expiresOn: where.atLeast(on) }, orderBy: [['order', 'desc']], limit: DATED },
  ]);
  const others = holding.flat().filter(({ _id }) => _id !== changed?._id);
  const own = changed?.state === 'published' && changed.villageId === villageId ? [changed] : [];
  await tx.put('boards', {
    _id: boardId(villageId),
    notices: boardLines([...others, ...own], on),
    updatedAt: now,
  });
}
