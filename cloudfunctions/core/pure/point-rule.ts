/** Points as arithmetic: what a service brings, and what an entry does to an account. Nothing is read or written here. */
import type { PointReason } from '../../../typings/api/points';
import type { ServiceKind } from '../../../typings/domain';
import type { PointAccountDoc } from '../collections';

/** The parameter `pointRule`: points for each full half-hour, most a day can bring, and what some kinds bring on top. */
export interface PointRule {
  perHalfHour: number;
  dailyCap: number;
  bonus: Partial<Record<ServiceKind, number>>;
}

/** Until the parameter is set. */
export const DEFAULT_POINT_RULE: PointRule = { perHalfHour: 5, dailyCap: 40, bonus: {} };

/** Minutes of one unit that counts; what is left over brings nothing. */
const HALF_HOUR = 30;

/** What a confirmed service is worth before the day's cap. Of several kinds the one with the highest bonus counts. */
export function worth(minutes: number, kinds: readonly ServiceKind[], rule: PointRule): number {
  const bonus = Math.max(0, ...kinds.map((kind) => rule.bonus[kind] ?? 0));
  return Math.floor(minutes / HALF_HOUR) * (rule.perHalfHour + bonus);
}

/** What of it is granted on a day that has brought `already`. */
export function withinCap(points: number, already: number, { dailyCap }: PointRule): number {
  return Math.max(0, Math.min(points, dailyCap - already));
}

/** The numbers of an account. Always: balance, debt >= 0 and balance - debt = earned - spent. */
export type Balance = Pick<PointAccountDoc, 'balance' | 'earned' | 'spent' | 'debt'>;

export interface Posted {
  account: Balance;
  /** What the balance really changes by. */
  points: number;
  /** Of what came, used up to pay an earlier debt. */
  paid: number;
  /** Of what was taken back, no longer there: owed from now on. */
  owed: number;
}

const OF_SHOP: readonly PointReason[] = ['redeem', 'refund'];

/**
 * An entry over `gross` points. What comes pays the debt first; what is taken back and no longer there becomes debt, so that a
 * balance is never below zero.
 */
export function posted(account: Balance, reason: PointReason, gross: number): Posted {
  const paid = Math.min(Math.max(0, gross), account.debt);
  const owed = Math.max(0, -gross - account.balance);
  const points = gross - paid + owed;
  const ofShop = OF_SHOP.includes(reason);
  return {
    account: {
      balance: account.balance + points,
      debt: account.debt - paid + owed,
      earned: account.earned + (ofShop ? 0 : gross),
      spent: account.spent - (ofShop ? gross : 0),
    },
    points,
    paid,
    owed,
  };
}
