/** How many people there are, by whatever one asks; every number opens the list of these people. */
import type { CountDimension, ResidentFilter } from '../../../typings/api/register';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { ANY, EMPTY_FORM, FILTER_OPTIONS, filterOfForm } from '../residents/filter';
import { registerQuery } from '../shared/register';
import { DIMENSION_LABELS, residentFilterWords } from '../shared/register-words';
import { barsOf, gridOf, type Bar, type GridRow } from './table';

const NONE = 'none';
const dimensions = (isTown: boolean): ChoiceOption[] =>
  (Object.entries(DIMENSION_LABELS) as [CountDimension, string][])
    .filter(([value]) => isTown || value !== 'village')
    .map(([value, label]) => ({ value, label }));

definePage({
  question: 0,
  data: {
    isTown: false,
    rows: 'category' as CountDimension,
    columns: NONE as CountDimension | typeof NONE,
    rowOptions: [] as ChoiceOption[],
    columnOptions: [] as ChoiceOption[],
    choosing: false,
    form: EMPTY_FORM,
    options: FILTER_OPTIONS,
    villages: [] as ChoiceOption[],
    filterWords: '',
    heading: '',
    total: 0,
    bars: [] as Bar[],
    heads: [] as string[],
    lines: [] as GridRow[],
    all: '{}',
  },

  onLoad() {
    const isTown = ['townStaff', 'admin'].includes(activeRole()?.role ?? '');
    this.setData({
      isTown,
      rows: isTown ? 'village' : 'category',
      rowOptions: dimensions(isTown),
      columnOptions: [{ value: NONE, label: '不再分' }, ...dimensions(isTown)],
    });
  },
  filter(): ResidentFilter {
    return filterOfForm(this.data.form);
  },
  async load() {
    const question = this.question;
    const { rows, columns: chosen } = this.data;
    const columns = chosen === NONE || chosen === rows ? null : chosen;
    const filter = this.filter();
    const [options, table] = await Promise.all([
      villageOptions(),
      registerQuery('registerTable', { filter, rows, columns }),
    ]);
    if (question !== this.question) return this.data.phase;
    const villages = Object.fromEntries(options.map(({ value, label }) => [value, label]));
    const asked = { filter, rows, columns, villages };
    this.setData({
      villages: [{ value: ANY, label: '不限' }, ...options],
      filterWords: residentFilterWords(filter, villages),
      heading:
        columns === null
          ? `按${DIMENSION_LABELS[rows]}`
          : `按${DIMENSION_LABELS[rows]}和${DIMENSION_LABELS[columns]}`,
      total: table.total,
      all: JSON.stringify(filter),
      bars: barsOf(table, asked),
      ...gridOf(table, asked),
    });
    return 'ready';
  },
  ask(change: Record<string, unknown>) {
    this.question += 1;
    this.setData(change);
    void this.reload();
  },
  onChoose() {
    this.setData({ choosing: true });
  },
  onChooseClose() {
    this.setData({ choosing: false });
  },
  onDimension(event: FieldEvent) {
    const { name, value } = event.detail;
    this.ask({ [name]: value });
  },
  onFilterChange(event: FieldEvent) {
    const { name, value } = event.detail;
    this.ask({ form: { ...this.data.form, [name]: value } });
  },
  /** The people behind a number. */
  onNumber(event: WechatMiniprogram.BaseEvent) {
    go(ROUTES.residents(String(event.currentTarget.dataset.filter)));
  },
});
