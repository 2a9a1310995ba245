/** Looking residents up: by name or whole number, by any mixture of conditions, under a name of one's own. */
import type { ResidentFilter, ResidentRow, ResidentSort } from '../../../typings/api/register';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { appended } from '../../shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';
import { activeRole } from '../../services/session';
import { normaliseDocument } from '../../shared/id-number';
import { LOW_INCOME_LABELS } from '../../shared/labels';
import {
  lastHelpWords,
  RESIDENT_SORT_LABELS,
  residentFilterWords,
  STATUS_LABELS,
} from '../shared/register-words';
import { VIEW_DATA, viewTools, type ViewOf } from '../shared/saved-views';
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
  ...viewTools('residents', '三组老人'),
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
    ...VIEW_DATA,
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
  looking() {
    return { filter: filterOfForm(this.data.form), sort: this.data.sort };
  },
  lookUp(view: ViewOf<'residents'>, chosen: object) {
    const form = formOfFilter(view.filter);
    this.ask({ form, sort: view.sort, hasDay: incomeHasDay(form.income), ...chosen });
  },
});
