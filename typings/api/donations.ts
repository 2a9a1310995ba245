import type { CalendarDate, Fen, Millis, PhotoView, Role } from '../domain';
import type { Action, Paged } from '../wire';

export type DonationKind = 'goods' | 'money';

/**
 * promised by the donor; accepted by the office; received there; partlyDelivered, delivered with proof. Ends otherwise: taken back,
 * not brought in time, not taken.
 */
export type DonationState =
  | 'promised'
  | 'accepted'
  | 'received'
  | 'partlyDelivered'
  | 'delivered'
  | 'cancelled'
  | 'expired'
  | 'declined';

export type DonationAction =
  | 'promise'
  | 'accept'
  | 'decline'
  | 'receive'
  | 'allot'
  | 'deliver'
  | 'cancel'
  | 'expire';

/** Lists of staff: what is to be answered, to come in, to be handed out, and what is over. */
export type DonationTab = 'toAccept' | 'toReceive' | 'toHandOut' | 'done';

/** A need that every volunteer may read: nothing in it says whose it is. */
export interface PublicNeed {
  needId: string;
  villageId: string;
  villageName: string;
  what: string;
  quantity: number;
  unit: string;
  /** Pieces promised and not ended without coming. */
  promised: number;
  openUntil: CalendarDate;
}

/** A need as the staff of its village see it. */
export interface StaffNeed extends PublicNeed {
  residentId: string | null;
  residentName: string | null;
  open: boolean;
  version: number;
}

/** A part of a donation that went, or is to go, to somebody. */
export interface Allotment {
  allotmentId: string;
  villageId: string;
  villageName: string;
  /** Masked for the donor, full for staff; null: for the village as a whole. */
  residentName: string | null;
  quantity: number;
  deliveredAt: Millis | null;
  photos: PhotoView[];
  note: string;
  /** Whether the caller hands this part out. */
  canDeliver: boolean;
}

export interface DonationEvent {
  at: Millis;
  action: DonationAction;
  state: DonationState;
  /** Pieces or fen that this step was about; null where it was about all. */
  quantity: number | null;
  actorName: string;
  note: string;
  photos: PhotoView[];
}

export interface DonationView {
  donationId: string;
  version: number;
  directed: boolean;
  kind: DonationKind;
  what: string;
  /** Pieces; fen for money, which the office receives elsewhere: the program only records it. */
  quantity: number;
  /** '元' for money. */
  unit: string;
  /** What the goods are worth, as the donor says; null when not said. */
  valueFen: Fen | null;
  /** The donor's own words. */
  words: string;
  /** The village it is for; null: the town allots it. */
  villageName: string | null;
  villageId: string | null;
  /** Whose need it is for: masked for the donor, and for them only once it was accepted. */
  residentName: string | null;
  donorName: string;
  state: DonationState;
  /** What really came; 0 before. */
  received: number;
  allotted: number;
  delivered: number;
  promisedAt: Millis;
  promisedUntil: CalendarDate;
  /** Proofs that the viewer does not see yet, because their check has no result (or did not pass). */
  picturesHeld: number;
  allotments: Allotment[];
  /** Oldest first. */
  timeline: DonationEvent[];
  can: Record<Exclude<DonationAction, 'promise' | 'expire'>, boolean>;
}

export type DonationRow = Pick<
  DonationView,
  | 'donationId'
  | 'directed'
  | 'kind'
  | 'what'
  | 'quantity'
  | 'unit'
  | 'state'
  | 'villageName'
  | 'donorName'
  | 'promisedAt'
> & {
  /** A part that a village hands out; `quantity` is then that of the part. */
  allotmentId: string | null;
};

export interface DonationsApi {
  /** Open needs with something left to promise, newest first. */
  needs: Action<{ villageId?: string; cursor?: string | null }, Paged<PublicNeed>>;
  need: Action<{ needId: string }, { need: PublicNeed }>;
  manageNeeds: Action<{ open: boolean; cursor?: string | null }, Paged<StaffNeed>>;
  /** Publishes a need, or changes one: then `needId` and the version that was seen. */
  saveNeed: Action<
    {
      needId?: string;
      version?: number;
      what: string;
      quantity: number;
      unit: string;
      openUntil: CalendarDate;
      residentId: string | null;
      open: boolean;
    },
    { needId: string; version: number }
  >;
  /**
   * For a published need (then `what` and `unit` are the need's own), for a village, or with neither for the town to allot. Money
   * never moves through the program: this is a promise to bring it to the office.
   */
  promise: Action<
    {
      needId: string | null;
      villageId: string | null;
      kind: DonationKind;
      what: string;
      quantity: number;
      unit: string;
      valueFen: Fen | null;
      promisedUntil: CalendarDate;
      words: string;
    },
    { donationId: string }
  >;
  cancel: Action<{ donationId: string; reason: string }, { state: DonationState }>;
  mine: Action<{ cursor?: string | null }, Paged<DonationRow>>;
  get: Action<
    { donationId: string; knownVersion?: number },
    { unchanged: true } | { unchanged: false; donation: DonationView }
  >;
  /** `directed` false is for a village: parts of undirected donations that it hands out. */
  queue: Action<
    {
      tab: DonationTab;
      directed: boolean;
      /** Town staff: only what is for this village. */
      villageId?: string;
      cursor?: string | null;
      knownVersion?: number;
    },
    { unchanged: true } | ({ unchanged: false; version: number } & Paged<DonationRow>)
  >;
  accept: Action<{ donationId: string; note?: string }, { state: DonationState }>;
  decline: Action<{ donationId: string; reason: string }, { state: DonationState }>;
  /** What really came: less than promised is a shortfall, and is said. */
  receive: Action<
    { donationId: string; quantity: number; note?: string; photoIds?: string[] },
    { state: DonationState }
  >;
  /** To a village or one of its residents; never more than came and is not allotted yet. */
  allot: Action<
    { donationId: string; villageId: string; residentId: string | null; quantity: number; note?: string },
    { allotmentId: string; left: number }
  >;
  /**
   * Handed over, with a photo. Of an undirected donation one whole part (`allotmentId`); of a directed one any quantity that came
   * and is not handed over yet, to the resident of its need, else to `residentId` or the village as a whole.
   */
  deliver: Action<
    {
      donationId: string;
      allotmentId: string | null;
      quantity: number;
      residentId: string | null;
      photoIds: string[];
      note?: string;
    },
    { state: DonationState }
  >;
}

/** Who takes a step; 'system': by a timer. */
export type DonationRole = Role | 'system';
