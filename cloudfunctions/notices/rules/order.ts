/** In which order notices stand. */
import { isOver } from '../../../miniprogram/shared/work';
import type { NoticeState } from '../../../typings/api/notices';
import type { CalendarDate, Millis } from '../../../typings/domain';

/** More than any time in milliseconds until the year 5138: pinned notices stand before all others. */
export const PINNED = 1e14;

/**
 * What lists are sorted by on the day `on`, the greatest first: when it was published, or last changed while it is not for readers. One
 * that has ended is pinned no more: after some years those would stand before everything that holds.
 */
export function orderOf(
  notice: {
    state: NoticeState;
    pinned: boolean;
    publishedAt: Millis | null;
    expiresOn: CalendarDate | null;
    updatedAt: Millis;
  },
  on: CalendarDate,
): number {
  if (notice.state !== 'published' || notice.publishedAt === null) return notice.updatedAt;
  return notice.publishedAt + (notice.pinned && !isOver(notice.expiresOn, on) ? PINNED : 0);
}

interface Placed {
  _id: string;
  order: number;
}

/** The greatest order first; of two published in the same millisecond always the same one. */
export const inOrder = (a: Placed, b: Placed): number =>
  b.order - a.order || (b._id < a._id ? -1 : b._id > a._id ? 1 : 0);

export const cursorOf = ({ order, _id }: Placed): string => `${order}.${_id}`;

/** The place that a cursor names, null when it names none. */
export function placeOf(cursor: string | null | undefined): Placed | null {
  const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(cursor ?? '');
  return match ? { order: Number(match[1]), _id: match[2] as string } : null;
}
