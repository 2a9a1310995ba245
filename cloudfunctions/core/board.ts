/** The newest notices as home pages show them: one small document of the town and one of each village. */
import type { NoticeLine } from '../../typings/api/accounts';
import type { CalendarDate } from '../../typings/domain';
import type { BoardDoc } from './collections';
import { where, type Reader } from './database';

/** The board of notices that are for everybody. */
export const TOWN_BOARD = 'town';
const SHOWN = 3;
/** Home pages ask every few seconds, each for the same lines: a warm function reads them once in this time. */
const KEPT_MS = 5_000;

const kept = new Map<string, { at: number; boards: BoardDoc[] }>();

/** The newest notices for somebody of this village (null: of none), pinned ones first. */
export async function boardFor(
  reader: Reader,
  villageId: string | null,
  on: CalendarDate,
): Promise<NoticeLine[]> {
  const ids = villageId === null ? [TOWN_BOARD] : [TOWN_BOARD, villageId];
  const key = ids.join();
  const now = Date.now();
  let known = kept.get(key);
  if (!known || now - known.at > KEPT_MS) {
    known = { at: now, boards: await reader.find('boards', { where: { _id: where.in(ids) }, limit: 2 }) };
    kept.set(key, known);
  }
  return known.boards
    .flatMap((board) => board.notices)
    .filter(({ expiresOn }) => expiresOn === null || expiresOn >= on)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.publishedAt - a.publishedAt)
    .slice(0, SHOWN)
    .map(({ noticeId, kind, title, publishedAt }) => ({ noticeId, kind, title, publishedAt }));
}
