/** The life of an order as a table: from, action, who, to. What is not in it cannot happen. */
import type { OrderState } from '../../../typings/api/points';
import type { Role } from '../../../typings/domain';

/** 'system': the program itself, by a timer. */
export type OrderRole = Role | 'system';
export type OrderAction = 'handOut' | 'cancel' | 'expire';

export interface OrderStep {
  from: OrderState;
  action: OrderAction;
  who: readonly OrderRole[];
  to: OrderState;
}

export const ORDER_STEPS: readonly OrderStep[] = [
  { from: 'reserved', action: 'handOut', who: ['villageStaff', 'townStaff'], to: 'collected' },
  { from: 'reserved', action: 'cancel', who: ['volunteer'], to: 'cancelled' },
  { from: 'reserved', action: 'expire', who: ['system'], to: 'expired' },
];

/** Where `action` by `role` leads from `state`; null when the table has no such step. */
export function nextOrderState(state: OrderState, action: OrderAction, role: OrderRole): OrderState | null {
  const step = ORDER_STEPS.find(
    (one) => one.from === state && one.action === action && one.who.includes(role),
  );
  return step?.to ?? null;
}
