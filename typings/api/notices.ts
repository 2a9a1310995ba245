import type { CalendarDate, Millis, PhotoView, WorkDistance, WorkHours, Ability } from '../domain';
import type { Action, Paged } from '../wire';

/**
 * submitted: a volunteer's story, waits for staff. held: its text could not be checked yet, tried again by itself. returned: the
 * author is asked to change it.
 */
export type NoticeState = 'draft' | 'submitted' | 'held' | 'returned' | 'published' | 'withdrawn';

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
  state: NoticeState;
  version: number;
  /** The office that published it, e.g. '谢家路村残协'. */
  by: string;
  /** Only for staff who may change it. */
  staff: NoticeStaffView | null;
}

/** What staff see besides the notice itself. */
export interface NoticeStaffView {
  villageId: string | null;
  /** Who changed it last, with the office. */
  changedBy: string;
  updatedAt: Millis;
  /** Why it was withdrawn or returned; null when it is not. */
  reason: string | null;
  /** The volunteer who handed it in; null: written by staff. */
  author: string | null;
}

/** A volunteer's own story. */
export interface StoryRow {
  noticeId: string;
  title: string;
  summary: string;
  state: NoticeState;
  /** Why it was returned or withdrawn. */
  reason: string | null;
  updatedAt: Millis;
  picture: PhotoView | null;
}

export interface StoryView extends StoryRow {
  version: number;
  body: string;
  photos: PhotoView[];
}

export interface StoryInput {
  /** Left out: a new one. */
  noticeId?: string;
  version?: number;
  title: string;
  body: string;
  photoIds: string[];
}

export interface NoticeInput {
  /** Left out: a new one. */
  noticeId?: string;
  /** With noticeId: the version that was read, so that nobody's change is overwritten unseen. */
  version?: number;
  kind: NoticeKind;
  title: string;
  body: string;
  photoIds: string[];
  pinned: boolean;
  expiresOn: CalendarDate | null;
  /**
   * Null: for the whole town; village staff write for their village only. Left out: where it was, of a new one the editor's own
   * place.
   */
  villageId?: string | null;
  offer: WorkOffer | null;
}

export interface NoticesApi {
  /**
   * Published and not expired, pinned first, newest first; open to everybody: the town's notices and those of one's own village,
   * for town staff of all villages. `q` are words in title, organiser and place. `distance` is how far at most; the filters of
   * offers leave out what offers nothing. A page may be short, even empty, while `next` says that there is more.
   */
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
  /** Whatever is published is public to whoever has its link, also after its last day; drafts and withdrawn ones are for staff. */
  get: Action<{ noticeId: string }, { notice: NoticeView }>;
  /** Staff: drafts, published and withdrawn ones, the last changed first. What was never published has the time of its change. */
  manage: Action<
    { state: NoticeState; cursor?: string | null },
    Paged<NoticeRow & { state: NoticeState; changedBy: string; updatedAt: Millis }>
  >;
  /**
   * Writes a draft, or changes what is there; of a published one at once for everybody, unless its new words could not be checked
   * (`held`). STATE_CHANGED says who was faster.
   */
  save: Action<NoticeInput, { noticeId: string; version: number; held?: true }>;
  /** Not `published` when the text could not be checked: it is held and published by itself as soon as it has passed. */
  publish: Action<{ noticeId: string; version: number }, { published: boolean }>;
  /** Gives a story back to its author with what is to be changed. */
  returnStory: Action<{ noticeId: string; version: number; reason: string }, { returned: true }>;
  /** A volunteer hands in a story, or hands in again what was returned. Risky text is refused (CONTENT_RISKY). */
  submitStory: Action<StoryInput, { noticeId: string; version: number; state: NoticeState }>;
  myStories: Action<{ cursor?: string | null }, Paged<StoryRow>>;
  myStory: Action<{ noticeId: string }, { story: StoryView }>;
  /** The author takes back what is not published yet. */
  withdrawStory: Action<{ noticeId: string }, { withdrawn: true }>;
  /** Takes a published one back from everybody, or puts a draft aside. */
  withdraw: Action<{ noticeId: string; reason: string }, { withdrawn: true }>;
}
