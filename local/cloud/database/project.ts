/** `field()` projections: by name, dotted, with `$slice` and `$elemMatch`. */
import { databaseError } from '../errors';
import { elementTest } from './match';
import { isDoc, type Doc, type Value } from './values';

interface Tree {
  [name: string]: Tree | true;
}

/** Without a prototype, because names come from outside. */
function newTree(): Tree {
  return Object.create(null) as Tree;
}

/** Compiles a projection; mixing inclusion and exclusion is refused as in MongoDB (`_id` excepted). */
export function compileProjection(projection: Doc | undefined): (doc: Doc) => Doc {
  const entries = Object.entries(projection ?? {});
  if (entries.length === 0) return (doc) => doc;
  const flags = entries.filter(([name, value]) => name !== '_id' && !isDoc(value));
  const included = flags.filter(([, value]) => Boolean(value));
  const operators = entries.filter(([, value]) => isDoc(value)) as [string, Doc][];
  if (included.length > 0 && included.length < flags.length) {
    throw databaseError('Projection cannot have a mix of inclusion and exclusion.');
  }
  const idFlag = projection?._id;
  const hasElemMatch = operators.some(([, operator]) => '$elemMatch' in operator);
  const include =
    included.length > 0 || hasElemMatch || (flags.length === 0 && operators.length === 0 && Boolean(idFlag));
  const tree = buildTree(flags.map(([name]) => name));
  if (include) for (const [name] of operators) addPath(tree, name);
  if (include ? idFlag === undefined || Boolean(idFlag) : idFlag !== undefined && !idFlag) tree._id = true;
  return (doc) => {
    const result = (include ? pick(doc, tree) : omit(doc, tree)) as Doc;
    for (const [name, operator] of operators) applyOperator(result, name, operator);
    return result;
  };
}

function buildTree(paths: string[]): Tree {
  const tree = newTree();
  for (const path of paths) addPath(tree, path);
  return tree;
}

function addPath(tree: Tree, path: string): void {
  const steps = path.split('.');
  const last = steps.pop() as string;
  let at = tree;
  for (const step of steps) {
    const next = at[step];
    if (next === true) throw databaseError(`Path collision at ${path}`);
    at = (at[step] = next ?? newTree()) as Tree;
  }
  if (at[last] !== undefined && at[last] !== true) throw databaseError(`Path collision at ${path}`);
  at[last] = true;
}

function pick(value: Value, tree: Tree): Value {
  if (Array.isArray(value))
    return value.filter((item) => isDoc(item) || Array.isArray(item)).map((item) => pick(item, tree));
  const result: Doc = {};
  for (const [name, content] of Object.entries(value as Doc)) {
    const rule = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (rule === true) result[name] = content;
    else if (rule && (isDoc(content) || Array.isArray(content))) result[name] = pick(content, rule);
  }
  return result;
}

function omit(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item) => omit(item, tree));
  if (!isDoc(value)) return value;
  const result: Doc = {};
  for (const [name, content] of Object.entries(value)) {
    const rule = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (rule === true) continue;
    result[name] = rule ? omit(content, rule) : content;
  }
  return result;
}

function applyOperator(doc: Doc, name: string, operator: Doc): void {
  const list = doc[name];
  if (!Array.isArray(list)) return;
  if ('$slice' in operator) {
    doc[name] = slice(list, operator.$slice);
  } else if (isDoc(operator.$elemMatch)) {
    const found = list.filter(elementTest(operator.$elemMatch)).slice(0, 1);
    if (found.length > 0) doc[name] = found;
    else delete doc[name];
  } else {
    throw databaseError(`unsupported projection operator: ${Object.keys(operator)[0]}`);
  }
}

function slice(list: Value[], rule: Value): Value[] {
  if (Array.isArray(rule)) {
    const [skip, limit] = rule as [number, number];
    const start = skip < 0 ? Math.max(list.length + skip, 0) : skip;
    return list.slice(start, start + limit);
  }
  const count = Number(rule);
  return count < 0 ? list.slice(count) : list.slice(0, count);
}
