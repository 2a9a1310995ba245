import type {
  CalendarDate,
  DeviceAction,
  DeviceKind,
  DeviceQuote,
  DeviceState,
  Fen,
  Millis,
  PhotoView,
  QuoteReason,
  TimelineEntry,
} from '../domain';
import type { Action, Nothing, Paged } from '../wire';

export interface CatalogueItem {
  itemId: string;
  name: string;
  kind: DeviceKind;
  /** One sentence in plain words: for whom, what for. */
  summary: string;
  /** Key of the picture in miniprogram/images/devices. */
  image: string;
  priceFen: Fen;
  active: boolean;
}

/** A quote, or why none can be given (never a guess). */
export type QuoteView =
  { quotable: true; quote: DeviceQuote } | { quotable: false; code: string; message: string };

export interface ApplicationRow {
  applicationId: string;
  itemName: string;
  image: string;
  state: DeviceState;
  payFen: Fen;
  createdAt: Millis;
  updatedAt: Millis;
  /** Staff queues: who and where; absent in the resident's own list. */
  residentName?: string;
  villageName?: string;
  overdue?: boolean;
  /** Acting guardian, shown as '由 G 代办'. */
  onBehalfBy?: string;
}

/** What the decision changed against the quote, told to both sides. */
export interface QuoteDifference {
  quotedFen: Fen;
  decidedFen: Fen;
  /** Reasons now, in words. */
  reasons: QuoteReason[];
}

export interface ApplicationView {
  applicationId: string;
  version: number;
  itemId: string;
  itemName: string;
  image: string;
  state: DeviceState;
  createdAt: Millis;
  updatedAt: Millis;
  /** Given at application. */
  quote: DeviceQuote;
  /** Taken at approval, with the version of the rule it used. */
  decision: DeviceQuote | null;
  difference: QuoteDifference | null;
  contactPhone: string;
  deliverTo: string;
  reason: string;
  timeline: (TimelineEntry & { photos: PhotoView[] })[];
  deliveryPhotos: PhotoView[];
  feedback: { score: number; words: string; at: Millis } | null;
  /** What the viewer may do now, from the transition table. */
  actions: DeviceAction[];
  /** By whom it was filed for the resident, if not by the resident. */
  onBehalfBy: string | null;
  /** Only for staff. */
  staff: {
    residentId: string;
    residentName: string;
    idNumberMasked: string;
    age: number;
    birthDate: CalendarDate;
    villageName: string;
    categoryLabel: string;
    levelLabel: string;
    lowIncomeLabel: string;
    /** The applicant's own binding must be verified before the village check. */
    identityVerified: boolean;
    /** Open verification to decide from the case page, if any. */
    verificationId: string | null;
    /** The amount by today's facts and rule, for the check before approval; a refusal in words when none. */
    today: QuoteView;
  } | null;
}

export type QueueTab = 'toCheck' | 'toApprove' | 'toDeliver' | 'waitingForResident' | 'done';

export interface ApplicationsApi {
  catalogue: Action<Nothing, { items: CatalogueItem[] }>;
  quote: Action<
    { itemId: string },
    {
      item: CatalogueItem;
      view: QuoteView;
      openApplicationId: string | null;
      deliverTo: string;
      contactPhone: string;
    }
  >;
  submit: Action<
    {
      itemId: string;
      contactPhone: string;
      deliverTo: string;
      reason: string;
      /** The amount the person read and agreed to; another amount by now is refused with QUOTE_CHANGED. */
      agreedPayFen: Fen;
    },
    { applicationId: string; quote: DeviceQuote }
  >;
  mine: Action<{ cursor?: string | null }, Paged<ApplicationRow>>;
  get: Action<
    { applicationId: string; knownVersion?: number },
    { unchanged: true } | { unchanged: false; application: ApplicationView }
  >;
  queue: Action<
    { tab: QueueTab; q?: string; villageId?: string; cursor?: string | null; knownVersion?: number },
    | { unchanged: true }
    | ({ unchanged: false; version: number; counts: Record<QueueTab, number> } & Paged<ApplicationRow>)
  >;
  check: Action<{ applicationId: string; note?: string }, { state: DeviceState }>;
  return: Action<{ applicationId: string; reason: string }, { state: DeviceState }>;
  resubmit: Action<{ applicationId: string; answer: string }, { state: DeviceState }>;
  /** `seenPayFen`: the amount the officer saw; another one by now is refused with QUOTE_CHANGED. */
  approve: Action<
    { applicationId: string; seenPayFen: Fen; note?: string },
    { state: DeviceState; decision: DeviceQuote; difference: QuoteDifference | null }
  >;
  reject: Action<{ applicationId: string; reason: string }, { state: DeviceState }>;
  deliver: Action<{ applicationId: string; photoIds: string[]; note?: string }, { state: DeviceState }>;
  confirmReceipt: Action<{ applicationId: string }, { state: DeviceState }>;
  giveFeedback: Action<{ applicationId: string; score: number; words: string }, { state: DeviceState }>;
  withdraw: Action<{ applicationId: string; reason?: string }, { state: DeviceState }>;
  saveCatalogueItem: Action<CatalogueItem, { saved: true }>;
}
