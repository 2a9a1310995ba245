/** Whether somebody may have one of these goods now. */
import type { Millis } from '../../../typings/domain';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { GoodsDoc, PointAccountDoc } from '../../core/collections';
import type { ErrorCode } from '../../core/errors';

/** Days for which redeemed goods are kept, until the parameter `orderKeepDays` is set. */
export const DEFAULT_KEEP_DAYS = 14;

const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;

/** The end of the China day `days` days after `at`. */
export function keptUntil(at: Millis, days: number): Millis {
  return Math.floor((at + CHINA) / DAY) * DAY - CHINA + (days + 1) * DAY - 1;
}

/** Under which the account counts what was had of these goods in the year of `at`. */
export function takenKey(goodsId: string, at: Millis): string {
  return `${chinaDate(at).slice(0, 4)}:${goodsId}`;
}

/** The counts with `by` more; what is nothing any more is left out. */
export function takenWith(
  taken: PointAccountDoc['taken'],
  key: string,
  by: number,
): PointAccountDoc['taken'] {
  const next = { ...taken, [key]: (taken[key] ?? 0) + by };
  return Object.fromEntries(Object.entries(next).filter(([, n]) => n > 0));
}

/** Whether goods are offered to volunteers of this village. */
export function offeredIn({ active, villageId }: GoodsDoc, village: string): boolean {
  return active && (villageId === null || villageId === village);
}

/** Why one cannot have it now, as a stable code and in words; null when nothing is in the way. */
export function redeemObstacle(
  goods: GoodsDoc,
  account: Pick<PointAccountDoc, 'balance' | 'taken'>,
  { points, village, at }: { points: number; village: string; at: Millis },
): { code: ErrorCode; message?: string } | null {
  if (!offeredIn(goods, village)) return { code: 'GOODS_WITHDRAWN' };
  if (goods.points !== points) {
    return { code: 'PRICE_CHANGED', message: `现在要${goods.points}分，请看清楚再换` };
  }
  if (goods.stock < 1) return { code: 'OUT_OF_STOCK' };
  const had = account.taken[takenKey(goods._id, at)] ?? 0;
  if (goods.limitPerPerson > 0 && had >= goods.limitPerPerson) {
    return {
      code: 'GOODS_LIMIT',
      message: `每人每年最多换${goods.limitPerPerson}件，您今年已经换了${had}件`,
    };
  }
  if (account.balance < goods.points) {
    return {
      code: 'POINTS_SHORT',
      message: `还差${goods.points - account.balance}分，多帮几次忙就够了`,
    };
  }
  return null;
}
