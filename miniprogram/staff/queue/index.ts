/** What waits for staff, kind by kind and step by step, kept up to date while it is looked at. */
import type { CaseKind, CaseTab } from '../../../typings/domain';
import type { ChoiceOption, TabItem } from '../../components/types';
import { rowView, type RowView } from '../../pages/shared/case-view';
import { appended } from '../../pages/shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { home } from '../../services/accounts';
import { queue } from '../../services/applications';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { CASE_KIND_LABELS } from '../../shared/case-states';
import { keepOrder } from '../shared/order';
import { firstTab, isCaseKind, kindOptions, tabOr, tabsOf } from './kinds';

const ALL_VILLAGES = 'all';

definePage({
  version: undefined as number | undefined,
  /** Grows with each change of tab or filter: an answer to an earlier question is dropped. */
  question: 0,
  data: {
    kind: 'device' as CaseKind,
    kindLabel: '',
    kinds: [] as ChoiceOption[],
    choosingKind: false,
    tab: 'toCheck' as CaseTab,
    tabs: [] as TabItem[],
    rows: [] as RowView[],
    next: null as string | null,
    loadingMore: false,
    q: '',
    isTown: false,
    villageId: ALL_VILLAGES,
    villageLabel: '全部村（社区）',
    villages: [] as ChoiceOption[],
    choosingVillage: false,
  },

  onLoad(query) {
    const isTown = ['townStaff', 'admin'].includes(activeRole()?.role ?? '');
    const kind = isCaseKind(query.kind) ? query.kind : 'device';
    this.setData({ isTown, tab: tabOr(kind, query.tab, isTown) });
    this.showKind(kind);
  },
  showKind(kind: CaseKind) {
    this.setData({ kind, kindLabel: CASE_KIND_LABELS[kind], tabs: tabsOf(kind) });
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
    const question = this.question;
    const { kind, tab, q, villageId, next } = this.data;
    const answer = await queue({
      kind,
      tab,
      ...(q ? { q } : {}),
      ...(villageId === ALL_VILLAGES ? {} : { villageId }),
      ...(this.version === undefined ? {} : { knownVersion: this.version }),
    });
    if (question !== this.question) return undefined;
    if (answer.unchanged) return undefined;
    const fresh = this.version === undefined;
    this.version = answer.version;
    const now = Date.now();
    const rows = answer.items.map((row) => rowView(row, true, now));
    // With further pages open only the first page is renewed; who scrolled keeps their place.
    const deep = !fresh && this.data.rows.length > rows.length && next !== answer.next;
    this.setData({
      tabs: tabsOf(kind, answer.counts),
      ...(deep ? {} : { rows, next: answer.next }),
    });
    keepOrder(this.data.rows.map((row) => row.applicationId));
    return this.data.rows.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  async ask(change: { tab?: CaseTab; q?: string; villageId?: string; villageLabel?: string }) {
    this.question += 1;
    this.setData({ ...change, rows: [], next: null, phase: 'loading' });
    await this.reload();
  },
  async onChooseKind() {
    this.setData({ choosingKind: true, kinds: kindOptions(null) });
    try {
      const answer = await home();
      if (answer.home.role === 'villageStaff' || answer.home.role === 'townStaff')
        this.setData({ kinds: kindOptions(answer.home.waiting.cases) });
    } catch {
      // The numbers are a help; the choice works without them.
    }
  },
  onKindClose() {
    this.setData({ choosingKind: false });
  },
  onKind(event: WechatMiniprogram.CustomEvent<{ value: CaseKind }>) {
    const kind = event.detail.value;
    this.setData({ choosingKind: false });
    if (kind === this.data.kind) return;
    this.showKind(kind);
    void this.ask({ tab: firstTab(kind, this.data.isTown) });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: CaseTab }>) {
    void this.ask({ tab: event.detail.key });
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    if (event.detail.value.trim() !== this.data.q) void this.ask({ q: event.detail.value.trim() });
  },
  onClear() {
    if (this.data.q !== '') void this.ask({ q: '' });
  },
  async onVillageFilter() {
    this.setData({ choosingVillage: true });
    if (this.data.villages.length > 0) return;
    try {
      const options = await villageOptions();
      this.setData({ villages: [{ value: ALL_VILLAGES, label: '全部村（社区）' }, ...options] });
    } catch {
      this.setData({ choosingVillage: false });
      this.say('村名没有读出来', '请检查网络，再试一次。');
    }
  },
  onVillageClose() {
    this.setData({ choosingVillage: false });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const villageId = event.detail.value;
    const villageLabel = this.data.villages.find((each) => each.value === villageId)?.label ?? '';
    this.setData({ choosingVillage: false });
    void this.ask({ villageId, villageLabel });
  },
  async onReachBottom() {
    const { kind, tab, q, villageId, next, loadingMore } = this.data;
    if (!next || loadingMore) return;
    const question = this.question;
    this.setData({ loadingMore: true });
    try {
      const page = await queue({
        kind,
        tab,
        ...(q ? { q } : {}),
        ...(villageId === ALL_VILLAGES ? {} : { villageId }),
        cursor: next,
      });
      if (page.unchanged || question !== this.question) return;
      const more = page.items.map((row) => rowView(row, true, Date.now()));
      const rows = appended(this.data.rows, more, (row) => row.applicationId);
      this.setData({ rows, next: page.next });
      keepOrder(rows.map((row) => row.applicationId));
    } catch {
      void wx.showToast({ title: '后面的没有读出来，请再试', icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },
});
