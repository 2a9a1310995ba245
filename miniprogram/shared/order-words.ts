/** Orders of the points shop in words. */
import type { OrderState } from '../../typings/api/points';
import type { StateTone } from './case-states';

export const ORDER_STATES: Record<OrderState, { label: string; tone: StateTone }> = {
  reserved: { label: '待领取', tone: 'info' },
  collected: { label: '已领取', tone: 'success' },
  cancelled: { label: '已取消', tone: 'neutral' },
  expired: { label: '过期没领', tone: 'warning' },
};
