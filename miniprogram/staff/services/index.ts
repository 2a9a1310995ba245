/** Services that wait for staff, live: typed in, flagged or disputed ones, and what was decided. */
import type { PairingApi } from '../../../typings/api/pairing';
import { appended, readOn } from '../../pages/shared/paging';
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
  version: undefined as number | undefined,
  question: 0,
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
    this.version = undefined;
    return this.read();
  },
  async poll() {
    const phase = await this.read();
    if (phase) this.setData({ phase });
  },
  async read() {
    const { question, version } = this;
    const known = version === undefined ? {} : { knownVersion: version };
    const answer = await serviceQueue({ ...this.input(), ...known });
    if (question !== this.question || answer.unchanged) return undefined;
    const { items, next } = await readOn(answer, this.data.lines.length, (cursor) =>
      serviceQueue({ ...this.input(), cursor }),
    );
    if (question !== this.question) return undefined;
    // Only now: were the line to break before, the next question would be answered by 'unchanged'.
    this.version = answer.version;
    const now = Date.now();
    this.setData({ lines: items.map((row) => serviceLine(row, 'staff', now)), next });
    return items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    const tab = event.detail.key;
    this.ask({ tab, empty: EMPTY[tab] });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  ask(change: Record<string, unknown>) {
    this.question += 1;
    this.setData({ ...change, lines: [], next: null, phase: 'loading' });
    void this.reload();
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
