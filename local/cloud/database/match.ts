/**
 * Queries as predicates, strict where a lenient matcher would hide a bug: unknown operators are refused, comparisons stay
 * within one type, objects are equal only field by field in the same order.
 */
import { databaseError } from '../errors';
import { toRegExp } from './ejson';
import { evaluateExpression } from './expressions';
import { valuesAt } from './paths';
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

export type Predicate = (doc: Doc) => boolean;
type ValueTest = (value: Value) => boolean;
/** Tests everything found at a path at once; `undefined` among the values means missing. */
type PathTest = (values: Value[]) => boolean;

/** Compiles a query. Throws a database error for what MongoDB would refuse. */
export function compileQuery(query: Doc): Predicate {
  const tests = Object.entries(query).map(([key, condition]) => compileEntry(key, condition));
  if (tests.length === 1) return tests[0] as Predicate;
  return (doc) => tests.every((test) => test(doc));
}

function compileEntry(key: string, condition: Value): Predicate {
  switch (key) {
    case '$and': {
      const parts = subqueries(key, condition);
      return (doc) => parts.every((part) => part(doc));
    }
    case '$or': {
      const parts = subqueries(key, condition);
      return (doc) => parts.some((part) => part(doc));
    }
    case '$nor': {
      const parts = subqueries(key, condition);
      return (doc) => !parts.some((part) => part(doc));
    }
    case '$expr':
      return (doc) => Boolean(evaluateExpression(doc, condition));
    case '$comment':
      return () => true;
    default:
  }
  if (key.startsWith('$')) throw databaseError(`unknown top level operator: ${key}`);
  const test = compileCondition(condition);
  return (doc) => test(valuesAt(doc, key));
}

function subqueries(key: string, list: Value): Predicate[] {
  if (!Array.isArray(list) || list.length === 0) throw databaseError(`${key} must be a nonempty array`);
  return list.map((query) => {
    if (!isDoc(query)) throw databaseError(`${key} argument's entries must be objects`);
    return compileQuery(query);
  });
}

/** Whether an object is a set of operators rather than a value to be equal to. */
export function isOperators(condition: Value): condition is Doc {
  return isDoc(condition) && (Object.keys(condition)[0]?.startsWith('$') ?? false);
}

function compileCondition(condition: Value): PathTest {
  if (condition instanceof RegExp) return someElement(regexTest(condition));
  if (!isOperators(condition)) return someElement(equals(condition));
  const tests = Object.entries(condition)
    .filter(([operator]) => operator !== '$options')
    .map(([operator, operand]) => compileOperator(operator, operand, condition));
  return (values) => tests.every((test) => test(values));
}

/** A value passes when it, or one of its elements, passes. */
function someElement(test: ValueTest): PathTest {
  return (values) => values.some((value) => test(value) || (Array.isArray(value) && value.some(test)));
}

function compileOperator(operator: string, operand: Value, siblings: Doc): PathTest {
  switch (operator) {
    case '$eq':
      return someElement(operand instanceof RegExp ? regexTest(operand) : equals(operand));
    case '$ne': {
      const test = someElement(operand instanceof RegExp ? regexTest(operand) : equals(operand));
      return (values) => !test(values);
    }
    case '$gt':
      return someElement(compares(operand, (order) => order > 0));
    case '$gte':
      return someElement(compares(operand, (order) => order >= 0));
    case '$lt':
      return someElement(compares(operand, (order) => order < 0));
    case '$lte':
      return someElement(compares(operand, (order) => order <= 0));
    case '$in':
      return someElement(oneOf(operator, operand));
    case '$nin': {
      const test = someElement(oneOf(operator, operand));
      return (values) => !test(values);
    }
    case '$exists': {
      const wanted = Boolean(operand);
      return (values) => values.some((value) => value !== undefined) === wanted;
    }
    case '$not': {
      if (!isOperators(operand) && !(operand instanceof RegExp))
        throw databaseError('$not needs a regex or a document');
      const test = compileCondition(operand);
      return (values) => !test(values);
    }
    case '$regex':
      return someElement(regexTest(regexOperand(operand, siblings.$options)));
    case '$size':
      if (!Number.isInteger(operand)) throw databaseError('$size needs a whole number');
      return (values) => values.some((value) => Array.isArray(value) && value.length === operand);
    case '$mod':
      return someElement(modulo(operand));
    case '$all':
      return all(operand);
    case '$elemMatch':
      return elemMatch(operand);
    case '$type':
      return someElement((value) => value !== undefined && [operand].flat().includes(typeName(value)));
    default:
      throw databaseError(`unknown operator: ${operator}`);
  }
}

