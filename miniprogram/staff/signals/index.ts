/** What in the services looks as if points were made rather than earned: asked about, and written down as looked at. */
import type { PairingApi } from '../../../typings/api/pairing';
import type { SignalKind, SignalView } from '../../../typings/api/signals';
import { appended } from '../../shared/paging';
import { call } from '../../services/call';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDate, friendlyTime } from '../../shared/china-time';
import { durationWords } from '../../shared/service-words';
import { settleHandlers } from '../shared/settle';

type State = PairingApi['signals']['input']['state'];

const KINDS: Record<SignalKind, { title: string; advice: string }> = {
  dailyCap: {
    title: '同一对常常得满积分',
    advice: '打电话问问本人：是不是这么多天都来、每次多久。说不对的，请本人在那次服务里选“不是这样”。',
  },
  overlaps: {
    title: '服务时间重叠',
    advice: '打开这几次服务，问清楚哪一次的时间是对的。待核对的，可以改分钟数或者不算。',
  },
  lateEntries: {
    title: '补记得多',
    advice: '请志愿者上门时当面扫码。补记的每一次，先问过本人再通过。',
  },
};

const EMPTY: Record<State, { title: string; note: string }> = {
  open: { title: '没有要看的', note: '程序每天夜里查一遍，有要看的会出现在这里。' },
  settled: { title: '还没有看过的', note: '记下核实结果的会留在这里。' },
};

interface Card {
  signalId: string;
  title: string;
  note: string;
  words: string;
  advice: string;
  volunteer: { volunteerId: string; name: string };
  resident: { residentId: string; name: string } | null;
  services: { serviceId: string; words: string }[];
  settled: string;
  own: boolean;
}

function cardOf(view: SignalView, now: number): Card {
  const { title, advice } = KINDS[view.kind];
  const { signalId, words, volunteer, resident, settled, own } = view;
  return {
    signalId,
    title,
    note: `${view.villageName}，${friendlyDate(view.foundAt, now)}查到`,
    words,
    advice,
    volunteer,
    resident,
    services: view.services.map(({ serviceId, startedAt, minutes }) => ({
      serviceId,
      words: `${friendlyTime(startedAt, now)}，${durationWords(minutes)}`,
    })),
    settled: settled ? `${friendlyDate(settled.at, now)}，${settled.by}：${settled.reason}` : '',
    own,
  };
}

definePage({
  ...settleHandlers<Card, 'signalId'>('signalId', {
    settle: (input, requestId) => call('pairing', 'settleSignal', input, { requestId }),
    reopen: (input, requestId) => call('pairing', 'reopenSignal', input, { requestId }),
    missing: '请写问了谁、是怎么回事，会留在记录里',
    settled: { title: '记下了', icon: 'success' },
  }),
  data: {
    tab: 'open' as State,
    tabs: [
      { key: 'open', label: '要看的' },
      { key: 'settled', label: '看过的' },
    ],
    empty: EMPTY.open,
    villageId: '',
    cards: [] as Card[],
    settling: null as Card | null,
    reason: '',
  },

  input() {
    const { tab, villageId } = this.data;
    return { state: tab, ...(villageId ? { villageId } : {}) };
  },
  async load() {
    const list = await this.readList(this.data.cards.length, (how) =>
      call('pairing', 'signals', { ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ cards: list.items.map((item) => cardOf(item, now)), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: State }>) {
    const tab = event.detail.key;
    this.ask({ tab, empty: EMPTY[tab] });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  ask(change: Record<string, unknown>) {
    void this.askAnew({ ...change, cards: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await call('pairing', 'signals', { ...this.input(), cursor });
      const now = Date.now();
      const more = page.items.map((item) => cardOf(item, now));
      return { cards: appended(this.data.cards, more, ({ signalId }) => signalId), next: page.next };
    });
  },
  onService(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.staffService(String(event.currentTarget.dataset.service)));
  },
  onVolunteer(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.staffVolunteer(String(event.currentTarget.dataset.volunteer)));
  },
  onResident(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.resident(String(event.currentTarget.dataset.resident)));
  },
});
