/** Orders: one's own, and those that staff hand out. */
import type { Input, Output } from '../../../typings/api';
import type { OrderView } from '../../../typings/api/points';
import { parsePickup } from '../../../miniprogram/shared/pickup';
import type { CallContext, CommandContext } from '../../core/actions';
import type { OrderDoc } from '../../core/collections';
import { lookupKey } from '../../core/crypto';
import { where, type Condition, type Reader } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { TownStaffActor, VillageStaffActor, VolunteerActor } from '../../core/identity';
import { stepMessage } from '../../core/notify';
import { PAGE_SIZE, page } from '../../core/paging';
import { photoLinks } from '../../core/photos';
import { villageNames } from '../../core/villages';
import { orderView } from '../views';
import { stepped } from './close';

type Officer = VillageStaffActor | TownStaffActor;

async function orderPage(
  reader: Reader,
  condition: Condition,
  cursor: string | null | undefined,
  viewer: 'volunteer' | 'staff',
): Promise<{ items: OrderView[]; next: string | null }> {
  const docs = await reader.find('orders', {
    where: { ...condition, ...(cursor ? { _id: where.lt(cursor) } : {}) },
    orderBy: [['_id', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  const [villages, photos] = await Promise.all([
    villageNames(reader),
    photoLinks(
      reader,
      [...new Set(docs.flatMap(({ photoId }) => photoId ?? []))],
      viewer === 'staff' ? 'parties' : 'others',
    ),
  ]);
  return page(
    docs,
    ({ _id }) => _id,
    (doc) => orderView(doc, viewer, { villages, photos }),
  );
}

/** The caller's own orders, newest first, with the codes of those that wait. */
export function myOrders(
  { actor, reader }: CallContext<VolunteerActor>,
  { cursor }: Input<'points', 'myOrders'>,
): Promise<Output<'points', 'myOrders'>> {
  return orderPage(reader, { volunteerId: actor.volunteerId }, cursor, 'volunteer');
}

/** Orders of the officer's village, or of the town or one of its villages, newest first. */
export function orders(
  { actor, reader }: CallContext<Officer>,
  { state, villageId, cursor }: Input<'points', 'orders'>,
): Promise<Output<'points', 'orders'>> {
  const wanted = actor.role === 'villageStaff' ? actor.villageId : villageId;
  const here = wanted === undefined ? {} : { villageId: wanted };
  return orderPage(reader, { ...here, state }, cursor, 'staff');
}

/** Refuses an order that is collected somewhere else. Who has the code may be told so; nothing else of it is said. */
function mustBeHere(actor: Officer, order: OrderDoc): void {
  const here = order.anywhere || actor.role === 'townStaff' || actor.villageId === order.villageId;
  if (!here) throw new AppError('PICKUP_ELSEWHERE');
}

/** Whose order a scanned or typed code is. */
export async function findOrder(
  { actor, reader, about }: CallContext<Officer>,
  { code: text }: Input<'points', 'findOrder'>,
): Promise<Output<'points', 'findOrder'>> {
  const code = must(parsePickup(text), 'PICKUP_UNKNOWN');
  const { orderId } = must(await reader.get('orderCodes', lookupKey('pickup', code)), 'PICKUP_UNKNOWN');
  const order = must(await reader.get('orders', orderId), 'PICKUP_UNKNOWN');
  mustBeHere(actor, order);
  about({ target: orderId, villageId: order.villageId });
  const [villages, photos] = await Promise.all([
    villageNames(reader),
    photoLinks(reader, order.photoId === null ? [] : [order.photoId]),
  ]);
  return { order: orderView(order, 'staff', { villages, photos }) };
}

/** Handed over at the office. Nobody hands out what they redeemed themselves. */
export async function handOut(
  ctx: CommandContext<Officer>,
  { orderId }: Input<'points', 'handOut'>,
): Promise<Output<'points', 'handOut'>> {
  const { actor } = ctx;
  const order = must(await ctx.tx.get('orders', orderId));
  mustBeHere(actor, order);
  ctx.about({ target: orderId, villageId: order.villageId });
  if (order.volunteerOpenid === actor.openid) {
    throw new AppError('OWN_CASE', { message: '不能给自己发放，请另一位工作人员来发' });
  }
  const now = ctx.clock.now();
  const next = {
    ...stepped(order, 'handOut', actor.role, now),
    handedOutBy: { openid: actor.openid, name: actor.name },
  };
  await ctx.tx.put('orders', next);
  ctx.tell(
    stepMessage({
      toOpenid: order.volunteerOpenid,
      title: '积分兑换',
      state: '已领取',
      next: `${order.goodsName.slice(0, 10)}已领取，谢谢您`,
      page: 'volunteer/orders/index',
      at: now,
    }),
  );
  return { state: next.state };
}
