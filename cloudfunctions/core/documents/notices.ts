/** Notices, policies, jobs, stories. */
import type { NoticeLine } from '../../../typings/api/accounts';
import type { NoticeInput, NoticeState, WorkOffer } from '../../../typings/api/notices';
import type { CalendarDate, Millis } from '../../../typings/domain';

export interface NoticeDoc extends Omit<NoticeInput, 'noticeId' | 'offer'> {
  _id: string;
  state: NoticeState;
  villageId: string | null;
  offer: WorkOffer | null;
  /** Pinned ones before the others, newest first: what lists are sorted by (notices/rules/order.ts). */
  order: number;
  publishedAt: Millis | null;
  /** The office, as everybody reads it. */
  by: string;
  byOpenid: string;
  /** Office and name of who changed it last, for colleagues only. */
  changedBy: string;
  /** Why it was withdrawn or returned. */
  reason: string | null;
  /** The volunteer whose story it is; null: written by staff. */
  author: { openid: string; volunteerId: string; name: string } | null;
  /** What it becomes as soon as its text has passed; null when nothing is held. */
  heldFor: 'submitted' | 'published' | null;
  /** The last day of which staff were reminded; another last day is a new reminder. */
  endingTold?: CalendarDate;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** The newest notices, for home pages: `_id` is a village's id or 'town'. */
export interface BoardDoc {
  _id: string;
  notices: (NoticeLine & { expiresOn: CalendarDate | null; pinned: boolean })[];
  updatedAt: Millis;
}
