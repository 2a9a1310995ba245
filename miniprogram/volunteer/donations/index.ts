/** The volunteer's own donations, newest first. */
import { donationLine, type DonationLine } from '../../pages/shared/donation-view';
import { appended, readOn } from '../../pages/shared/paging';
import { mine } from '../../services/donations';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';

definePage({
  data: { lines: [] as DonationLine[], next: null as string | null, loadingMore: false },

  async load() {
    const { items, next } = await readOn(await mine(null), this.data.lines.length, (cursor) => mine(cursor));
    this.setData({ lines: items.map((row) => donationLine(row, 'donor', Date.now())), next });
    return items.length === 0 ? 'empty' : 'ready';
  },
  async onReachBottom() {
    const { next, loadingMore, lines } = this.data;
    if (!next || loadingMore) return;
    this.setData({ loadingMore: true });
    try {
      const page = await mine(next);
      const more = page.items.map((row) => donationLine(row, 'donor', Date.now()));
      this.setData({ lines: appended(lines, more, ({ key }) => key), next: page.next });
    } catch {
      this.say('后面的没有读出来', '请检查网络，再按一次“看后面的”。');
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  onLine(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.donation(String(event.currentTarget.dataset.id)));
  },
  onDonate() {
    go(ROUTES.donate());
  },
});
