/** The points shop: goods for daily life, and what some volunteers redeemed with the points of their services. */
import type { Input } from '../typings/api';
import type { Stage } from './actors';
import { handIn, type DemoPhoto } from './photos';
import { officerOf, TOWN_OFFICER } from './staff';
import { volunteerOpenid } from './volunteers';

const DAY = 86_400_000;

interface Ware {
  name: string;
  summary: string;
  points: number;
  stock: number;
  limit: number;
  photo: DemoPhoto;
  /** Collected in any village, kept by the town; otherwise the village's own. */
  anywhere: boolean;
}

const ware = (
  photo: DemoPhoto,
  name: string,
  summary: string,
  points: number,
  stock: number,
  limit = 0,
  anywhere = false,
): Ware => ({ photo, name, summary, points, stock, limit, anywhere });

const WARES: readonly Ware[] = [
  ware('goods-soap', '香皂', '两块装', 20, 40),
  ware('goods-towel', '毛巾', '纯棉，一条', 30, 30),
  ware('goods-detergent', '洗衣液', '2公斤', 60, 12),
  ware('goods-umbrella', '雨伞', '折叠的', 60, 8, 1),
  ware('goods-cup', '保温杯', '500毫升', 80, 6, 1, true),
  ware('goods-rice', '大米', '5公斤', 100, 10, 2),
  ware('goods-oil', '食用油', '一瓶1.8升', 120, 5, 2),
  ware('goods-lamp', '台灯', '护眼，亮度能调', 150, 0, 1, true),
];

async function putOut(
  stage: Stage,
  at: number,
  villageId: string,
  wares: readonly Ware[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { name, summary, points, stock, limit, photo, anywhere } of wares) {
    const keeper = anywhere ? TOWN_OFFICER : officerOf(villageId);
    const input: Input<'points', 'saveGoods'> = {
      version: 0,
      name,
      summary,
      points,
      limitPerPerson: limit,
      villageId: anywhere ? null : villageId,
      active: true,
      photoId: await handIn(stage, at, keeper, 'goods', photo),
      addStock: stock,
    };
    ids.push((await stage.act(at, keeper, 'points', 'saveGoods', input)).goodsId);
  }
  return ids;
}

/** Goods, and three orders: one collected, one cancelled, one that waits. The first volunteers have helped most. */
export async function addGoods(stage: Stage, villageId: string, until: number): Promise<void> {
  const [soap = '', towel = ''] = await putOut(stage, until - 60 * DAY, villageId, WARES);
  const redeem = async (at: number, volunteer: string, goodsId: string, points: number): Promise<string> =>
    (await stage.act(at, volunteer, 'points', 'redeem', { goodsId, points })).orderId;

  const first = await redeem(until - 2 * DAY, volunteerOpenid(1), towel, 30);
  await stage.act(until - DAY, officerOf(villageId), 'points', 'handOut', { orderId: first });
  const second = await redeem(until - 2 * DAY, volunteerOpenid(2), soap, 20);
  await stage.act(until - 2 * DAY + 600_000, volunteerOpenid(2), 'points', 'cancelOrder', {
    orderId: second,
  });
  await redeem(until - DAY, volunteerOpenid(1), soap, 20);
  for (let n = 1; n <= 8; n += 1) {
    await stage.act(until - DAY, volunteerOpenid(n), 'points', 'showInRanking', { shown: true });
  }
}
