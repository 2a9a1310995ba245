import type { Millis, PhotoView, ServiceKind } from '../domain';
import type { Action, Nothing, Paged } from '../wire';

/** Why points came or went. The ledger only grows: a mistake is set right by another entry. */
export type PointReason = 'service' | 'reversal' | 'redeem' | 'refund' | 'adjust';

export interface PointEntry {
  entryId: string;
  at: Millis;
  reason: PointReason;
  /** What was really added to or taken from the balance; the words say so when a debt is the reason for a difference. */
  points: number;
  /** After this entry. */
  balance: number;
  /** '3月5日上门看望，1小时', '兑换洗衣液'. */
  words: string;
}

export interface PointAccount {
  balance: number;
  earned: number;
  spent: number;
  /** Points taken back after they were spent: the next ones that come pay for them. 0 usually. */
  debt: number;
  /** What today's services have brought so far and the most that a day can bring. */
  today: number;
  dailyCap: number;
  perHalfHour: number;
  inRanking: boolean;
}

export interface GoodsView {
  goodsId: string;
  name: string;
  summary: string;
  picture: PhotoView | null;
  points: number;
  stock: number;
  /** How many one person may have in a year; 0: as many as one likes. */
  limitPerPerson: number;
  /** Where it is collected; null: at any village office. */
  villageId: string | null;
  villageName: string;
  active: boolean;
  /** Of what staff wrote; the stock moves without it. */
  version: number;
}

export type OrderState = 'reserved' | 'collected' | 'cancelled' | 'expired';

export interface OrderView {
  orderId: string;
  goodsName: string;
  picture: PhotoView | null;
  points: number;
  state: OrderState;
  at: Millis;
  /** Until when it is kept. */
  until: Millis;
  /** When it was collected, cancelled or expired. */
  closedAt: Millis | null;
  /** The volunteer's own: eight characters, shown as QR code too; null for others and when done. */
  code: string | null;
  /** Where it is collected; '' means any village office. */
  villageName: string;
  /** Staff only. */
  volunteerName: string | null;
}

/** A year from January to December (China time), months without anything left out. */
export interface YearStatement {
  year: number;
  services: number;
  minutes: number;
  earned: number;
  spent: number;
  months: { month: string; services: number; minutes: number; earned: number; spent: number }[];
  /** A service of several kinds counts for each of them. */
  kinds: { kind: ServiceKind; minutes: number }[];
}

export interface GoodsInput {
  /** Absent: new. */
  goodsId?: string;
  /** The version that was read; 0 for new goods. */
  version: number;
  name: string;
  summary: string;
  points: number;
  limitPerPerson: number;
  /** Where it is collected; null: at any village office. Of village staff it is always their own village. */
  villageId: string | null;
  active: boolean;
  photoId: string | null;
  /** Added to the stock as it is then; negative takes away. */
  addStock: number;
}

export interface PointsApi {
  account: Action<Nothing, PointAccount>;
  ledger: Action<{ cursor?: string | null }, Paged<PointEntry>>;
  year: Action<{ year: number }, YearStatement>;
  goods: Action<Nothing, { goods: GoodsView[]; balance: number }>;
  /** `points` is the price that was read: another one by now is refused (PRICE_CHANGED). */
  redeem: Action<
    { goodsId: string; points: number },
    { orderId: string; code: string; until: Millis; balance: number }
  >;
  cancelOrder: Action<{ orderId: string }, { balance: number }>;
  myOrders: Action<{ cursor?: string | null }, Paged<OrderView>>;
  /** Staff scan or type the code: whose order it is. */
  findOrder: Action<{ code: string }, { order: OrderView }>;
  handOut: Action<{ orderId: string }, { state: OrderState }>;
  /** `villageId`: town staff look at one village. */
  orders: Action<{ state: OrderState; villageId?: string; cursor?: string | null }, Paged<OrderView>>;
  manageGoods: Action<Nothing, { goods: GoodsView[] }>;
  saveGoods: Action<GoodsInput, { goodsId: string; version: number; stock: number }>;
  /** Confirmed hours within the volunteer's village; only those who agreed to be shown. */
  ranking: Action<
    Nothing,
    { rows: { place: number; name: string; minutes: number; me: boolean }[]; shown: boolean }
  >;
  showInRanking: Action<{ shown: boolean }, { shown: boolean }>;
}
