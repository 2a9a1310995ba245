/** Handing out what volunteers redeemed: scan or type the code, look, hand over. */
import type { OrderState } from '../../../typings/api/points';
import type { FieldEvent } from '../../pages/shared/form';
import { orderCard, type OrderCard } from '../../pages/shared/order-view';
import { appended } from '../../shared/paging';
import { asCallError } from '../../services/call';
import { definePage } from '../../services/page';
import { findOrder, handOut, orders } from '../../services/points';
import { scanWithCamera } from '../../services/scans';
import { ORDER_STATES } from '../../shared/order-words';
import { parsePickup } from '../../shared/pickup';

const NOT_A_CODE = '这不是领取码，请让志愿者打开“我的兑换”，出示领取码再扫';

definePage({
  data: {
    tab: 'reserved' as OrderState,
    tabs: (Object.keys(ORDER_STATES) as OrderState[]).map((key) => ({
      key,
      label: ORDER_STATES[key].label,
    })),
    villageId: '',
    cards: [] as OrderCard[],
    found: null as OrderCard | null,
    refusal: '',
    told: '',
    typing: false,
    typed: '',
    asking: false,
  },

  input() {
    const { tab, villageId } = this.data;
    return { state: tab, ...(villageId ? { villageId } : {}) };
  },
  async load() {
    const list = await this.readList(this.data.cards.length, (how) => orders({ ...this.input(), ...how }));
    if (!list) return this.data.phase;
    this.setData({ cards: list.items.map((order) => orderCard(order, Date.now())), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: OrderState }>) {
    this.ask({ tab: event.detail.key });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  ask(change: { tab?: OrderState; villageId?: string }) {
    void this.askAnew({ ...change, cards: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await orders({ ...this.input(), cursor });
      const more = page.items.map((order) => orderCard(order, Date.now()));
      return { cards: appended(this.data.cards, more, ({ orderId }) => orderId), next: page.next };
    });
  },

  async onScan() {
    const scanned = await scanWithCamera();
    if (scanned.outcome === 'failed')
      this.say('相机打不开', '请在手机设置里允许微信用相机，或者按“手工填领取码”。');
    if (scanned.outcome === 'scanned') await this.look(scanned.text);
  },
  onType() {
    this.setData({ typing: true, typed: '', errors: {} });
  },
  onTypeClose() {
    this.setData({ typing: false });
  },
  onTyped(event: FieldEvent) {
    this.setData({ typed: event.detail.value, errors: {} });
  },
  async onTypeDone() {
    if (parsePickup(this.data.typed) === null) {
      this.setData({ errors: { typed: '领取码是8个字母和数字，请再看一遍' } });
      return;
    }
    this.setData({ typing: false });
    await this.look(this.data.typed);
  },
  /** Whose order it is. */
  async look(text: string) {
    const code = parsePickup(text);
    this.setData({ found: null, told: '', refusal: code === null ? NOT_A_CODE : '' });
    if (code === null) return;
    this.setData({ busy: 'look' });
    try {
      this.setData({ found: orderCard(await findOrder(code), Date.now()) });
    } catch (cause) {
      this.setData({ refusal: asCallError(cause).message });
    } finally {
      this.setData({ busy: '' });
    }
  },
  onAsk() {
    this.setData({ asking: true });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onHandOut() {
    const { found } = this.data;
    if (!found) return;
    const { orderId } = found;
    const done = await this.act('handOut', { orderId }, (requestId) => handOut(orderId, requestId));
    this.setData({ asking: false });
    if (!done) return;
    this.setData({ found: null, told: `${found.title}，已发放` });
    await this.reload();
  },
});
