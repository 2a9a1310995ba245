/** Orders of the points shop in the words that pages show. */
import type { OrderView } from '../../../typings/api/points';
import type { Millis } from '../../../typings/domain';
import type { Tone } from '../../components/types';
import { friendlyDate } from '../../shared/china-time';
import { ORDER_STATES } from '../../shared/order-words';

/** Where goods are handed out; `anywhere` when each village does. */
export const placeWords = (villageName: string, anywhere: string): string =>
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
