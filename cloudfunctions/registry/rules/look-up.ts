/**
 * Look-ups as conditions on single fields: plain values, alternatives, and spans between two keys. Each filter is one range of
 * an index; several together are the range of one and a test for the others. Ages are ranges of birth dates, so that nothing
 * has to be written on a birthday.
 */
import type {
  CountDimension,
  ResidentFilter,
  ResidentSort,
  VolunteerFilter,
  VolunteerSort,
} from '../../../typings/api/register';
import type { CalendarDate, Millis } from '../../../typings/domain';
import { AGE_GROUPS } from '../../../miniprogram/shared/age';
import { AGE_RANGES } from '../../../miniprogram/shared/register';
import { instantKey, minutesKey } from '../../core/pure/keys';

/** Keys strictly between two texts; an end left out is open. */
export interface Span {
  after?: string;
  before?: string;
}

export interface Conditions {
  equals: Record<string, unknown>;
  oneOf: Record<string, readonly unknown[]>;
  spans: Record<string, Span>;
  /** Fewer than so many. */
  fewer: Record<string, number>;
}

export interface Day {
  on: CalendarDate;
  now: Millis;
}

const DAY_MS = 86_400_000;
/** Behind every key that begins with the text before it: ids follow '|'. */
const END = '~';

export interface Order {
  field: string;
  direction: 'asc' | 'desc';
}

export const RESIDENT_ORDERS: Readonly<Record<ResidentSort, Order>> = {
  register: { field: '_id', direction: 'asc' },
  name: { field: 'look.name', direction: 'asc' },
  oldest: { field: 'look.born', direction: 'asc' },
  quiet: { field: 'look.helped', direction: 'asc' },
};

export const VOLUNTEER_ORDERS: Readonly<Record<VolunteerSort, Order>> = {
  register: { field: '_id', direction: 'asc' },
  name: { field: 'look.name', direction: 'asc' },
  hours: { field: 'look.minutes', direction: 'desc' },
  quiet: { field: 'look.helped', direction: 'asc' },
};

/** The latest birth date of who is `years` old on a day: the same month and day, compared as text (miniprogram/shared/age.ts). */
export function bornBy(on: CalendarDate, years: number): CalendarDate {
  return `${String(Number(on.slice(0, 4)) - years).padStart(4, '0')}${on.slice(4)}`;
}

function ageSpan({ ageFrom, ageTo }: ResidentFilter, on: CalendarDate): Span {
  return {
    ...(ageTo === undefined ? {} : { after: bornBy(on, ageTo + 1) + END }),
    ...(ageFrom === undefined ? {} : { before: bornBy(on, ageFrom) + END }),
  };
}

const given = <T>(field: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [field]: value };

const spanOf = (field: string, span: Span): Record<string, Span> =>
  span.after === undefined && span.before === undefined ? {} : { [field]: span };

/** Before this moment nobody was there. */
const quietSpan = (days: number | undefined, now: Millis): Span =>
  days === undefined ? {} : { before: instantKey(now - days * DAY_MS) };

const nameSpan = (q: string | undefined): Span => (q ? { after: q, before: `${q}\uffff` } : {});

/** A filter of the register: people who live here now unless it says otherwise. */
export function residentConditions(filter: ResidentFilter, { on, now }: Day): Conditions {
  const { villageId, category, level, paired, binding, status = 'active', quietDays, q } = filter;
  const income = filter.lowIncomeOn === undefined ? filter.lowIncome : undefined;
  return {
    equals: {
      status,
      ...given('villageId', villageId),
      ...given('category', category),
      ...given('level', level),
      ...given('look.paired', paired),
      ...given('look.binding', binding),
      ...(income === 'any' ? {} : given('look.income', income)),
    },
    oneOf: income === 'any' ? { 'look.income': ['dibao', 'dibian'] } : {},
    fewer: {},
    spans: {
      ...spanOf('look.born', ageSpan(filter, on)),
      ...spanOf('look.helped', quietSpan(quietDays, now)),
      ...spanOf('look.name', nameSpan(q)),
    },
  };
}

/** A filter of the volunteers; `most` is how many residents one may have. */
export function volunteerConditions(filter: VolunteerFilter, now: Millis, most: number): Conditions {
  const { villageId, kind, skill, state = 'verified', free, hoursFrom, quietDays, q } = filter;
  return {
    equals: {
      state,
      ...given('villageId', villageId),
      ...given('kind', kind),
      ...given('skills', skill),
    },
    oneOf: {},
    fewer: free ? { 'look.pairs': most } : {},
    spans: {
      ...spanOf('look.minutes', hoursFrom === undefined ? {} : { after: minutesKey(hoursFrom * 60) }),
      ...spanOf('look.helped', quietSpan(quietDays, now)),
      ...spanOf('look.name', nameSpan(q)),
    },
  };
}

/** The conditions of what follows the record with key `cursor` in this order. */
export function following(conditions: Conditions, { field, direction }: Order, cursor: string): Conditions {
  const span = conditions.spans[field] ?? {};
  const { after, before } = span;
  const narrowed: Span =
    direction === 'asc'
      ? { ...span, after: after !== undefined && after > cursor ? after : cursor }
      : { ...span, before: before !== undefined && before < cursor ? before : cursor };
  return { ...conditions, spans: { ...conditions.spans, [field]: narrowed } };
}

/** Expressions of the database that give the value of a dimension for a resident. */
export function dimensionExpression(dimension: CountDimension, on: CalendarDate): unknown {
  switch (dimension) {
    case 'village':
      return '$villageId';
    case 'category':
    case 'level':
    case 'status':
      return `$${dimension}`;
    case 'income':
    case 'paired':
    case 'binding':
      return `$look.${dimension}`;
    case 'age':
      return {
        $switch: {
          branches: AGE_GROUPS.slice(0, -1).map((group) => ({
            case: { $gt: ['$look.born', bornBy(on, (AGE_RANGES[group].ageTo ?? 0) + 1) + END] },
            then: group,
          })),
          default: AGE_GROUPS[AGE_GROUPS.length - 1],
        },
      };
  }
}

/** The value of a dimension as tables name it. */
export function dimensionValue(dimension: CountDimension, value: unknown): string {
  if (dimension === 'paired') return value === true ? 'yes' : 'no';
  return String(value);
}
