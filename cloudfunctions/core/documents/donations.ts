/** Needs, promises, and the parts of them that are handed over. */
import type { DonationAction, DonationKind, DonationState } from '../../../typings/api/donations';
import type { CalendarDate, Fen, Millis } from '../../../typings/domain';

/** What a village needs, as volunteers read it. */
export interface NeedDoc {
  _id: string;
  villageId: string;
  what: string;
  quantity: number;
  unit: string;
  /** Pieces promised and not ended without coming. */
  promised: number;
  openUntil: CalendarDate;
  /** For staff only. */
  residentId: string | null;
  residentName: string | null;
  open: boolean;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

/** What a volunteer promised, and how much of it came, was allotted and handed over. */
export interface DonationDoc {
  _id: string;
  directed: boolean;
  kind: DonationKind;
  what: string;
  /** Pieces, or fen of money. */
  quantity: number;
  unit: string;
  valueFen: Fen | null;
  words: string;
  needId: string | null;
  /** The village it is for; the town's office when it is for the town to allot. */
  villageId: string;
  residentId: string | null;
  residentName: string | null;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  state: DonationState;
  /** delivered <= allotted <= received, always. */
  received: number;
  allotted: number;
  delivered: number;
  promisedAt: Millis;
  promisedUntil: CalendarDate;
  timeline: {
    at: Millis;
    action: DonationAction;
    state: DonationState;
    quantity: number | null;
    actorName: string;
    openid: string;
    note: string;
    photoIds: string[];
  }[];
  version: number;
  updatedAt: Millis;
}

/** A part of a donation for a village or one of its residents. */
export interface AllotmentDoc {
  _id: string;
  donationId: string;
  directed: boolean;
  villageId: string;
  residentId: string | null;
  residentName: string | null;
  quantity: number;
  state: 'open' | 'delivered';
  deliveredAt: Millis | null;
  photoIds: string[];
  note: string;
  createdAt: Millis;
}
