/** `$group` and `$bucket`: groups are equal by value and type, missing values are left out as in MongoDB. */
import { databaseError } from '../errors';
import { evaluateExpression, runStages } from './expressions';
import { valueBytes } from './keys';
import {
  compareValues,
  equalValues,
  isDoc,
  Rank,
  rankOf,
  toNumber,
  typeName,
  type Doc,
  type Value,
} from './values';

/** Reduces the values of a group's documents, in their order; undefined among them means missing. */
type Accumulator = (values: Value[]) => Value;

function numbers(values: Value[]): number[] {
  return values.filter((value) => rankOf(value) === Rank.Number).map(toNumber);
}

function present(values: Value[]): Value[] {
  return values.filter((value) => value !== undefined);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function best(values: Value[], direction: 1 | -1): Value {
  const candidates = values.filter((value) => value !== undefined && value !== null);
  return (
    candidates.reduce(
      (top, value) => (compareValues(value, top) * direction > 0 ? value : top),
      candidates[0],
    ) ?? null
  );
}

function distinct(values: Value[]): Value[] {
  return [...new Map(values.map((value) => [valueBytes(value).toString('latin1'), value])).values()];
}

function deviation(values: number[], divisor: number): Value {
  if (divisor <= 0) return null;
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / divisor);
}

const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: (values) => sum(numbers(values)),
  $avg: (values) => (numbers(values).length === 0 ? null : sum(numbers(values)) / numbers(values).length),
  $min: (values) => best(values, -1),
  $max: (values) => best(values, 1),
  $push: present,
  $addToSet: (values) => distinct(present(values)),
  $first: (values) => values[0] ?? null,
  $last: (values) => values[values.length - 1] ?? null,
  $count: (values) => values.length,
  $mergeObjects: (values) => Object.assign({}, ...values.filter(isDoc)) as Doc,
  $stdDevPop: (values) => deviation(numbers(values), numbers(values).length),
  $stdDevSamp: (values) => deviation(numbers(values), numbers(values).length - 1),
};

/** Groups documents by an expression, in the order in which the groups begin. */
export function group(docs: Doc[], rule: Value): Doc[] {
  if (!isDoc(rule) || !('_id' in rule)) throw databaseError('a group specification must include an _id');
  const { _id: by, ...outputs } = rule;
  const fields = Object.entries(outputs).map(([name, output]) => readOutput(name, output));
  const groups = new Map<string, { key: Value; members: Doc[] }>();
  for (const doc of docs) {
    const key = evaluateExpression(doc, by) ?? null;
    const mark = valueBytes(key).toString('latin1');
    const known = groups.get(mark);
    if (known) known.members.push(doc);
    else groups.set(mark, { key, members: [doc] });
  }
  return [...groups.values()].map(({ key, members }) => ({ _id: key, ...reduce(members, fields) }));
}

/** Sorts documents into ranges of an expression. */
export function bucket(docs: Doc[], rule: Value): Doc[] {
  if (!isDoc(rule) || !Array.isArray(rule.boundaries) || rule.boundaries.length < 2) {
    throw databaseError("$bucket needs 'groupBy' and at least 2 'boundaries'");
  }
  const {
    boundaries,
    groupBy,
    output = { count: { $sum: 1 } },
  } = rule as { boundaries: Value[]; groupBy: Value; output?: Value };
  const fields = Object.entries(output as Doc).map(([name, part]) => readOutput(name, part));
  const members = new Map<Value, Doc[]>();
  for (const doc of docs) {
    const value = evaluateExpression(doc, groupBy) ?? null;
    const inside = boundaries.findIndex((from, i) => {
      const to = boundaries[i + 1];
      return (
        to !== undefined &&
        rankOf(value) === rankOf(from) &&
        compareValues(value, from) >= 0 &&
        compareValues(value, to) < 0
      );
    });
    if (inside === -1 && !('default' in rule))
      throw databaseError('$bucket: a value is in no bucket and there is no default');
    const key = inside === -1 ? rule.default : boundaries[inside];
    members.set(key, [...(members.get(key) ?? []), doc]);
  }
  const order = [...boundaries, ...('default' in rule ? [rule.default] : [])];
  return order
    .filter((key, i) => members.has(key) && order.findIndex((other) => equalValues(other, key)) === i)
    .map((key) => ({ _id: key, ...reduce(members.get(key) as Doc[], fields) }));
}

interface Output {
  name: string;
  accumulator: Accumulator | undefined;
  argument: Value;
  raw: Value;
}

function readOutput(name: string, output: Value): Output {
  const operators = isDoc(output) ? Object.keys(output) : [];
  const operator = operators[0];
  if (!isDoc(output) || operators.length !== 1 || operator === undefined || !operator.startsWith('$')) {
    throw databaseError(`The field '${name}' must be an accumulator object (found ${typeName(output)})`);
  }
  return { name, accumulator: ACCUMULATORS[operator], argument: output[operator], raw: output };
}

function reduce(members: Doc[], fields: Output[]): Doc {
  return Object.fromEntries(
    fields.map(({ name, accumulator, argument, raw }) => {
      if (!accumulator) return [name, runStages(members, [{ $group: { _id: null, value: raw } }])[0]?.value];
      return [name, accumulator(members.map((doc) => evaluateExpression(doc, argument)))];
    }),
  );
}
