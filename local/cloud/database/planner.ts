/**
 * Chooses how to read: which index, which key ranges, and whether the order wanted comes with it. Ranges may hold too much
 * (every document is tested again), never too little.
 */
import { isOperators } from './match';
import { invert, valueBytes } from './keys';
import type { SortField } from './sort';
import { idIndex, type Collection, type Index, type KeyRange } from './store';
import { Rank, rankOf, type Doc, type Value } from './values';

export interface Plan {
  index?: Index;
  ranges: KeyRange[];
  reverse: boolean;
  /** The documents come in the order wanted; those of several ranges once they are merged. */
  sorted: boolean;
  /** The ranges hold exactly what the query asks for. */
  exact: boolean;
  /** Plans of the branches of `$or`, whose results are united. */
  union?: Plan[];
  score: number;
}

interface Bound {
  bytes: Buffer;
  /** Behind everything that begins with the bytes. */
  after: boolean;
}

interface Constraint {
  values?: Value[];
  lower?: Bound;
  upper?: Bound;
}

/** Bounds of the paths of a query, and whether they say everything that the query says. */
interface Constraints {
  paths: Map<string, Constraint>;
  complete: boolean;
  ors: Doc[][];
}

const MAX_RANGES = 200;
const AFTER = Buffer.from([0xff]);

/** The best plan for a query; without any fitting index a scan of the collection. */
export function choosePlan(collection: Collection, query: Doc, sort: SortField[], limited: boolean): Plan {
  const constraints = readConstraints(query);
  let best: Plan = {
    ranges: [],
    reverse: false,
    sorted: sort.length === 0,
    exact: Object.keys(query).length === 0,
    score: 0,
  };
  for (const index of [idIndex(), ...collection.indexes]) {
    const plan = planIndex(index, constraints, sort, limited);
    if (plan && plan.score > best.score) best = plan;
  }
  if (best.score < 10) best = planUnion(collection, constraints, sort) ?? best;
  return best;
}

function planUnion(collection: Collection, constraints: Constraints, sort: SortField[]): Plan | undefined {
  for (const branches of constraints.ors) {
    const plans = branches.map((branch) => choosePlan(collection, branch, [], false));
    if (plans.every((plan) => plan.index ?? plan.union)) {
      return { ranges: [], reverse: false, sorted: sort.length === 0, exact: false, union: plans, score: 10 };
    }
  }
  return undefined;
}

function planIndex(
  index: Index,
  constraints: Constraints,
  sort: SortField[],
  limited: boolean,
): Plan | undefined {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let used = 0;
  const fixed = new Set<string>();
  for (const field of index.fields) {
    const values = constraints.paths.get(field.path)?.values;
    if (!values || prefixes.length * values.length > MAX_RANGES) break;
    const parts = distinct(values.map((value) => directed(valueBytes(value), field.direction)));
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
    if (parts.length === 1) fixed.add(field.path);
    used += 1;
  }
  const next = index.fields[used];
  const bounds = next && constraints.paths.get(next.path);
  const ranged = bounds && !bounds.values && (bounds.lower ?? bounds.upper) ? bounds : undefined;
  const order = index.multi ? undefined : sortOrder(index, used, fixed, sort);
  const score =
    used * 10 +
    (ranged ? 5 : 0) +
    (sort.length > 0 && order !== undefined ? (limited || used > 0 ? 4 : 0) : 0);
  if (score === 0) return undefined;
  prefixes.sort(Buffer.compare);
  const ranges = prefixes.map((prefix) => toRange(prefix, ranged, next?.direction ?? 1, index.multi));
  const covered = used + (ranged ? 1 : 0);
  const exact = constraints.complete && constraints.paths.size === covered && !index.multi;
  return {
    index,
    ranges,
    reverse: order === -1,
    sorted: sort.length === 0 || order !== undefined,
    exact,
    score,
  };
}

/** 1 or -1 when the index, once its first `used` fields are bound, gives the order (or its reverse). */
function sortOrder(index: Index, used: number, fixed: Set<string>, sort: SortField[]): 1 | -1 | undefined {
  const wanted = sort.filter((field) => !fixed.has(field.path));
  let order: number | undefined;
  for (let i = 0; i < wanted.length; i += 1) {
    const field = index.fields[used + i];
    const want = wanted[i] as SortField;
    if (!field || field.path !== want.path) return undefined;
    const direction = field.direction * want.direction;
    if (order !== undefined && order !== direction) return undefined;
    order = direction;
  }
  return (order ?? 1) as 1 | -1;
}

