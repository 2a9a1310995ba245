/** Looking residents up: by name or whole number, by village, kind and level. */
import type { ResidentFilter, ResidentRow } from '../../../typings/api/registry';
import type { ChoiceOption } from '../../components/types';
import { appended } from '../../pages/shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';
import { activeRole } from '../../services/session';
import { normaliseDocument } from '../../shared/id-number';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../shared/labels';

const ANY = 'any';

interface Row {
  residentId: string;
  title: string;
  note: string;
  id: string;
  tags: string[];
}

function rowOf(row: ResidentRow): Row {
  return {
    residentId: row.residentId,
    title: row.name,
    note: `${row.villageName}，${row.age}岁，${row.categoryLabel}${row.levelLabel}`,
    id: row.idNumberMasked,
    tags: [
      ...(row.lowIncome === 'none' ? [] : [LOW_INCOME_LABELS[row.lowIncome]]),
      ...(row.bound ? ['已绑定微信'] : []),
    ],
  };
}

const options = (labels: Record<string, string>): ChoiceOption[] => [
  { value: ANY, label: '不限' },
  ...Object.entries(labels).map(([value, label]) => ({ value, label })),
];

definePage({
  question: 0,
  data: {
    q: '',
    filter: { village: ANY, category: ANY, level: ANY },
    filterWords: '',
    isTown: false,
    filtering: false,
    villages: [] as ChoiceOption[],
    categories: options(CATEGORY_LABELS),
    levels: options(LEVEL_LABELS),
    rows: [] as Row[],
    total: 0,
    next: null as string | null,
    loadingMore: false,
  },

  onLoad() {
    this.setData({ isTown: ['townStaff', 'admin'].includes(activeRole()?.role ?? '') });
  },
  input(): ResidentFilter {
    const { q, filter } = this.data;
    return {
      ...(q ? { q: /\d/.test(q) ? normaliseDocument(q) : q } : {}),
      ...(filter.village === ANY ? {} : { villageId: filter.village }),
      ...(filter.category === ANY ? {} : { category: Number(filter.category) as ResidentRowCategory }),
      ...(filter.level === ANY ? {} : { level: Number(filter.level) as ResidentRowLevel }),
    };
  },
  async load() {
    const question = this.question;
    const { items, next, total } = await residents(this.input());
    if (question !== this.question) return this.data.phase;
    this.setData({ rows: items.map(rowOf), next, total: total ?? items.length });
    return items.length === 0 ? 'empty' : 'ready';
  },
  ask(change: Record<string, string>) {
    this.question += 1;
    this.setData({ ...change, rows: [], next: null, phase: 'loading' });
    void this.reload();
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const q = event.detail.value.trim();
    if (q !== this.data.q) this.ask({ q });
  },
  onClear() {
    if (this.data.q !== '') this.ask({ q: '' });
  },
  async onFilter() {
    this.setData({ filtering: true });
    if (!this.data.isTown || this.data.villages.length > 0) return;
    try {
      this.setData({ villages: [{ value: ANY, label: '不限' }, ...(await villageOptions())] });
    } catch {
      // The other filters work without the names of the villages; the sheet opens again later.
    }
  },
  onFilterClose() {
    this.setData({ filtering: false });
  },
  onFilterChange(event: WechatMiniprogram.CustomEvent<{ name: string; value: string }>) {
    const { name, value } = event.detail;
    const filter = { ...this.data.filter, [name]: value };
    this.setData({ filter });
    const { villages, categories, levels } = this.data;
    const named = (list: ChoiceOption[], key: string): string =>
      key === ANY ? '' : (list.find((option) => option.value === key)?.label ?? '');
    this.ask({
      filterWords: [
        named(villages, filter.village),
        named(categories, filter.category),
        named(levels, filter.level),
      ]
        .filter(Boolean)
        .join('、'),
    });
  },
  async onReachBottom() {
    const { next, loadingMore } = this.data;
    if (!next || loadingMore) return;
    const question = this.question;
    this.setData({ loadingMore: true });
    try {
      const page = await residents({ ...this.input(), cursor: next });
      if (question !== this.question) return;
      this.setData({
        rows: appended(this.data.rows, page.items.map(rowOf), (row) => row.residentId),
        next: page.next,
      });
    } catch {
      void wx.showToast({ title: '后面的没有读出来，请再试', icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.resident(String(event.currentTarget.dataset.id)));
  },
});

type ResidentRowCategory = NonNullable<ResidentFilter['category']>;
type ResidentRowLevel = NonNullable<ResidentFilter['level']>;
