/** The tables of the register: what they are made of, and which look-up stands behind each number. Phone and function agree here. */
import type { CountDimension, IncomeState, ResidentFilter, ShownStatus } from '../../typings/api/register';
import type { BindingState, DisabilityCategory, DisabilityLevel } from '../../typings/domain';
import { AGE_GROUPS, type AgeGroup } from './age';

const INCOME_STATES: readonly IncomeState[] = ['dibao', 'dibian', 'none', 'unknown'];
export const SHOWN_STATUSES: readonly ShownStatus[] = ['active', 'moved', 'deceased'];
const BINDINGS: readonly (BindingState | 'none')[] = ['verified', 'toVerify', 'none'];

/** First and last completed year of a group; the last group has no end. */
export const AGE_RANGES: Readonly<Record<AgeGroup, { ageFrom: number; ageTo?: number }>> = {
  '0-17': { ageFrom: 0, ageTo: 17 },
  '18-44': { ageFrom: 18, ageTo: 44 },
  '45-59': { ageFrom: 45, ageTo: 59 },
  '60-69': { ageFrom: 60, ageTo: 69 },
  '70-79': { ageFrom: 70, ageTo: 79 },
  '80+': { ageFrom: 80 },
};

/** The values that a dimension can have, in the order of a table; villages are known to the function only. */
export const DIMENSION_VALUES: Readonly<Record<Exclude<CountDimension, 'village'>, readonly string[]>> = {
  category: ['1', '2', '3', '4', '5', '6', '7'],
  level: ['1', '2', '3', '4'],
  age: AGE_GROUPS,
  income: INCOME_STATES,
  status: SHOWN_STATUSES,
  paired: ['yes', 'no'],
  binding: BINDINGS,
};

/** The part of the look-up that a value of a dimension stands for. */
function filterOf(dimension: CountDimension, value: string): ResidentFilter {
  switch (dimension) {
    case 'village':
      return { villageId: value };
    case 'category':
      return { category: Number(value) as DisabilityCategory };
    case 'level':
      return { level: Number(value) as DisabilityLevel };
    case 'age':
      return AGE_RANGES[value as AgeGroup];
    case 'income':
      return { lowIncome: value as IncomeState };
    case 'status':
      return { status: value as ShownStatus };
    case 'paired':
      return { paired: value === 'yes' };
    case 'binding':
      return { binding: value as BindingState | 'none' };
  }
}

/** The narrower of two ranges of ages. */
function narrower(a: ResidentFilter, b: ResidentFilter): ResidentFilter {
  const from = [a.ageFrom, b.ageFrom].filter((age) => age !== undefined);
  const to = [a.ageTo, b.ageTo].filter((age) => age !== undefined);
  return {
    ...(from.length === 0 ? {} : { ageFrom: Math.max(...from) }),
    ...(to.length === 0 ? {} : { ageTo: Math.min(...to) }),
  };
}

/** The look-up of one cell: the filter of the table and what the cell says. */
export function cellFilter(
  filter: ResidentFilter,
  ...cell: readonly (readonly [CountDimension, string])[]
): ResidentFilter {
  return cell.reduce<ResidentFilter>((before, [dimension, value]) => {
    const more = filterOf(dimension, value);
    return { ...before, ...more, ...narrower(before, more) };
  }, filter);
}
