/**
 * Update operators with MongoDB's refusals: a wrong type, a path through a scalar or null, or two changes of one path are
 * errors, never silently something else.
 */
import { databaseError } from '../errors';
import { compileQuery, elementTest, isOperators } from './match';
import { parseSort, sortDocs } from './sort';
import {
  cloneValue,
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

/** Applies the operators to a copy of the document. `query` is needed for the positional `$`. */
export function applyUpdate(doc: Doc, operators: Doc, query: Doc = {}): Doc {
  const result = cloneValue(doc);
  const touched: string[] = [];
  for (const [operator, changes] of Object.entries(operators)) {
    const apply = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (!apply) throw databaseError(`Unknown modifier: ${operator}. Expected a valid update modifier`);
    if (!isDoc(changes))
      throw databaseError(`Modifiers operate on fields but we found type ${typeName(changes)} instead`);
    for (const [rawPath, operand] of Object.entries(changes)) {
      for (const path of expandPath(result, rawPath, query)) {
        refuseConflict(touched, path);
        touched.push(path);
        apply(result, path, operand, touched);
      }
    }
  }
  if (!equalValues(result._id, doc._id)) {
    throw databaseError("Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return result;
}

function refuseConflict(touched: string[], path: string): void {
  const clash = touched.find(
    (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
  );
  if (clash) throw databaseError(`Updating the path '${path}' would create a conflict at '${clash}'`);
}

/** Replaces `$[]` (all elements) and `$` (the first element that the query matched) by positions. */
function expandPath(doc: Doc, path: string, query: Doc): string[] {
  const steps = path.split('.');
  if (steps.some((step) => step === '' || step === '__proto__'))
    throw databaseError(`The update path '${path}' contains an empty or forbidden field name`);
  const at = steps.findIndex((step) => step === '$' || step === '$[]');
  if (at === -1) {
    const odd = steps.find((step) => step.startsWith('$'));
    if (odd)
      throw databaseError(`The dollar ($) prefixed field '${odd}' in '${path}' is not valid for storage.`);
    return [path];
  }
  const prefix = steps.slice(0, at).join('.');
  const list = read(doc, prefix);
  if (!Array.isArray(list))
    throw databaseError(`The path '${prefix}' must exist in the document in order to apply array updates.`);
  const positions = steps[at] === '$[]' ? [...list.keys()] : [positionOf(prefix, list, query)];
  return positions.flatMap((position) =>
    expandPath(doc, [prefix, String(position), ...steps.slice(at + 1)].filter(Boolean).join('.'), query),
  );
}

function positionOf(prefix: string, list: Value[], query: Doc): number {
  const conditions = Object.entries(query).filter(
    ([path]) => path === prefix || path.startsWith(`${prefix}.`),
  );
  const position = list.findIndex((element) =>
    conditions.every(([path, condition]) => {
      // One element alone in the array answers whether it is the one that made the query match.
      const probe: Doc = {};
      write(probe, prefix, [element]);
      return compileQuery({ [path]: condition })(probe);
    }),
  );
  if (conditions.length === 0 || position === -1) {
    throw databaseError('The positional operator did not find the match needed from the query.');
  }
  return position;
}

function read(doc: Value, path: string): Value {
  let at = doc;
  for (const step of path.split('.')) {
    if (Array.isArray(at)) at = /^\d+$/.test(step) ? at[Number(step)] : undefined;
    else if (isDoc(at)) at = Object.hasOwn(at, step) ? at[step] : undefined;
    else return undefined;
  }
  return at;
}

function write(doc: Doc, path: string, value: Value): void {
  const steps = path.split('.');
  let at: Value = doc;
  steps.forEach((step, index) => {
    const last = index === steps.length - 1;
    if (Array.isArray(at)) {
      at = writeElement(at, step, path, last ? { value } : undefined);
      return;
    }
    if (!isDoc(at)) {
      const holder = steps[index - 1] as string;
      throw databaseError(`Cannot create field '${step}' in element {${holder}: ${JSON.stringify(at)}}`);
    }
    if (last) at[step] = value;
    else if (!Object.hasOwn(at, step)) at[step] = {};
    at = at[step];
  });
}

function writeElement(list: Value[], step: string, path: string, leaf?: { value: Value }): Value {
  if (!/^\d+$/.test(step)) throw databaseError(`Cannot create field '${step}' in an array (path '${path}')`);
  const position = Number(step);
  if (position > list.length + 1_500_000)
    throw databaseError(`cannot backfill the array to position ${position}`);
  while (list.length < position) list.push(null);
  if (leaf) list[position] = leaf.value;
  else if (list.length === position) list.push({});
  return list[position];
}

function unset(doc: Doc, path: string): void {
  const steps = path.split('.');
  const last = steps.pop() as string;
  const holder = steps.length === 0 ? doc : read(doc, steps.join('.'));
  if (Array.isArray(holder)) {
    if (/^\d+$/.test(last) && Number(last) < holder.length) holder[Number(last)] = null;
  } else if (isDoc(holder)) {
    delete holder[last];
  }
}

function arrayAt(doc: Doc, path: string, operator: string): Value[] | undefined {
  const current = read(doc, path);
  if (current === undefined) return undefined;
  if (!Array.isArray(current)) {
    throw databaseError(
      `The field '${path}' must be an array but is of type ${typeName(current)} in document {_id: ${JSON.stringify(doc._id)}} (${operator})`,
    );
  }
  return current;
}

function arithmetic(
  operator: string,
  missing: (by: number) => number,
  combine: (a: number, by: number) => number,
): Operator {
  return (doc, path, operand) => {
    if (rankOf(operand) !== Rank.Number) {
      throw databaseError(
        `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
      );
    }
    const current = read(doc, path);
    if (current === undefined) return write(doc, path, missing(toNumber(operand)));
    if (rankOf(current) !== Rank.Number) {
      throw databaseError(
        `Cannot apply ${operator} to a value of non-numeric type. {_id: ${JSON.stringify(doc._id)}} has the field '${path}' of non-numeric type ${typeName(current)}`,
      );
    }
    return write(doc, path, combine(toNumber(current), toNumber(operand)));
  };
}

function extreme(wins: (order: number) => boolean): Operator {
  return (doc, path, operand) => {
    const current = read(doc, path);
    if (current === undefined || wins(compareValues(operand, current))) write(doc, path, operand);
  };
}

function push(doc: Doc, path: string, operand: Value): void {
  const list = arrayAt(doc, path, '$push') ?? [];
  const modifiers = isDoc(operand) && '$each' in operand ? operand : { $each: [operand] };
  const each = modifiers.$each;
  if (!Array.isArray(each)) throw databaseError('The argument to $each in $push must be an array');
  const position = modifiers.$position === undefined ? list.length : Number(modifiers.$position);
  let next = [...list];
  next.splice(position, 0, ...each);
  if (modifiers.$sort !== undefined) next = sortElements(next, modifiers.$sort);
  if (modifiers.$slice !== undefined) {
    const count = Number(modifiers.$slice);
    next = count === 0 ? [] : count < 0 ? next.slice(count) : next.slice(0, count);
  }
  write(doc, path, next);
}

function sortElements(list: Value[], rule: Value): Value[] {
  if (isDoc(rule)) return sortDocs(list, parseSort(rule), (item) => (isDoc(item) ? item : {}));
  return sortDocs(list, parseSort({ value: rule }), (value) => ({ value }));
}

function addToSet(doc: Doc, path: string, operand: Value): void {
  const list = [...(arrayAt(doc, path, '$addToSet') ?? [])];
  for (const item of itemsToAdd(operand)) {
    if (!list.some((element) => equalValues(element, item))) list.push(item);
  }
  write(doc, path, list);
}

/** WeChat documents `_.addToSet({ each: [...] })`, and the SDK sends that `each` without its dollar. */
function itemsToAdd(operand: Value): Value[] {
  if (!isDoc(operand)) return [operand];
  const each = operand.$each ?? (Object.keys(operand).length === 1 ? operand.each : undefined);
  if (each === undefined) return [operand];
  if (!Array.isArray(each)) throw databaseError('The argument to $each in $addToSet must be an array');
  return each;
}

function pull(doc: Doc, path: string, condition: Value): void {
  const list = arrayAt(doc, path, '$pull');
  if (!list) return;
  const matches = pullTest(condition);
  write(
    doc,
    path,
    list.filter((element) => !matches(element)),
  );
}

function pullTest(condition: Value): (element: Value) => boolean {
  if (condition instanceof RegExp || isOperators(condition)) {
    const test = compileQuery({ value: condition });
    return (element) => test({ value: element });
  }
  return isDoc(condition) ? elementTest(condition) : (element) => equalValues(element, condition);
}

function pullAll(doc: Doc, path: string, operand: Value): void {
  if (!Array.isArray(operand)) throw databaseError('$pullAll requires an array argument');
  const list = arrayAt(doc, path, '$pullAll');
  if (list)
    write(
      doc,
      path,
      list.filter((element) => !operand.some((item) => equalValues(item, element))),
    );
}

function pop(doc: Doc, path: string, operand: Value): void {
  if (operand !== 1 && operand !== -1)
    throw databaseError(`$pop expects 1 or -1, found: ${JSON.stringify(operand)}`);
  const list = arrayAt(doc, path, '$pop');
  if (list) write(doc, path, operand === 1 ? list.slice(0, -1) : list.slice(1));
}

function rename(doc: Doc, path: string, operand: Value, touched: string[]): void {
  if (typeof operand !== 'string' || operand === '')
    throw databaseError(`The 'to' field for $rename must be a string: ${path}`);
  refuseConflict(touched, operand);
  const current = read(doc, path);
  if (current === undefined) return;
  unset(doc, path);
  write(doc, operand, current);
  touched.push(operand);
}

function bit(doc: Doc, path: string, operand: Value): void {
  const current = read(doc, path) ?? 0;
  if (!Number.isInteger(current))
    throw databaseError(`Cannot apply $bit to a value of non-integral type ${typeName(current)}`);
  let value = current as number;
  for (const [name, mask] of Object.entries(operand as Doc)) {
    if (name === 'and') value &= Number(mask);
    else if (name === 'or') value |= Number(mask);
    else if (name === 'xor') value ^= Number(mask);
    else throw databaseError(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
  }
  write(doc, path, value);
}

type Operator = (doc: Doc, path: string, operand: Value, touched: string[]) => void;

const OPERATORS: Record<string, Operator> = {
  $set: (doc, path, operand) => write(doc, path, cloneValue(operand)),
  $unset: (doc, path) => unset(doc, path),
  $inc: arithmetic(
    '$inc',
    (by) => by,
    (a, by) => a + by,
  ),
  $mul: arithmetic(
    '$mul',
    () => 0,
    (a, by) => a * by,
  ),
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $rename: rename,
  $bit: bit,
  // Only meant for inserts by upsert, which the SDK never sends together with operators.
  $setOnInsert: () => undefined,
};

const MAX_DOCUMENT_BYTES = 512 * 1024;

/** Refuses what cannot be stored: reserved field names and documents that are too large. */
export function checkStorable(doc: Doc, text: string): void {
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw databaseError(`document is larger than ${MAX_DOCUMENT_BYTES / 1024} KB`);
  }
  checkNames(doc, '');
}

function checkNames(value: Value, prefix: string): void {
  if (Array.isArray(value)) return value.forEach((item, index) => checkNames(item, `${prefix}${index}.`));
  if (!isDoc(value)) return undefined;
  for (const [name, content] of Object.entries(value)) {
    if (name.startsWith('$')) {
      throw databaseError(
        `The dollar ($) prefixed field '${name}' in '${prefix}${name}' is not valid for storage.`,
      );
    }
    if (name.includes('.'))
      throw databaseError(`The dotted field '${name}' in '${prefix}${name}' is not valid for storage.`);
    if (typeof content === 'object') checkNames(content, `${prefix}${name}.`);
  }
  return undefined;
}
