/** Things for daily life in exchange for points. */
import type { CallError } from '../../services/call';
import { go, replace, ROUTES } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import { definePage } from '../../services/page';
import { goods, redeem } from '../../services/points';
import { goodsCard, type GoodsCard } from './view';

/** What is on the page is no longer so: it is read anew. */
const CHANGED: readonly string[] = [
  'PRICE_CHANGED',
  'OUT_OF_STOCK',
  'GOODS_WITHDRAWN',
  'GOODS_LIMIT',
  'POINTS_SHORT',
  'NOT_FOUND',
];

definePage({
  data: {
    balance: 0,
    cards: [] as GoodsCard[],
    chosen: null as GoodsCard | null,
    asking: false,
    question: '',
  },

  async load() {
    const answer = await goods();
    const { balance } = answer;
    this.setData({ balance, cards: answer.goods.map((one) => goodsCard(one, balance)) });
    return answer.goods.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onChoose(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    const chosen = this.data.cards.find(({ goodsId }) => goodsId === id);
    if (!chosen) return;
    const left = this.data.balance - chosen.points;
    this.setData({
      chosen,
      asking: true,
      question: `换了以后还剩${left}分。${chosen.place}，领取前可以取消，积分会退回来。`,
    });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const { chosen } = this.data;
    if (!chosen) return;
    const { goodsId, points } = chosen;
    // Straight from the tap, before anything is awaited: WeChat asks only then.
    const allowed = askForUpdates(['step']);
    const done = await this.act(
      'redeem',
      { goodsId, points },
      (requestId) => redeem({ goodsId, points }, requestId),
      (error) => this.refused(error),
    );
    this.setData({ asking: false });
    await allowed;
    if (!done) return;
    void wx.showToast({ title: '换好了，请看领取码', icon: 'success' });
    replace(ROUTES.volunteerOrders());
  },
  refused(error: CallError): boolean {
    if (!CHANGED.includes(error.code)) return false;
    this.say('没有换成，积分没有动', error.message);
    void this.reload();
    return true;
  },
  onOrders() {
    go(ROUTES.volunteerOrders());
  },
});
