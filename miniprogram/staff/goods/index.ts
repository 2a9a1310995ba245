/** Goods of the points shop that staff keep. */
import type { GoodsView } from '../../../typings/api/points';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { manageGoods } from '../../services/points';

interface Row {
  goodsId: string;
  name: string;
  image: string;
  note: string;
  place: string;
  status: string;
  tone: string;
  label: string;
}

function row({ goodsId, name, picture, points, stock, villageName, active }: GoodsView): Row {
  const [status, tone] = !active
    ? (['不给换了', 'neutral'] as const)
    : stock === 0
      ? (['换完了', 'warning'] as const)
      : (['可以换', 'success'] as const);
  const note = `${points}分，还有${stock}件`;
  const place = villageName === '' ? '哪个村都能领' : `在${villageName}领`;
  return {
    goodsId,
    name,
    image: picture?.url ?? '',
    note,
    place,
    status,
    tone,
    label: `${name}，${note}，${place}，${status}`,
  };
}

definePage({
  data: { rows: [] as Row[] },

  async load() {
    const rows = (await manageGoods()).map(row);
    this.setData({ rows });
    return rows.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onEdit(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.goodsEdit(String(event.currentTarget.dataset.id)));
  },
  onNew() {
    go(ROUTES.goodsEdit());
  },
});
