/** Goods of the points shop in the words that volunteers read. */
import type { GoodsView } from '../../../typings/api/points';
import { placeWords } from '../../pages/shared/order-view';

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
