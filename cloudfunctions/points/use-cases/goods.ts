/** Goods of the shop, kept by staff: a village its own, the town and administrators all. */
import type { Input, Output } from '../../../typings/api';
import type { CallContext, CommandContext } from '../../core/actions';
import type { GoodsDoc } from '../../core/collections';
import { mustPass } from '../../core/content-check';
import { where, type Reader } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../../core/identity';
import { photoLinks, usePhotos } from '../../core/photos';
import { villageNames, villageOf } from '../../core/villages';
import { goodsView } from '../views';

type Keeper = VillageStaffActor | TownStaffActor | AdminActor;

/** Sorts of goods that a town has at most. */
const MOST_GOODS = 500;

/** All goods, or those collected in this village and anywhere. */
export function allGoods(reader: Reader, villageId: string | null): Promise<GoodsDoc[]> {
  return reader.find('goods', {
    where: villageId === null ? {} : { villageId: where.in([villageId, null]) },
    orderBy: [['_id', 'asc']],
    limit: MOST_GOODS,
  });
}

/** What the caller keeps, the newest first. */
export async function manageGoods({
  actor,
  reader,
}: CallContext<Keeper>): Promise<Output<'points', 'manageGoods'>> {
  const [villages, found] = await Promise.all([
    villageNames(reader),
    actor.role === 'villageStaff'
      ? reader.find('goods', {
          where: { villageId: actor.villageId },
          orderBy: [['_id', 'asc']],
          limit: MOST_GOODS,
        })
      : allGoods(reader, null),
  ]);
  const photos = await photoLinks(
    reader,
    found.flatMap(({ photoId }) => photoId ?? []),
  );
  return { goods: found.reverse().map((one) => goodsView(one, { villages, photos })) };
}

/** New goods, or a change of what is there. The stock is added to as it is then, so that no redemption is lost. */
export async function saveGoods(
  ctx: CommandContext<Keeper>,
  input: Input<'points', 'saveGoods'>,
): Promise<Output<'points', 'saveGoods'>> {
  const { goodsId, version, addStock, photoId, ...facts } = input;
  const { actor } = ctx;
  const now = ctx.clock.now();
  const villageId = actor.role === 'villageStaff' ? actor.villageId : input.villageId;
  if (villageId !== null) await villageOf(ctx.tx, villageId);
  const before = goodsId === undefined ? null : must(await ctx.tx.get('goods', goodsId));
  if (before && actor.role === 'villageStaff' && before.villageId !== villageId)
    throw new AppError('NOT_FOUND');
  if (before && before.version !== version) {
    throw new AppError('STATE_CHANGED', { message: '别人刚改过这件东西，请刷新后再改' });
  }
  const stock = (before?.stock ?? 0) + addStock;
  if (stock < 0) {
    throw new AppError('BAD_INPUT', {
      fields: { addStock: `现在只有${before?.stock ?? 0}件，不能减这么多` },
    });
  }
  await mustPass(ctx.actor.openid, `${facts.name}\n${facts.summary}`);
  const _id = before?._id ?? ctx.ids.record(now);
  ctx.about({ target: _id, ...(villageId === null ? {} : { villageId }) });
  if (photoId !== null && photoId !== before?.photoId) await usePhotos(ctx, [photoId], 'goods', _id);
  const next: GoodsDoc = {
    ...facts,
    _id,
    villageId,
    photoId,
    stock,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  await ctx.tx.put('goods', next);
  return { goodsId: _id, version: next.version, stock };
}
