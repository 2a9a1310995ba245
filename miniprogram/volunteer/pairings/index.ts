/** Whom the volunteer is paired with, asked for or used to help. */
import { END_DATA, endHandlers } from '../../pages/shared/pairing-end';
import { appended } from '../../shared/paging';
import { pairingCard, type PairingCard } from '../../pages/shared/service-view';
import { go, ROUTES } from '../../services/nav';
import { myPairings } from '../../services/pairing';
import { definePage } from '../../services/page';

type Tab = 'now' | 'ended';

definePage({
  ...endHandlers('请写一句原因，村残协好接着安排', '已撤回'),
  data: {
    tab: 'now' as Tab,
    tabs: [
      { key: 'now', label: '现在的' },
      { key: 'ended', label: '以前的' },
    ],
    cards: [] as PairingCard[],
    ...END_DATA,
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
});
