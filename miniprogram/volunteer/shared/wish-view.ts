/** A wish as volunteers read it. */
import type { PublicWish } from '../../../typings/api/applications';
import type { CaseState } from '../../../typings/domain';
import type { Tone } from '../../components/types';
import { friendlyDay } from '../../shared/china-time';
import { WISH_LABELS } from '../../shared/labels';
import { plainYuan } from '../../shared/money';

export interface WishView {
  wishId: string;
  title: string;
  image: string;
  text: string;
  cost: string;
  village: string;
  until: string;
  status: string;
  tone: Tone;
  label: string;
}

const STATES: Partial<Record<CaseState, { status: string; tone: Tone }>> = {
  published: { status: '等人认领', tone: 'info' },
  claimed: { status: '我已认领，请准备', tone: 'progress' },
  delivered: { status: '已送到，等对方确认', tone: 'progress' },
  received: { status: '对方已收到，谢谢您', tone: 'success' },
  closed: { status: '心愿完成，谢谢您', tone: 'success' },
};

/** Everything a card or the page shows of a wish. */
export function wishView(wish: PublicWish): WishView {
  const { status, tone } = STATES[wish.state] ?? { status: '已结束', tone: 'neutral' as const };
  const title = WISH_LABELS[wish.category];
  const cost = `大概${plainYuan(wish.costFen)}元`;
  const until =
    wish.state === 'published' && wish.openUntil
      ? `${friendlyDay(wish.openUntil, Date.now())}前可以认领`
      : '';
  return {
    wishId: wish.wishId,
    title,
    image: `/images/wishes/${wish.category}.svg`,
    text: wish.text,
    cost,
    village: wish.villageName,
    until,
    status,
    tone,
    label: [title, wish.text, cost, wish.villageName, status, until].filter(Boolean).join('，'),
  };
}
