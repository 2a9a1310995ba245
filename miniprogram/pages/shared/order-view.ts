/** Goods and orders of the points shop in the words that pages show. */
import type { GoodsView, OrderView } from '../../../typings/api/points';
import type { Millis } from '../../../typings/domain';
import type { Tone } from '../../components/types';
import { friendlyDate } from '../../shared/china-time';
import { ORDER_STATES } from '../../shared/order-words';

const placeWords = (villageName: string, anywhere: string): string =>
  villageName === '' ? anywhere : `${villageName}残协`;

export interface OrderCard {
  orderId: string;
  title: string;
  image: string;
  note: string;
  place: string;
  status: string;
  tone: Tone;
  code: string;
  reserved: boolean;
}

/** An order as a card; staff read whose it is. */
export function orderCard(order: OrderView, now: Millis): OrderCard {
  const { orderId, goodsName, picture, points, state, at, until, closedAt, code, volunteerName } = order;
  const { label, tone } = ORDER_STATES[state];
  const reserved = state === 'reserved';
  const when = reserved
    ? `请在${friendlyDate(until, now)}前领取`
    : closedAt === null
      ? ''
      : `${friendlyDate(closedAt, now)}${label}`;
  return {
    orderId,
    title: volunteerName === null ? goodsName : `${volunteerName}：${goodsName}`,
    image: picture?.url ?? '',
    note: [`${points}分`, `${friendlyDate(at, now)}兑换`, when].filter(Boolean).join('，'),
    place: `领取的地方：${placeWords(order.villageName, '任何一个村残协')}`,
    status: label,
    tone,
    code: code ?? '',
    reserved,
  };
}

export interface GoodsCard {
  goodsId: string;
  name: string;
  image: string;
  summary: string;
  points: number;
  price: string;
  stock: string;
  place: string;
  /** Why it cannot be had now; '' when it can. */
  missing: string;
}

/** Goods as a volunteer with this balance sees them. */
export function goodsCard(goods: GoodsView, balance: number): GoodsCard {
  const { goodsId, name, picture, summary, points, stock, limitPerPerson, villageName } = goods;
  const limit = limitPerPerson > 0 ? `，每人每年${limitPerPerson}件` : '';
  return {
    goodsId,
    name,
    image: picture?.url ?? '',
    summary,
    points,
    price: `${points}分`,
    stock: stock > 0 ? `还有${stock}件${limit}` : '换完了',
    place: `到${placeWords(villageName, '任何一个村残协')}领`,
    missing: stock < 1 ? '换完了，过几天再来看看' : balance < points ? `还差${points - balance}分` : '',
  };
}
