/** Whom the volunteer is paired with, asked for or used to help. */
import type { FieldEvent } from '../../pages/shared/form';
import { appended } from '../../shared/paging';
import { pairingCard, type PairingCard } from '../../pages/shared/service-view';
import { go, ROUTES } from '../../services/nav';
import { endPairing, myPairings } from '../../services/pairing';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';

type Tab = 'now' | 'ended';

definePage({
  data: {
    tab: 'now' as Tab,
    tabs: [
      { key: 'now', label: '现在的' },
      { key: 'ended', label: '以前的' },
    ],
    cards: [] as PairingCard[],
    chosen: null as PairingCard | null,
    ending: false,
    reason: '',
    noteLimit: LIMITS.noteLength,
  },

  async load() {
    const list = await this.readList(this.data.cards.length, (how) =>
      myPairings({ ended: this.data.tab === 'ended', ...how }),
    );
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ cards: list.items.map((one) => pairingCard(one, 'volunteer', now)), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.askAnew({ tab: event.detail.key, cards: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await myPairings({ ended: this.data.tab === 'ended', cursor });
      const more = page.items.map((one) => pairingCard(one, 'volunteer', Date.now()));
      return { cards: appended(this.data.cards, more, ({ pairingId }) => pairingId), next: page.next };
    });
  },
  choose(event: WechatMiniprogram.CustomEvent): PairingCard | null {
    const id = String(event.currentTarget.dataset.id);
    return this.data.cards.find(({ pairingId }) => pairingId === id) ?? null;
  },
  onScan() {
    go(ROUTES.scan());
  },
  onRecord(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.recordService(String(event.currentTarget.dataset.id)));
  },
  onEnd(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.choose(event), ending: true, reason: '', errors: {} });
  },
  onEndClose() {
    this.setData({ ending: false });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  async onConfirmEnd() {
    const { chosen } = this.data;
    const reason = this.data.reason.trim();
    if (!chosen) return;
    if (reason === '') {
      this.setData({ errors: { reason: '请写一句原因，村残协好接着安排' } });
      return;
    }
    const input = { pairingId: chosen.pairingId, reason };
    const done = await this.act('end', input, (requestId) => endPairing(input, requestId));
    this.setData({ ending: false });
    if (!done) return;
    void wx.showToast({ title: done.state === 'cancelled' ? '已撤回' : '已结束', icon: 'success' });
    await this.reload();
  },
});
