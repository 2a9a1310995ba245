/** The volunteer's services, newest first, and scans that still wait for network. */
import type { ServiceState } from '../../../typings/domain';
import { appended } from '../../shared/paging';
import { serviceLine, type ServiceLine } from '../../pages/shared/service-view';
import { go, ROUTES } from '../../services/nav';
import { myServices } from '../../services/pairing';
import { definePage } from '../../services/page';
import { keptScans } from '../../services/scans';

type Tab = 'all' | Extract<ServiceState, 'ended' | 'toConfirm' | 'confirmed'>;

definePage({
  data: {
    tab: 'all' as Tab,
    tabs: [
      { key: 'all', label: '全部' },
      { key: 'ended', label: '待写内容' },
      { key: 'toConfirm', label: '待确认' },
      { key: 'confirmed', label: '已确认' },
    ],
    lines: [] as ServiceLine[],
    waiting: 0,
  },

  onShow() {
    this.setData({ waiting: keptScans().length });
  },
  input() {
    const { tab } = this.data;
    return tab === 'all' ? {} : { state: tab };
  },
  async load() {
    const list = await this.readList(this.data.lines.length, (how) =>
      myServices({ ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ lines: list.items.map((row) => serviceLine(row, 'volunteer', now)), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.askAnew({ tab: event.detail.key, lines: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await myServices({ ...this.input(), cursor });
      const more = page.items.map((row) => serviceLine(row, 'volunteer', Date.now()));
      return { lines: appended(this.data.lines, more, ({ serviceId }) => serviceId), next: page.next };
    });
  },
  onLine(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.volunteerService(String(event.currentTarget.dataset.id)));
  },
  onScan() {
    go(ROUTES.scan());
  },
});
