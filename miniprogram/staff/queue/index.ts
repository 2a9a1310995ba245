/** What waits for staff, kind by kind and step by step, kept up to date while it is looked at. */
import type { Output } from '../../../typings/api';
import type { CaseKind, CaseTab } from '../../../typings/domain';
import type { ChoiceOption, TabItem } from '../../components/types';
import { rowView, type RowView } from '../../pages/shared/case-view';
import { appended } from '../../shared/paging';
import { home } from '../../services/accounts';
import { queue } from '../../services/applications';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { CASE_KIND_LABELS } from '../../shared/case-states';
import { keepOrder } from '../shared/order';
import { Bulk, bulkSteps, type BulkResult, type BulkStep } from './bulk';
import { firstTab, isCaseKind, kindOptions, tabOr, tabsOf } from './kinds';

type Who = '' | 'mine' | 'nobody';
type Sort = 'due' | 'oldest' | 'newest';
type Page = Exclude<Output<'applications', 'queue'>, { unchanged: true }>;

const SORTS: { value: Sort; label: string }[] = [
  { value: 'oldest', label: '先来的在前' },
  { value: 'due', label: '快到期的在前' },
  { value: 'newest', label: '新来的在前' },
];

interface Filter {
  kind: CaseKind;
  tab: CaseTab;
  q: string;
  villageId: string;
  who: Who;
  overdue: boolean;
  /** '' the usual one: oldest first, of done ones the newest. */
  sort: Sort | '';
}

