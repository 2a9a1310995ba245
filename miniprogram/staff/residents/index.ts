/** Looking residents up: by name or whole number, by any mixture of conditions, under a name of one's own. */
import type { ResidentFilter, ResidentRow, ResidentSort, SavedView } from '../../../typings/api/register';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { appended } from '../../pages/shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';
import { activeRole } from '../../services/session';
import { normaliseDocument } from '../../shared/id-number';
import { LOW_INCOME_LABELS } from '../../shared/labels';
import { registerCommand } from '../shared/register';
import {
  lastHelpWords,
  RESIDENT_SORT_LABELS,
  residentFilterWords,
  STATUS_LABELS,
} from '../shared/register-words';
import { viewsOf, type ViewLine, type ViewOf } from '../shared/saved-views';
import { tag, type Tag } from '../shared/tag';
import { ANY, EMPTY_FORM, FILTER_OPTIONS, filterOfForm, formOfFilter, incomeHasDay } from './filter';

interface Row {
  residentId: string;
  title: string;
  note: string;
  tags: Tag[];
  /** The tags in one text. */
  said: string;
}

/** The village is said where there are several. */
function rowOf(row: ResidentRow, isTown: boolean): Row {
  const tags = [
    ...(row.status === 'active' ? [] : [tag(STATUS_LABELS[row.status], 'logout')]),
    ...(row.lowIncome === 'none'
      ? []
      : [tag(row.lowIncome === 'unknown' ? '低保待核对' : LOW_INCOME_LABELS[row.lowIncome], 'money')]),
    ...(row.paired ? [] : [tag('没结对', 'unlink')]),
    ...(row.bound ? [tag('已绑定微信', 'chat')] : []),
  ];
  return {
    residentId: row.residentId,
    title: row.name,
    note: [
      ...(isTown ? [row.villageName] : []),
      `${row.age}岁`,
      row.categoryLabel + row.levelLabel,
      lastHelpWords(row.lastServiceAt, Date.now()),
    ].join('，'),
    tags,
    said: tags.map(({ text }) => text).join('，'),
  };
}

/** What another page asks to see, as it stands in the address; nothing when it cannot be read. */
function asked(text: string | undefined): ResidentFilter {
  try {
    return JSON.parse(decodeURIComponent(text ?? '{}')) as ResidentFilter;
  } catch {
    return {};
  }
}

