/** What a volunteer exchanges points for. */
import type { Input, Output } from '../../../typings/api';
import { today } from '../../core/clock';
import type { CallContext, CommandContext } from '../../core/actions';
import { lookupKey, seal } from '../../core/crypto';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { parameterOn } from '../../core/parameters';
import { photoLinks } from '../../core/photos';
import { accountOf, post } from '../../core/points';
import { villageNames } from '../../core/villages';
import { verifiedVolunteer } from '../../core/volunteers';
import { DEFAULT_KEEP_DAYS, keptUntil, offeredIn, redeemObstacle, takenKey, takenWith } from '../rules/shop';
import { goodsView } from '../views';
import { giveBack } from './close';
import { allGoods } from './goods';

/** What is offered to volunteers of the caller's village, the cheapest first. */
export async function goods({
  actor,
  reader,
}: CallContext<VolunteerActor>): Promise<Output<'points', 'goods'>> {
  const volunteer = must(await reader.get('volunteers', actor.volunteerId));
  const [account, villages, found] = await Promise.all([
    accountOf(reader, actor.volunteerId),
    villageNames(reader),
    allGoods(reader, volunteer.villageId),
  ]);
  const offered = found.filter((one) => offeredIn(one, volunteer.villageId));
  const photos = await photoLinks(
    reader,
    offered.flatMap(({ photoId }) => photoId ?? []),
    'others',
  );
  return {
    goods: offered
      .sort((a, b) => a.points - b.points || (a._id < b._id ? -1 : 1))
      .map((one) => goodsView(one, { villages, photos })),
    balance: account.balance,
  };
}

/** One of these goods for the price that was read: stock, points, ledger and order together or not at all. */
export async function redeem(
  ctx: CommandContext<VolunteerActor>,
  { goodsId, points }: Input<'points', 'redeem'>,
): Promise<Output<'points', 'redeem'>> {
  const { tx } = ctx;
  const volunteer = await verifiedVolunteer(ctx, ctx.reader);
  const wanted = must(await tx.get('goods', goodsId));
  const account = await accountOf(tx, volunteer._id);
  const at = ctx.clock.now();
  const obstacle = redeemObstacle(wanted, account, { points, village: volunteer.villageId, at });
  if (obstacle) {
    throw new AppError(obstacle.code, obstacle.message === undefined ? {} : { message: obstacle.message });
  }
  const keep = await parameterOn(ctx.reader, 'orderKeepDays', today(ctx.clock));
  const until = keptUntil(at, keep?.value.days ?? DEFAULT_KEEP_DAYS);
  const orderId = ctx.ids.record(at);
  const code = ctx.ids.code();
  const hash = lookupKey('pickup', code);
  ctx.about({ target: orderId, villageId: wanted.villageId ?? volunteer.villageId });

  await tx.put('goods', { ...wanted, stock: wanted.stock - 1, updatedAt: at });
  await tx.put('orderCodes', { _id: hash, orderId });
  await tx.put('orders', {
    _id: orderId,
    volunteerId: volunteer._id,
    volunteerOpenid: ctx.actor.openid,
    volunteerName: volunteer.name,
    goodsId,
    goodsName: wanted.name,
    photoId: wanted.photoId,
    points,
    state: 'reserved',
    villageId: wanted.villageId ?? volunteer.villageId,
    anywhere: wanted.villageId === null,
    code: { hash, sealed: seal(code) },
    at,
    until,
    closedAt: null,
    handedOutBy: null,
  });
  const taken = takenWith(account.taken, takenKey(goodsId, at), 1);
  const { balance } = await post(
    tx,
    { ...account, taken },
    {
      entryId: `${orderId}:redeem`,
      reason: 'redeem',
      gross: -points,
      words: `兑换${wanted.name}`,
      at,
    },
  );
  return { orderId, code, until, balance };
}

/** The volunteer does not want it after all. */
export async function cancelOrder(
  ctx: CommandContext<VolunteerActor>,
  { orderId }: Input<'points', 'cancelOrder'>,
): Promise<Output<'points', 'cancelOrder'>> {
  const order = must(await ctx.tx.get('orders', orderId));
  if (order.volunteerId !== ctx.actor.volunteerId) throw new AppError('NOT_FOUND');
  ctx.about({ target: orderId, villageId: order.villageId });
  const { balance } = await giveBack(ctx.tx, order, 'cancel', 'volunteer', ctx.clock.now());
  return { balance };
}
