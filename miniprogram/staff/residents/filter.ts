/** The filter of residents as the choices of a form, and back. */
import type { ResidentFilter } from '../../../typings/api/register';
import type { ChoiceOption } from '../../components/types';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../shared/labels';
import { BINDING_LABELS, STATUS_LABELS } from '../shared/register-words';

export const ANY = 'any';

/** What is chosen; ANY or '' where nothing is. */
export interface FilterForm {
  village: string;
  category: string;
  level: string;
  ageFrom: string;
  ageTo: string;
  income: string;
  incomeOn: string;
  paired: string;
  quiet: string;
  binding: string;
  status: string;
}

export const EMPTY_FORM: FilterForm = {
  village: ANY,
  category: ANY,
  level: ANY,
  ageFrom: '',
  ageTo: '',
  income: ANY,
  incomeOn: '',
  paired: ANY,
  quiet: ANY,
  binding: ANY,
  status: 'active',
};

const any: ChoiceOption = { value: ANY, label: '不限' };
const options = (labels: Readonly<Record<string, string>>): ChoiceOption[] => [
  any,
  ...Object.entries(labels).map(([value, label]) => ({ value, label })),
];

export const FILTER_OPTIONS = {
  categories: options(CATEGORY_LABELS),
  levels: options(LEVEL_LABELS),
  incomes: options({
    dibao: '低保',
    dibian: '低边',
    both: '低保或低边',
    none: '都不是',
    unknown: '没问过',
  }),
  paired: options({ yes: '已结对', no: '没结对' }),
  quiet: options({ 30: '30天没人去', 90: '90天没人去', 180: '半年没人去' }),
  bindings: options(BINDING_LABELS),
  statuses: (['active', 'moved', 'deceased'] as const).map((value) => ({
    value,
    label: STATUS_LABELS[value],
  })),
};

const DATED = ['dibao', 'dibian', 'both'];

/** Whether a day can be asked for with this choice of income. */
export const incomeHasDay = (income: string): boolean => DATED.includes(income);

const number = (text: string): number | undefined => (/^\d{1,3}$/.test(text) ? Number(text) : undefined);
const given = <T>(key: string, value: T | undefined): object => (value === undefined ? {} : { [key]: value });
const chosen = (value: string): string | undefined => (value === ANY || value === '' ? undefined : value);

/** The filter that was chosen; ages the wrong way round are turned. */
export function filterOfForm(form: FilterForm): ResidentFilter {
  const ages = [number(form.ageFrom), number(form.ageTo)];
  const [from, to] =
    ages[0] !== undefined && ages[1] !== undefined && ages[0] > ages[1] ? ages.reverse() : ages;
  const numeric = (value: string): number | undefined =>
    chosen(value) === undefined ? undefined : Number(value);
  return {
    ...given('villageId', chosen(form.village)),
    ...given('category', numeric(form.category)),
    ...given('level', numeric(form.level)),
    ...given('ageFrom', from),
    ...given('ageTo', to),
    ...given('lowIncome', form.income === 'both' ? 'any' : chosen(form.income)),
    ...given('lowIncomeOn', incomeHasDay(form.income) ? chosen(form.incomeOn) : undefined),
    ...given('paired', form.paired === ANY ? undefined : form.paired === 'yes'),
    ...given('quietDays', numeric(form.quiet)),
    ...given('binding', chosen(form.binding)),
    ...given('status', form.status === 'active' ? undefined : form.status),
  };
}

const text = (value: number | string | undefined, otherwise: string): string =>
  value === undefined ? otherwise : String(value);

/** The choices of a filter that was kept. */
export function formOfFilter(filter: ResidentFilter): FilterForm {
  return {
    village: text(filter.villageId, ANY),
    category: text(filter.category, ANY),
    level: text(filter.level, ANY),
    ageFrom: text(filter.ageFrom, ''),
    ageTo: text(filter.ageTo, ''),
    income: filter.lowIncome === 'any' ? 'both' : text(filter.lowIncome, ANY),
    incomeOn: text(filter.lowIncomeOn, ''),
    paired: filter.paired === undefined ? ANY : filter.paired ? 'yes' : 'no',
    quiet: text(filter.quietDays, ANY),
    binding: text(filter.binding, ANY),
    status: text(filter.status, 'active'),
  };
}