function toRange(
  prefix: Buffer,
  bounds: Constraint | undefined,
  direction: 1 | -1,
  multi: boolean,
): KeyRange {
  const fixed = prefix.length;
  if (!bounds) return { lower: prefix, upper: Buffer.concat([prefix, AFTER]), fixed };
  const { lower } = bounds;
  // Two bounds may be met by two different elements of an array: only one of them can narrow the range.
  const upper = multi && lower && bounds.upper ? typeEnd(lower) : bounds.upper;
  const from = direction === 1 ? lower : upper && turned(upper);
  const to = direction === 1 ? upper : lower && turned(lower);
  return {
    lower: end(prefix, from ?? { bytes: Buffer.alloc(0), after: false }),
    upper: end(prefix, to ?? { bytes: Buffer.alloc(0), after: true }),
    fixed,
  };
}

function typeEnd(bound: Bound): Bound {
  return { bytes: bound.bytes.subarray(0, 1), after: true };
}

function turned(bound: Bound): Bound {
  return { bytes: invert(bound.bytes), after: !bound.after };
}

function end(prefix: Buffer, bound: Bound): Buffer {
  return Buffer.concat(bound.after ? [prefix, bound.bytes, AFTER] : [prefix, bound.bytes]);
}

function directed(bytes: Buffer, direction: 1 | -1): Buffer {
  return direction === 1 ? bytes : invert(bytes);
}

function distinct(keys: Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}

function readConstraints(query: Doc): Constraints {
  const constraints: Constraints = { paths: new Map(), complete: true, ors: [] };
  addQuery(query, constraints);
  return constraints;
}

function addQuery(query: Doc, into: Constraints): void {
  for (const [key, condition] of Object.entries(query)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const part of condition) addQuery(part as Doc, into);
    } else if (key === '$or' && Array.isArray(condition)) {
      into.ors.push(condition as Doc[]);
      into.complete = false;
    } else if (key.startsWith('$')) {
      into.complete = false;
    } else if (isOperators(condition)) {
      for (const [operator, operand] of Object.entries(condition)) addOperator(key, operator, operand, into);
    } else {
      addOperator(key, '$eq', condition, into);
    }
  }
}

function indexable(value: Value): boolean {
  return !Array.isArray(value) && !(value instanceof RegExp);
}

function addOperator(path: string, operator: string, operand: Value, into: Constraints): void {
  const constraint = into.paths.get(path) ?? {};
  const fits = limit(constraint, operator, operand);
  if (constraint.values ?? constraint.lower ?? constraint.upper) into.paths.set(path, constraint);
  if (!fits) into.complete = false;
}

/** Narrows a constraint; answers false when the operator says more than the constraint now does. */
function limit(constraint: Constraint, operator: string, operand: Value): boolean {
  if (operator === '$eq' || operator === '$in') {
    const values = operator === '$eq' ? [operand] : operand;
    if (!Array.isArray(values) || !values.every(indexable) || constraint.values) return false;
    constraint.values = values;
    return !constraint.lower && !constraint.upper;
  }
  const rank = rankOf(operand);
  if (!['$gt', '$gte', '$lt', '$lte'].includes(operator) || !indexable(operand)) return false;
  if (rank === Rank.Null) {
    if (operator === '$gt' || operator === '$lt' || constraint.values) return false;
    constraint.values = [null];
    return !constraint.lower && !constraint.upper;
  }
  const [side, other] = operator.startsWith('$gt')
    ? (['lower', 'upper'] as const)
    : (['upper', 'lower'] as const);
  if (constraint.values) return false;
  const fresh = !constraint[side] || isTypeBound(constraint[side]);
  const sameType = !constraint[other] || constraint[other].bytes[0] === rank;
  if (!fresh || !sameType) return false;
  constraint[side] = { bytes: valueBytes(operand), after: operator === '$gt' || operator === '$lte' };
  // A comparison stays within its type.
  constraint[other] ??= { bytes: Buffer.from([rank]), after: other === 'upper' };
  return true;
}

function isTypeBound(bound: Bound | undefined): boolean {
  return bound?.bytes.length === 1;
}
