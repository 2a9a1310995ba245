/** What each viewer gets of goods and orders: allow-lists, nothing else leaves. */
import type { GoodsView, OrderView, PointEntry } from '../../typings/api/points';
import type { PhotoView } from '../../typings/domain';
import type { GoodsDoc, OrderDoc, PointEntryDoc } from '../core/collections';
import { unseal } from '../core/crypto';

export interface Extras {
  villages: Map<string, string>;
  photos: Map<string, PhotoView>;
}

function picture(photoId: string | null, { photos }: Extras): PhotoView | null {
  return photoId === null ? null : (photos.get(photoId) ?? null);
}

export function entryView({ _id, at, reason, points, balance, words }: PointEntryDoc): PointEntry {
  return { entryId: _id, at, reason, points, balance, words };
}

export function goodsView(goods: GoodsDoc, extras: Extras): GoodsView {
  const { name, summary, points, stock, limitPerPerson, villageId, active, version } = goods;
  return {
    goodsId: goods._id,
    name,
    summary,
    picture: picture(goods.photoId, extras),
    points,
    stock,
    limitPerPerson,
    villageId,
    villageName: villageId === null ? '' : (extras.villages.get(villageId) ?? ''),
    active,
    version,
  };
}

/** `viewer`: whose order it is sees the code, staff see whose it is. */
export function orderView(order: OrderDoc, viewer: 'volunteer' | 'staff', extras: Extras): OrderView {
  const { goodsName, points, state, at, until, closedAt } = order;
  return {
    orderId: order._id,
    goodsName,
    picture: picture(order.photoId, extras),
    points,
    state,
    at,
    until,
    closedAt,
    code: viewer === 'volunteer' && state === 'reserved' ? unseal(order.code.sealed) : null,
    villageName: order.anywhere ? '' : (extras.villages.get(order.villageId) ?? ''),
    volunteerName: viewer === 'staff' ? order.volunteerName : null,
  };
}
