/** The volunteer's own donations, newest first. */
import { donationLine, type DonationLine } from '../../pages/shared/donation-view';
import { appended } from '../../shared/paging';
import { mine } from '../../services/donations';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';

definePage({
  data: { lines: [] as DonationLine[], next: null as string | null, loadingMore: false },

  async load() {
    const list = await this.readList(this.data.lines.length, ({ cursor = null }) => mine(cursor));
    if (!list) return this.data.phase;
    this.setData({ lines: list.items.map((row) => donationLine(row, 'donor', Date.now())), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await mine(cursor);
      const more = page.items.map((row) => donationLine(row, 'donor', Date.now()));
      return { lines: appended(this.data.lines, more, ({ key }) => key), next: page.next };
    });
  },
  onLine(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.donation(String(event.currentTarget.dataset.id)));
  },
  onDonate() {
    go(ROUTES.donate());
  },
});