definePage({
  bulk: null as Bulk | null,
  data: {
    kind: 'device' as CaseKind,
    kindLabel: '',
    kinds: [] as ChoiceOption[],
    choosingKind: false,
    tab: 'toCheck' as CaseTab,
    tabs: [] as TabItem[],
    rows: [] as RowView[],
    q: '',
    isTown: false,
    /** '' for all. */
    villageId: '',
    who: '' as Who,
    overdue: false,
    /** Overdue ones of this tab, whatever the filter shows. */
    overdueCount: 0,
    sort: '' as Sort | '',
    sortLabel: '',
    sorts: SORTS as ChoiceOption[],
    choosingSort: false,
    /** Whether anything narrows the list: then empty means something else. */
    narrowed: false,
    /** Several at once. */
    mayChoose: false,
    choosing: false,
    choices: [] as ChoiceOption[],
    chosen: [] as string[],
    steps: [] as { key: string; label: string; icon: string }[],
    bulkQuestion: { show: false, title: '', text: '', confirm: '' },
    /** 'n / m' while it runs. */
    progress: '',
    results: [] as BulkResult[],
    resultTitle: '',
    showResults: false,
    mayRepeat: false,
  },

  onLoad(query) {
    const isTown = ['townStaff', 'admin'].includes(activeRole()?.role ?? '');
    const kind = isCaseKind(query.kind) ? query.kind : 'device';
    const { villageId } = query;
    this.setData({ isTown, tab: tabOr(kind, query.tab, isTown), ...(villageId ? { villageId } : {}) });
    this.showKind(kind);
    this.showFilter();
  },
  showKind(kind: CaseKind) {
    this.setData({ kind, kindLabel: CASE_KIND_LABELS[kind], tabs: tabsOf(kind) });
  },
  showFilter() {
    const { kind, tab, isTown, q, who, overdue, sort, villageId } = this.data;
    const steps = bulkSteps(kind, tab, isTown).map(({ key, label, icon }) => ({ key, label, icon }));
    const usual = tab === 'done' ? 'newest' : 'oldest';
    const sortLabel = q
      ? '按姓名'
      : overdue
        ? '超时久的在前'
        : (SORTS.find(({ value }) => value === (sort || usual))?.label ?? '');
    this.setData({
      steps,
      sortLabel,
      mayChoose: steps.length > 0,
      narrowed: q !== '' || who !== '' || overdue || villageId !== '',
    });
  },
  async poll() {
    // What is being ticked must not move under the finger.
    if (this.data.choosing || this.data.progress) return;
    const phase = await this.load();
    if (phase !== this.data.phase) this.setData({ phase });
  },
  filter() {
    const { kind, tab, q, villageId, who, overdue, sort } = this.data;
    return {
      kind,
      tab,
      ...(q ? { q } : {}),
      ...(villageId ? { villageId } : {}),
      ...(who ? { who } : {}),
      ...(overdue ? { overdue } : {}),
      ...(sort ? { sort } : {}),
    };
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) => queue({ ...this.filter(), ...how }));
    if (!list) return this.data.phase;
    return this.show(list);
  },
  show(answer: Page) {
    const now = Date.now();
    const rows = answer.items.map((row) => rowView(row, true, now));
    this.setData({
      tabs: tabsOf(this.data.kind, answer.counts),
      overdueCount: answer.overdue,
      rows,
      next: answer.next,
    });
    keepOrder(rows.map((row) => row.applicationId));
    return rows.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  async ask(change: Partial<Filter>) {
    const asked = this.askAnew({ ...change, rows: [], choosing: false, chosen: [] });
    this.showFilter();
    await asked;
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
    void this.ask({ kind, tab: firstTab(kind, this.data.isTown) });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: CaseTab }>) {
    // Done ones have no promise: the filter would find nothing.
    const tab = event.detail.key;
    const over = tab === 'done' || tab === 'waiting';
    void this.ask({ tab, ...(over ? { overdue: false, who: '' as const } : {}) });
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    if (event.detail.value.trim() !== this.data.q) void this.ask({ q: event.detail.value.trim() });
  },
  onMine() {
    void this.ask({ who: this.data.who === 'mine' ? '' : 'mine' });
  },
  onNobody() {
    void this.ask({ who: this.data.who === 'nobody' ? '' : 'nobody' });
  },
  onOverdue() {
    void this.ask({ overdue: !this.data.overdue });
  },
  onChooseSort() {
    this.setData({ choosingSort: true });
  },
  onSortClose() {
    this.setData({ choosingSort: false });
  },
  onSort(event: WechatMiniprogram.CustomEvent<{ value: Sort }>) {
    this.setData({ choosingSort: false });
    void this.ask({ sort: event.detail.value, overdue: false });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    void this.ask({ villageId: event.detail.villageId });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await queue({ ...this.filter(), cursor });
      if (page.unchanged) return null;
      const more = page.items.map((row) => rowView(row, true, Date.now()));
      return { rows: appended(this.data.rows, more, (row) => row.applicationId), next: page.next };
    });
    if (this.data.choosing) this.showChoices();
    keepOrder(this.data.rows.map((row) => row.applicationId));
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },

  showChoices() {
    const choices = this.data.rows.map(({ applicationId, title, status, assignee, overdue, meta }) => ({
      value: applicationId,
      label: title,
      note: [status, overdue ? '已超时' : '', assignee, meta].filter(Boolean).join('，'),
    }));
    this.setData({ choices });
  },
  onChoose() {
    this.setData({ choosing: true, chosen: [] });
    this.showChoices();
  },
  onChooseEnd() {
    this.setData({ choosing: false, chosen: [] });
  },
  onChosen(event: WechatMiniprogram.CustomEvent<{ value: string[] }>) {
    this.setData({ chosen: event.detail.value });
  },
  onAll() {
    const all = this.data.choices.map(({ value }) => value);
    this.setData({ chosen: this.data.chosen.length === all.length ? [] : all });
  },
  step(key: string): BulkStep | undefined {
    const { kind, tab, isTown } = this.data;
    return bulkSteps(kind, tab, isTown).find((step) => step.key === key);
  },
  onBulk(event: WechatMiniprogram.CustomEvent) {
    const step = this.step(String(event.currentTarget.dataset.key));
    const n = this.data.chosen.length;
    if (!step || n === 0) return;
    this.bulk = new Bulk(step);
    this.setData({
      bulkQuestion: {
        show: true,
        title: `${step.label}：${n}件`,
        text: step.question(n),
        confirm: step.label,
      },
    });
  },
  onBulkCancel() {
    this.setData({ 'bulkQuestion.show': false });
  },
  onBulkConfirm() {
    this.setData({ 'bulkQuestion.show': false });
    void this.carryOutAll(this.data.chosen, []);
  },
  /** One after the other; what is done stays done, whatever happens to the rest. */
  async carryOutAll(ids: readonly string[], before: readonly BulkResult[]) {
    const { bulk } = this;
    if (!bulk || this.data.progress) return;
    const results = [...before];
    for (const [n, id] of ids.entries()) {
      this.setData({ progress: `正在办第${n + 1}件，共${ids.length}件` });
      const title = this.data.rows.find(({ applicationId }) => applicationId === id)?.title ?? '';
      results.push(await bulk.one(id, title));
    }
    const failed = results.filter(({ done }) => !done);
    const done = results.length - failed.length;
    this.setData({
      progress: '',
      // What needs a look comes first.
      results: [...failed, ...results.filter((one) => one.done)],
      resultTitle: failed.length === 0 ? `${done}件都办好了` : `办好${done}件，${failed.length}件没有办`,
      mayRepeat: failed.some(({ again }) => again),
      showResults: true,
      choosing: false,
      chosen: [],
    });
    await this.reload();
  },
  onRepeat() {
    const { results } = this.data;
    this.setData({ showResults: false });
    const again = results.filter((one) => one.again).map(({ applicationId }) => applicationId);
    void this.carryOutAll(
      again,
      results.filter((one) => !one.again),
    );
  },
  onResultsClose() {
    this.setData({ showResults: false });
  },
  onResult(event: WechatMiniprogram.CustomEvent) {
    this.setData({ showResults: false });
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },
});
