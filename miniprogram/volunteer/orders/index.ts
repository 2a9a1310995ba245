/** What the volunteer redeemed: the code to collect it with, also without network, or giving it back. */
import { orderCard, type OrderCard } from '../../pages/shared/order-view';
import { appended, readOn } from '../../shared/paging';
import { asCallError } from '../../services/call';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { cancelOrder, myOrders } from '../../services/points';
import { pickupText, spacedPickup } from '../../shared/pickup';
import { keepOrders, keptOrders } from './kept-orders';

definePage({
  pollMs: 5_000,
  data: {
    cards: [] as OrderCard[],
    /** The order whose code is on show. */
    shown: null as { title: string; place: string; code: string; qr: string } | null,
    shownId: '',
    chosen: null as OrderCard | null,
    cancelling: false,
  },

  onLoad() {
    const kept = keptOrders(Date.now());
    if (kept.length === 0) return;
    this.setData({ cards: kept.map((order) => orderCard(order, Date.now())), phase: 'ready' });
  },
  /** What may not be read any more is not kept either. */
  async read(): ReturnType<typeof myOrders> {
    try {
      const page = await myOrders();
      keepOrders(page.items);
      return page;
    } catch (cause) {
      if (!asCallError(cause).retryable) keepOrders([]);
      throw cause;
    }
  },
  async load(): Promise<'empty' | 'ready'> {
    const { items, next } = await readOn(await this.read(), this.data.cards.length, (cursor) =>
      myOrders({ cursor }),
    );
    const cards = items.map((order) => orderCard(order, Date.now()));
    this.setData({ cards, next });
    // Handed out while the code was on show: nothing is left to show.
    const { shownId } = this.data;
    if (shownId !== '' && !cards.some(({ orderId, reserved }) => reserved && orderId === shownId)) {
      this.onCodeClose();
      const taken = cards.find(({ orderId }) => orderId === shownId);
      if (taken) this.say(taken.status, `${taken.title}：${taken.status}`);
    }
    return cards.length === 0 ? 'empty' : 'ready';
  },
  async poll() {
    // Only while a code is on show does somebody wait for what happens to it.
    if (this.data.shownId !== '') await this.load();
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await myOrders({ cursor });
      const more = page.items.map((order) => orderCard(order, Date.now()));
      return { cards: appended(this.data.cards, more, ({ orderId }) => orderId), next: page.next };
    });
  },
  cardOf(event: WechatMiniprogram.CustomEvent): OrderCard | null {
    const id = String(event.currentTarget.dataset.id);
    return this.data.cards.find(({ orderId }) => orderId === id) ?? null;
  },
  onCode(event: WechatMiniprogram.CustomEvent) {
    const card = this.cardOf(event);
    if (!card) return;
    const { orderId, title, place, code } = card;
    this.setData({
      shownId: orderId,
      shown: { title, place, code: spacedPickup(code), qr: pickupText(code) },
    });
  },
  onCodeClose() {
    this.setData({ shown: null, shownId: '' });
  },
  onAskCancel(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.cardOf(event), cancelling: true });
  },
  onKeep() {
    this.setData({ cancelling: false });
  },
  async onCancel() {
    const { chosen } = this.data;
    if (!chosen) return;
    const { orderId } = chosen;
    const done = await this.act('cancel', { orderId }, (requestId) => cancelOrder(orderId, requestId));
    this.setData({ cancelling: false });
    if (!done) return;
    void wx.showToast({ title: `积分已退回，现在${done.balance}分`, icon: 'none' });
    await this.reload();
  },
  onShop() {
    go(ROUTES.shop());
  },
});