function equals(wanted: Value): ValueTest {
  if (typeof wanted === 'string') return (value) => value === wanted;
  // Null finds null and missing alike.
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  return (value) => value !== undefined && equalValues(value, wanted);
}

function compares(bound: Value, accepts: (order: number) => boolean): ValueTest {
  const rank = rankOf(bound);
  if (rank === Rank.Null) return (value) => rankOf(value) === Rank.Null && accepts(0);
  if (bound instanceof RegExp) throw databaseError('cannot compare with a regular expression');
  return (value) => {
    if (value === undefined || rankOf(value) !== rank) return false;
    if (rank === Rank.Number && (Number.isNaN(value) || Number.isNaN(bound))) {
      return Number.isNaN(value) && Number.isNaN(bound) && accepts(0);
    }
    return accepts(compareValues(value, bound));
  };
}

function oneOf(operator: string, list: Value): ValueTest {
  if (!Array.isArray(list)) throw databaseError(`${operator} needs an array`);
  const strings = new Set(list.filter((item): item is string => typeof item === 'string'));
  const tests = list
    .filter((item) => typeof item !== 'string')
    .map((item) => (item instanceof RegExp ? regexTest(item) : equals(item)));
  return (value) => (typeof value === 'string' && strings.has(value)) || tests.some((test) => test(value));
}

function regexOperand(operand: Value, options: Value): RegExp {
  if (operand instanceof RegExp)
    return typeof options === 'string' ? toRegExp(operand.source, options) : operand;
  if (typeof operand !== 'string') throw databaseError('$regex has to be a string');
  return toRegExp(operand, typeof options === 'string' ? options : '');
}

function regexTest(pattern: RegExp): ValueTest {
  const wanted = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return (value) =>
    typeof value === 'string'
      ? wanted.test(value)
      : value instanceof RegExp && String(value) === String(pattern);
}

function modulo(operand: Value): ValueTest {
  if (!Array.isArray(operand) || operand.length !== 2)
    throw databaseError('malformed mod, needs two numbers');
  const [divisor, remainder] = operand.map((part) => Math.trunc(toNumber(part))) as [number, number];
  if (!divisor) throw databaseError('divisor cannot be 0');
  return (value) => rankOf(value) === Rank.Number && Math.trunc(toNumber(value)) % divisor === remainder;
}

function all(operand: Value): PathTest {
  if (!Array.isArray(operand)) throw databaseError('$all needs an array');
  if (operand.length === 0) return () => false;
  const tests = operand.map((item) =>
    isOperators(item) ? compileCondition(item) : someElement(conditionTest(item)),
  );
  return (values) => tests.every((test) => test(values));
}

function conditionTest(item: Value): ValueTest {
  return item instanceof RegExp ? regexTest(item) : equals(item);
}

function elemMatch(operand: Value): PathTest {
  if (!isDoc(operand)) throw databaseError('$elemMatch needs an Object');
  const test = elementTest(operand);
  return (values) => values.some((value) => Array.isArray(value) && value.some(test));
}

/** The test of one array element: by operators on the element itself, or by a query on its fields. */
export function elementTest(operand: Doc): ValueTest {
  const logical = ['$and', '$or', '$nor'];
  if (isOperators(operand) && !logical.includes(Object.keys(operand)[0] as string)) {
    const test = compileCondition(operand);
    return (element) => test([element]);
  }
  const query = compileQuery(operand);
  return (element) => isDoc(element) && query(element);
}
