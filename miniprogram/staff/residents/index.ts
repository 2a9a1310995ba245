/** Looking residents up: by name or whole number, by any mixture of conditions, under a name of one's own. */
import type { ResidentFilter, ResidentRow, ResidentSort } from '../../../typings/api/register';
import type { FieldEvent } from '../../pages/shared/form';
import { appended } from '../../shared/paging';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';
import { activeRole } from '../../services/session';
import { normaliseDocument } from '../../shared/id-number';
import { LOW_INCOME_LABELS } from '../../shared/labels';
import { LOOK_UP_DATA, lookUpHandlers } from '../shared/look-up';
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
  ...lookUpHandlers,
  data: {
    ...LOOK_UP_DATA,
    form: EMPTY_FORM,
    sort: 'register' as ResidentSort,
    sorts: Object.entries(RESIDENT_SORT_LABELS).map(([value, label]) => ({ value, label })),
    hasDay: false,
    options: FILTER_OPTIONS,
    rows: [] as Row[],
    ...VIEW_DATA,
  },

  onLoad(query) {
    const isTown = ['townStaff', 'admin'].includes(activeRole()?.role ?? '');
    const form = formOfFilter(asked(query.filter));
    this.setData({ isTown, form, hasDay: incomeHasDay(form.income) });
    if (isTown) void this.readVillages({ value: ANY, label: '不限' });
    else this.showWords();
  },
  words(villageNames: Record<string, string>) {
    const { form, sort } = this.data;
    return [
      residentFilterWords(filterOfForm(form), villageNames),
      sort === 'register' ? '' : RESIDENT_SORT_LABELS[sort],
    ];
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
