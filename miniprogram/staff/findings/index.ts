/** What does not fit together in the register: put right, merged, or written down as looked at. */
import type { FindingKind, FindingView } from '../../../typings/api/register';
import type { TabItem } from '../../components/types';
import { appended } from '../../shared/paging';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDate, friendlyDays } from '../../shared/china-time';
import { registerCommand, registerQuery } from '../shared/register';
import { FINDING_KINDS, FINDINGS } from '../shared/register-words';
import { settleHandlers } from '../shared/settle';

const ALL = 'all';
const SETTLED = 'settled';

interface Card {
  findingId: string;
  kind: FindingKind;
  title: string;
  words: string;
  advice: string;
  village: string;
  people: { residentId: string; name: string; note: string; label: string }[];
  settled: string;
  /** Two records to be compared. */
  pair: boolean;
}

function cardOf({ findingId, kind, words, villageName, people, settled }: FindingView): Card {
  const { title, advice } = FINDINGS[kind];
  return {
    findingId,
    kind,
    title,
    words: friendlyDays(words, Date.now()),
    advice,
    village: villageName || '两个村',
    people: people.map((one) => ({ ...one, label: `看${one.name}的登记` })),
    settled: settled ? `${friendlyDate(settled.at, Date.now())}，${settled.by}：${settled.reason}` : '',
    pair: kind === 'duplicate',
  };
}

/** The next thing to do, by what was found. */
function fixOf(kind: FindingKind, residentId: string): { words: string; url: string } {
  switch (kind) {
    case 'unverifiedLong':
      return { words: '去核实', url: ROUTES.verifications() };
    case 'villageUnknown':
      return { words: '办迁村', url: ROUTES.leaving(residentId) };
    case 'incomeUnknown':
    case 'incomeEnded':
      return { words: '登记低保低边', url: ROUTES.resident(residentId) };
    default:
      return { words: '改资料', url: ROUTES.residentEdit(residentId) };
  }
}

definePage({
  ...settleHandlers<Card, 'findingId'>('findingId', {
    settle: (input, requestId) => registerCommand('settleFinding', input, requestId),
    reopen: (input, requestId) => registerCommand('reopenFinding', input, requestId),
    missing: '请写核对的结果，会留在记录里',
    settled: { title: '记下了，不再提醒', icon: 'none' },
  }),
  data: {
    tab: ALL as string,
    tabs: [] as TabItem[],
    cards: [] as (Card & { fix: string })[],
    settling: null as Card | null,
    reason: '',
  },

  onLoad(query) {
    if (query.kind) this.setData({ tab: query.kind });
  },
  input() {
    const { tab } = this.data;
    if (tab === SETTLED) return { state: 'settled' as const };
    return tab === ALL ? {} : { kind: tab as FindingKind };
  },
  shown(items: FindingView[]) {
    return items.map((item) => ({
      ...cardOf(item),
      fix: fixOf(item.kind, item.people[0]?.residentId ?? '').words,
    }));
  },
  async load() {
    const list = await this.readList(this.data.cards.length, (how) =>
      registerQuery('findings', { ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    if (list.counts && this.data.tab !== SETTLED) this.setData({ tabs: this.tabsOf(list.counts) });
    this.setData({ cards: this.shown(list.items), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  tabsOf(counts: Partial<Record<FindingKind, number>>): TabItem[] {
    const kinds = FINDING_KINDS.filter((kind) => (counts[kind] ?? 0) > 0 || kind === this.data.tab);
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
    return [
      { key: ALL, label: '全部', count: all },
      ...kinds.map((kind) => ({ key: kind, label: FINDINGS[kind].title, count: counts[kind] ?? 0 })),
      { key: SETTLED, label: '核对过的' },
    ];
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    void this.askAnew({ tab: event.detail.key, cards: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await registerQuery('findings', { ...this.input(), cursor });
      return {
        cards: appended(this.data.cards, this.shown(page.items), ({ findingId }) => findingId),
        next: page.next,
      };
    });
  },
  onPerson(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.resident(String(event.currentTarget.dataset.person)));
  },
  onFix(event: WechatMiniprogram.CustomEvent) {
    const card = this.cardAt(event);
    const [first, second] = card?.people ?? [];
    if (!card || !first) return;
    go(
      card.pair && second
        ? ROUTES.merge(first.residentId, second.residentId)
        : fixOf(card.kind, first.residentId).url,
    );
  },
  onSignals() {
    go(ROUTES.signals());
  },
});
