/** The words people read for donations. */
import type { DonationAction, DonationKind, DonationState, DonationTab } from '../../typings/api/donations';
import { plainYuan } from './money';

/** Limits that the phone explains before sending and the function enforces. */
export const DONATION_LIMITS = {
  whatLength: 30,
  unitLength: 4,
  /** Pieces, or fen: a hundred thousand yuan. */
  quantity: 10_000_000,
  /** Days ahead that a need may stay open. */
  days: 365,
  /** Days ahead that something may be promised for. */
  promiseDays: 90,
} as const;

/** Unit of money; its quantities are fen. */
export const MONEY_UNIT = '元';

export const UNITS = ['件', '个', '箱', '袋', '床', '台', '套', '双'] as const;

type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger';

/** `label` for staff, `donor` for the volunteer. */
export const DONATION_STATES: Record<DonationState, { label: string; donor: string; tone: Tone }> = {
  promised: { label: '待答复', donor: '等对方答复', tone: 'info' },
  accepted: { label: '等捐赠人送来', donor: '已接受，请按时送到', tone: 'progress' },
  received: { label: '已收到，待送出', donor: '已收到，准备送出', tone: 'progress' },
  partlyDelivered: { label: '送出一部分', donor: '送到了一部分', tone: 'progress' },
  delivered: { label: '全部送到', donor: '全部送到，谢谢您', tone: 'success' },
  cancelled: { label: '捐赠人取消了', donor: '您取消了', tone: 'neutral' },
  expired: { label: '过期没有送来', donor: '过期了，没有送到', tone: 'neutral' },
  declined: { label: '没有接受', donor: '没有接受', tone: 'neutral' },
};

export const DONATION_TABS: Record<DonationTab, string> = {
  toAccept: '待答复',
  toReceive: '待收',
  toHandOut: '待送出',
  done: '已结束',
};

export const DONATION_ACTIONS: Record<DonationAction, string> = {
  promise: '答应捐赠',
  accept: '接受捐赠',
  decline: '没有接受',
  receive: '收到',
  allot: '分配',
  deliver: '送到',
  cancel: '取消捐赠',
  expire: '过期，自动结束',
};

interface Counted {
  kind: DonationKind;
  unit: string;
}

/** '3件', '200元', '99.50元'. */
export function amountWords({ kind, unit }: Counted, quantity: number): string {
  return kind === 'money' ? `${plainYuan(quantity)}${MONEY_UNIT}` : `${quantity}${unit}`;
}

/** '棉被3床', '助学200元'. */
export function giftWords(gift: Counted & { what: string; quantity: number }): string {
  return `${gift.what}${amountWords(gift, gift.quantity)}`;
}
