/** The ledger of points, and the shop. */
import type { OrderState, PointReason } from '../../../typings/api/points';
import type { Millis } from '../../../typings/domain';
import type { Sealed } from './people';

/** A volunteer's points; `_id` is the volunteer's id. The balance is the sum of the ledger's entries. */
export interface PointAccountDoc {
  _id: string;
  balance: number;
  /** By confirmed services, less what was taken back. */
  earned: number;
  /** In the shop, less what was given back. */
  spent: number;
  /** Taken back after it was spent: what comes next pays for it. */
  debt: number;
  /** '<year>:<goodsId>' -> how many were had. */
  taken: Record<string, number>;
  /** Agreed to be shown in the ranking of the village. */
  inRanking: boolean;
  /** Number of entries in the ledger. */
  entries: number;
  updatedAt: Millis;
}

/** One line of the ledger, never changed: `_id` says what it is for, '<serviceId>:award', '<orderId>:refund'. */
export interface PointEntryDoc {
  _id: string;
  volunteerId: string;
  /** 1, 2, 3 ... within the account. */
  number: number;
  at: Millis;
  reason: PointReason;
  /** Before debts. */
  gross: number;
  /** What the balance changed by. */
  points: number;
  balance: number;
  words: string;
}

/** What the services of one China day brought to one volunteer: `_id` is '<volunteerId>:<day>'. For the day's cap. */
export interface PointDayDoc {
  _id: string;
  points: number;
}

export interface GoodsDoc {
  _id: string;
  name: string;
  summary: string;
  photoId: string | null;
  points: number;
  stock: number;
  limitPerPerson: number;
  /** Where it is collected; null: at any village office. */
  villageId: string | null;
  active: boolean;
  /** Of what staff wrote. */
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}

export interface OrderDoc {
  _id: string;
  volunteerId: string;
  volunteerOpenid: string;
  volunteerName: string;
  goodsId: string;
  goodsName: string;
  photoId: string | null;
  points: number;
  state: OrderState;
  /** In whose list it is: where it is collected, or the volunteer's village when that may be anywhere. */
  villageId: string;
  anywhere: boolean;
  /** The pick-up code: `hash` finds it (collection orderCodes), `sealed` shows it again to its owner. */
  code: { hash: string; sealed: Sealed };
  at: Millis;
  until: Millis;
  closedAt: Millis | null;
  /** Who handed it out. */
  handedOutBy: { openid: string; name: string } | null;
}

/** Finds the order of a pick-up code: `_id` is the HMAC of the code. */
export interface OrderCodeDoc {
  _id: string;
  orderId: string;
}
