import type { CalendarDate, Millis, PhotoView, WorkDistance, WorkHours, Ability } from '../domain';
import type { Action, Paged } from '../wire';

export type NoticeKind = 'notice' | 'policy' | 'story' | 'job' | 'training';

/** What a job or a training needs besides its words. */
export interface WorkOffer {
  /** Employer, or who holds the training. */
  organiser: string;
  place: string;
  distance: WorkDistance;
  hours: WorkHours[];
  abilities: Ability[];
  /** '每月2800元', '免费，包午饭'. */
  pay: string;
  contactPhone: string;
  /** How many are wanted; 0: not said. */
  places: number;
}

export interface NoticeRow {
  noticeId: string;
  kind: NoticeKind;
  title: string;
  /** First words of the text. */
  summary: string;
  pinned: boolean;
  publishedAt: Millis;
  /** Last day on which it holds; null: always. */
  expiresOn: CalendarDate | null;
  offer: Pick<WorkOffer, 'organiser' | 'place' | 'distance' | 'hours' | 'abilities' | 'pay'> | null;
  /** Null: for the whole town. */
  villageName: string | null;
  picture: PhotoView | null;
}

export interface NoticeView extends NoticeRow {
  body: string;
  photos: PhotoView[];
  offer: WorkOffer | null;
  state: 'draft' | 'published' | 'withdrawn';
  version: number;
  by: string;
}

export interface NoticeInput {
  /** Left out: a new one. */
  noticeId?: string;
  kind: NoticeKind;
  title: string;
  body: string;
  photoIds: string[];
  pinned: boolean;
  expiresOn: CalendarDate | null;
  /** Null: for the whole town; village staff write for their village only. */
  villageId: string | null;
  offer: WorkOffer | null;
}

export interface NoticesApi {
  /** Published and not expired, pinned first, newest first; open to everybody. */
  list: Action<
    {
      kinds?: NoticeKind[];
      q?: string;
      hours?: WorkHours;
      distance?: WorkDistance;
      ability?: Ability;
      cursor?: string | null;
    },
    Paged<NoticeRow>
  >;
  get: Action<{ noticeId: string }, { notice: NoticeView }>;
  /** Staff: drafts, published and withdrawn ones. */
  manage: Action<
    { state: 'draft' | 'published' | 'withdrawn'; cursor?: string | null },
    Paged<NoticeRow & { state: NoticeView['state'] }>
  >;
  save: Action<NoticeInput, { noticeId: string; version: number }>;
  publish: Action<{ noticeId: string; version: number }, { published: true }>;
  withdraw: Action<{ noticeId: string; reason: string }, { withdrawn: true }>;
}
