/**
 * Aggregation. Stages that can use indexes, or where mingo is lenient or slow, are done here (match, sort, skip, limit, count, group,
 * bucket, projections that only name fields, lookup by field or of a pipeline without variables); the others are mingo's.
 */
import { databaseError } from '../errors';
import { runStages } from './expressions';
import { bucket, group } from './group';
import { compileQuery } from './match';
import { valuesAt } from './paths';
import { compileProjection } from './project';
import { parseSort, sortDocs, type SortField } from './sort';
import { isDoc, type Doc, type Value } from './values';

export interface Source {
  find(name: string, query: Doc, sort: SortField[], limit: number): Doc[];
  count(name: string, query: Doc): number;
  /** The collection that the pipeline begins with. */
  first: string;
}

const ALLOWED = new Set([
  '$addFields',
  '$bucket',
  '$bucketAuto',
  '$count',
  '$facet',
  '$graphLookup',
  '$group',
  '$limit',
  '$lookup',
  '$match',
  '$project',
  '$redact',
  '$replaceRoot',
  '$replaceWith',
  '$sample',
  '$set',
  '$skip',
  '$sort',
  '$sortByCount',
  '$unionWith',
  '$unset',
  '$unwind',
]);

/** Runs a pipeline; the leading match, sort and limit are left to the query planner. */
export function runPipeline(stages: Doc[], source: Source): Doc[] {
  for (const stage of stages) {
    const name = stageName(stage);
    if (!ALLOWED.has(name)) throw databaseError(`Unrecognized pipeline stage name: '${name}'`);
  }
  const head = readHead(stages);
  const rest = stages.slice(head.used);
  const [next] = rest;
  let docs: Doc[];
  if (next && '$count' in next && head.sort.length === 0 && head.limit === Infinity) {
    docs = counted(source.count(source.first, head.query), next.$count);
    rest.shift();
  } else docs = source.find(source.first, head.query, head.sort, head.limit);
  for (const stage of rest) docs = runStage(docs, stage, source);
  return docs;
}

/** Whether a projection keeps fields, or leaves fields out, and computes none. */
function namesFields(projection: Doc): boolean {
  const flags = Object.entries(projection).flatMap(([name, flag]) => (name === '_id' ? [] : [flag]));
  return flags.length > 0 && (flags.every((flag) => flag === 1) || flags.every((flag) => flag === 0));
}

function counted(n: number, field: Value): Doc[] {
  if (typeof field !== 'string' || field === '')
    throw databaseError('the count field must be a non-empty string');
  return n === 0 ? [] : [{ [field]: n }];
}

function stageName(stage: Doc): string {
  const names = Object.keys(stage);
  if (names.length !== 1)
    throw databaseError('A pipeline stage specification object must contain exactly one field.');
  return names[0] as string;
}

function readHead(stages: Doc[]): { query: Doc; sort: SortField[]; limit: number; used: number } {
  const head = { query: {} as Doc, sort: [] as SortField[], limit: Infinity, used: 0 };
  const matches: Doc[] = [];
  while (isDoc(stages[head.used]?.$match)) matches.push(stages[head.used++]?.$match as Doc);
  if (matches.length > 0) head.query = matches.length === 1 ? (matches[0] as Doc) : { $and: matches };
  if (isDoc(stages[head.used]?.$sort)) head.sort = parseSort(stages[head.used++]?.$sort as Doc);
  const limit = stages[head.used]?.$limit;
  if (limit !== undefined) {
    head.limit = wholeNumber('$limit', limit, 1);
    head.used += 1;
  }
  return head;
}

function wholeNumber(stage: string, value: Value, least: number): number {
  if (!Number.isInteger(value) || (value as number) < least)
    throw databaseError(`invalid argument to ${stage} stage: ${JSON.stringify(value)}`);
  return value as number;
}

function runStage(docs: Doc[], stage: Doc, source: Source): Doc[] {
  const name = stageName(stage);
  const value = stage[name];
  switch (name) {
    case '$match':
      if (!isDoc(value)) throw databaseError('the match filter must be an expression in an object');
      return docs.filter(compileQuery(value));
    case '$sort':
      if (!isDoc(value)) throw databaseError('the $sort key specification must be an object');
      return sortDocs(docs, parseSort(value), (doc) => doc);
    case '$skip':
      return docs.slice(wholeNumber(name, value, 0));
    case '$limit':
      return docs.slice(0, wholeNumber(name, value, 1));
    case '$count':
      return counted(docs.length, value);
    case '$group':
      return group(docs, value);
    case '$bucket':
      return bucket(docs, value);
    case '$project':
      if (isDoc(value) && namesFields(value)) return docs.map(compileProjection(value));
      break;
    case '$lookup':
      if (isDoc(value) && !('pipeline' in value)) return lookup(docs, value, source);
      if (isDoc(value) && isSameForAll(value)) return lookupOnce(docs, value, source);
      break;
    default:
  }
  const collection = (from: string): Doc[] => source.find(from, {}, [], Infinity);
  return runStages(docs, [stage], collection);
}

function lookup(docs: Doc[], rule: Doc, source: Source): Doc[] {
  const { from, localField, foreignField, as } = rule;
  if (![from, localField, foreignField, as].every((part) => typeof part === 'string')) {
    throw databaseError('$lookup needs from, localField, foreignField and as');
  }
  return docs.map((doc) => {
    const values = valuesAt(doc, localField as string).flatMap((value) =>
      Array.isArray(value) ? value : [value ?? null],
    );
    const found = source.find(from as string, { [foreignField as string]: { $in: values } }, [], Infinity);
    return withField(doc, as as string, found);
  });
}

/** Whether a lookup's pipeline knows nothing of the document that it is looked up for. */
function isSameForAll({ localField, let: variables = {} }: Doc): boolean {
  return localField === undefined && isDoc(variables) && Object.keys(variables).length === 0;
}

function lookupOnce(docs: Doc[], { from, pipeline, as }: Doc, source: Source): Doc[] {
  if (
    typeof from !== 'string' ||
    typeof as !== 'string' ||
    !Array.isArray(pipeline) ||
    !pipeline.every(isDoc)
  )
    throw databaseError('$lookup needs from, pipeline and as');
  if (docs.length === 0) return docs;
  const found = runPipeline(pipeline, { ...source, first: from });
  return docs.map((doc) => withField(doc, as, found));
}

function withField(doc: Doc, path: string, value: Value): Doc {
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length === 0) return { ...doc, [first]: value };
  const inner = doc[first];
  return { ...doc, [first]: withField(isDoc(inner) ? inner : {}, rest.join('.'), value) };
}