definePage({
  views: [] as ViewOf<'residents'>[],
  data: {
    q: '',
    form: EMPTY_FORM,
    sort: 'register' as ResidentSort,
    sorts: Object.entries(RESIDENT_SORT_LABELS).map(([value, label]) => ({ value, label })),
    filterWords: '',
    isTown: false,
    filtering: false,
    hasDay: false,
    options: FILTER_OPTIONS,
    villages: [] as ChoiceOption[],
    rows: [] as Row[],
    total: 0,
    /** The look-ups under a name. */
    choosing: false,
    lines: [] as ViewLine[],
    viewId: '',
    viewName: '',
    /** The look-up chosen is the officer's own, so that it can take the filter as it is now. */
    renewable: false,
    naming: false,
    /** The look-up that gets another name; '' for a new one. */
    renaming: '',
    newName: '',
    dropping: null as ViewLine | null,
  },

  onLoad(query) {
    const isTown = ['townStaff', 'admin'].includes(activeRole()?.role ?? '');
    const form = formOfFilter(asked(query.filter));
    this.setData({ isTown, form, hasDay: incomeHasDay(form.income) });
    if (isTown) void this.readVillages();
    else this.showWords();
  },
  async readVillages() {
    try {
      this.setData({ villages: [{ value: ANY, label: '不限' }, ...(await villageOptions())] });
    } catch {
      // The other filters work without the names of the villages.
    }
    this.showWords();
  },
  /** The words of the filter, once the names of the villages are known. */
  showWords() {
    const names = Object.fromEntries(this.data.villages.map(({ value, label }) => [value, label]));
    const words = [
      residentFilterWords(filterOfForm(this.data.form), names),
      this.data.sort === 'register' ? '' : RESIDENT_SORT_LABELS[this.data.sort],
    ];
    this.setData({ filterWords: words.filter(Boolean).join('，') });
  },
  input() {
    const { q, form, sort } = this.data;
    return {
      ...filterOfForm(form),
      ...(q ? { q: /\d/.test(q) ? normaliseDocument(q) : q } : {}),
      ...(sort === 'register' ? {} : { sort }),
    };
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) => residents({ ...this.input(), ...how }));
    if (!list) return this.data.phase;
    this.setData({
      rows: list.items.map((row) => rowOf(row, this.data.isTown)),
      next: list.next,
      total: list.total ?? list.items.length,
    });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  ask(change: Record<string, unknown>) {
    void this.askAnew({ ...change, rows: [] });
    this.showWords();
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const q = event.detail.value.trim();
    if (q !== this.data.q) this.ask({ q });
  },
  onClear() {
    if (this.data.q !== '') this.ask({ q: '' });
  },
  onFilter() {
    this.setData({ filtering: true });
  },
  onFilterClose() {
    this.setData({ filtering: false });
  },
  onFilterChange(event: FieldEvent) {
    const { name, value } = event.detail;
    const form = { ...this.data.form, [name]: value };
    this.ask({ form, hasDay: incomeHasDay(form.income) });
  },
  onIncomeDay(event: WechatMiniprogram.PickerChange) {
    this.ask({ form: { ...this.data.form, incomeOn: String(event.detail.value) } });
  },
  onIncomeToday() {
    this.ask({ form: { ...this.data.form, incomeOn: '' } });
  },
  onSort(event: FieldEvent) {
    this.ask({ sort: event.detail.value as ResidentSort });
  },
  onReset() {
    this.ask({ form: EMPTY_FORM, sort: 'register', hasDay: false, viewId: '', viewName: '' });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await residents({ ...this.input(), cursor });
      return {
        rows: appended(
          this.data.rows,
          page.items.map((row) => rowOf(row, this.data.isTown)),
          (row) => row.residentId,
        ),
        next: page.next,
      };
    });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.resident(String(event.currentTarget.dataset.id)));
  },
  onCounts() {
    go(ROUTES.counts());
  },

  async onViews() {
    this.setData({ choosing: true, naming: false, newName: '', dropping: null, errors: {} });
    await this.readViews();
  },
  async readViews() {
    const { views, lines } = await viewsOf('residents');
    this.views = views;
    const renewable = lines.some(({ viewId, own }) => own && viewId === this.data.viewId);
    this.setData({ lines, renewable });
  },
  onViewsClose() {
    this.setData({ choosing: false });
  },
  onView(event: WechatMiniprogram.CustomEvent) {
    const view = this.views.find((one: SavedView) => one.viewId === event.currentTarget.dataset.id);
    if (!view) return;
    const form = formOfFilter(view.filter);
    const { viewId, name, sort } = view;
    this.ask({ form, sort, hasDay: incomeHasDay(form.income), viewId, viewName: name, choosing: false });
  },
  onNaming() {
    this.setData({ naming: true, renaming: '', newName: '' });
  },
  onRename(event: WechatMiniprogram.CustomEvent) {
    const view = this.views.find((one: SavedView) => one.viewId === event.currentTarget.dataset.id);
    if (view) this.setData({ naming: true, renaming: view.viewId, newName: view.name, errors: {} });
  },
  onName(event: FieldEvent) {
    this.setData({ newName: event.detail.value, errors: {} });
  },
  async onKeep() {
    const name = this.data.newName.trim();
    if (name === '') {
      this.setData({ errors: { name: '请起个名字，例如“三组老人”' } });
      return;
    }
    const old = this.views.find(({ viewId }: SavedView) => viewId === this.data.renaming);
    if (old) await this.rename(old, name);
    else await this.keep(name);
  },
  /** Another name for what was kept before; the list that is shown stays. */
  async rename({ viewId, filter, sort }: ViewOf<'residents'>, name: string) {
    const input = { of: 'residents' as const, name, filter, sort, viewId };
    const saved = await this.act('view', input, (requestId) => registerCommand('saveView', input, requestId));
    if (!saved) return;
    this.setData({ naming: false, renaming: '', ...(this.data.viewId === viewId ? { viewName: name } : {}) });
    await this.readViews();
  },
  /** The own look-up that was chosen takes the filter as it is now. */
  async onRenew() {
    const { viewId, viewName } = this.data;
    await this.keep(viewName, viewId);
  },
  async keep(name: string, known?: string) {
    const input = {
      of: 'residents' as const,
      name,
      filter: filterOfForm(this.data.form),
      sort: this.data.sort,
      ...(known ? { viewId: known } : {}),
    };
    const saved = await this.act('view', input, (requestId) => registerCommand('saveView', input, requestId));
    if (!saved) return;
    this.setData({ choosing: false, viewId: saved.viewId, viewName: name });
    void wx.showToast({ title: '存好了', icon: 'success' });
  },
  onDrop(event: WechatMiniprogram.CustomEvent) {
    const dropping = this.data.lines.find(({ viewId }) => viewId === event.currentTarget.dataset.id) ?? null;
    this.setData({ dropping });
  },
  onDropCancel() {
    this.setData({ dropping: null });
  },
  async onDropConfirm() {
    const { dropping } = this.data;
    if (!dropping) return;
    const input = { viewId: dropping.viewId };
    const done = await this.act('drop', input, (requestId) => registerCommand('dropView', input, requestId));
    this.setData({ dropping: null });
    if (done) await this.readViews();
  },
});
