/** Services that wait for staff, live: typed in, flagged or disputed ones, and what was decided. */
import type { PairingApi } from '../../../typings/api/pairing';
import { appended } from '../../shared/paging';
import { serviceLine, type ServiceLine } from '../../pages/shared/service-view';
import { go, ROUTES } from '../../services/nav';
import { serviceQueue } from '../../services/pairing';
import { definePage } from '../../services/page';
import { keepOrder } from '../shared/order';

type Tab = PairingApi['serviceQueue']['input']['tab'];

const EMPTY: Record<Tab, { title: string; note: string }> = {
  toCheck: { title: '没有要核对的服务', note: '补记的、时间有疑问的服务会自动出现在这里。' },
  disputed: { title: '没有不同意见', note: '残障朋友说“不是这样”的服务会出现在这里。' },
  unanswered: {
    title: '没有没人答复的',
    note: '提醒过几次还没有答复的服务会出现在这里，打电话问清楚就可以办结。',
  },
  decided: { title: '还没有核对过', note: '您核对过的服务会出现在这里。' },
};

definePage({
  live: true,
  data: {
    tab: 'toCheck' as Tab,
    tabs: [
      { key: 'toCheck', label: '待核对' },
      { key: 'disputed', label: '有不同意见' },
      { key: 'unanswered', label: '没人答复' },
      { key: 'decided', label: '核对过的' },
    ],
    empty: EMPTY.toCheck,
    villageId: '',
    lines: [] as ServiceLine[],
  },

  input() {
    const { tab, villageId } = this.data;
    return { tab, ...(villageId ? { villageId } : {}) };
  },
  async load() {
    const list = await this.readList(this.data.lines.length, (how) =>
      serviceQueue({ ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ lines: list.items.map((row) => serviceLine(row, 'staff', now)), next: list.next });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    const tab = event.detail.key;
    this.ask({ tab, empty: EMPTY[tab] });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  ask(change: Record<string, unknown>) {
    void this.askAnew({ ...change, lines: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await serviceQueue({ ...this.input(), cursor });
      if (page.unchanged) return null;
      const more = page.items.map((row) => serviceLine(row, 'staff', Date.now()));
      return { lines: appended(this.data.lines, more, ({ serviceId }) => serviceId), next: page.next };
    });
  },
  onSignals() {
    go(ROUTES.signals());
  },
  onLine(event: WechatMiniprogram.CustomEvent) {
    keepOrder(this.data.lines.map(({ serviceId }) => serviceId));
    go(ROUTES.staffService(String(event.currentTarget.dataset.id)));
  },
});
