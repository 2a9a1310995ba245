/** An order that is not collected: goods and points go back. */
import type { Millis } from '../../../typings/domain';
import { ORDER_STATES } from '../../../miniprogram/shared/order-words';
import type { OrderDoc, PointAccountDoc } from '../../core/collections';
import type { Tx } from '../../core/database';
import { AppError } from '../../core/errors';
import { accountOf, post } from '../../core/points';
import { nextOrderState, type OrderAction, type OrderRole } from '../rules/order-life';
import { takenKey, takenWith } from '../rules/shop';

/** The order one step on; refused in words when the step is not possible (any more). */
export function stepped(order: OrderDoc, action: OrderAction, role: OrderRole, now: Millis): OrderDoc {
  const state = nextOrderState(order.state, action, role);
  if (state === null) {
    const { label } = ORDER_STATES[order.state];
    throw new AppError('STATE_CHANGED', { message: `这一件现在是「${label}」，请刷新后再看` });
  }
  return { ...order, state, closedAt: now };
}

/** Cancels or expires an order: one back into stock, the points back on the account, which is given. */
export async function giveBack(
  tx: Tx,
  order: OrderDoc,
  action: 'cancel' | 'expire',
  role: OrderRole,
  now: Millis,
): Promise<PointAccountDoc> {
  await tx.put('orders', stepped(order, action, role, now));
  const goods = await tx.get('goods', order.goodsId);
  if (goods) await tx.put('goods', { ...goods, stock: goods.stock + 1, updatedAt: now });
  const account = await accountOf(tx, order.volunteerId);
  const taken = takenWith(account.taken, takenKey(order.goodsId, order.at), -1);
  const why = action === 'cancel' ? '取消兑换' : '过期没领';
  return post(
    tx,
    { ...account, taken },
    {
      entryId: `${order._id}:refund`,
      reason: 'refund',
      gross: order.points,
      words: `${why}${order.goodsName}，退回积分`,
      at: now,
    },
  );
}
