/** Sorting documents as MongoDB does: an array sorts by its least element upwards, by its greatest downwards. */
import { databaseError } from '../errors';
import { EMPTY_ARRAY, indexValuesAt } from './paths';
import { compareValues, type Doc, type Value } from './values';

export interface SortField {
  path: string;
  direction: 1 | -1;
}

/** Reads `{a: 1, b: -1}`. */
export function parseSort(sort: Doc | undefined): SortField[] {
  return Object.entries(sort ?? {}).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) throw databaseError('$sort key ordering must be 1 or -1');
    return { path, direction };
  });
}

function compareKeys(a: Value, b: Value): number {
  if (a === EMPTY_ARRAY || b === EMPTY_ARRAY) return Number(b === EMPTY_ARRAY) - Number(a === EMPTY_ARRAY);
  return compareValues(a, b);
}

function sortKey(doc: Doc, field: SortField): Value {
  const { values } = indexValuesAt(doc, field.path);
  let best = values[0];
  for (const value of values) if (compareKeys(value, best) * field.direction < 0) best = value;
  return best;
}

interface Keyed<T> {
  item: T;
  keys: Value[];
}

function keyed<T>(item: T, doc: Doc, fields: SortField[]): Keyed<T> {
  return { item, keys: fields.map((field) => sortKey(doc, field)) };
}

function compareKeyed<T>(a: Keyed<T>, b: Keyed<T>, fields: SortField[]): number {
  for (let i = 0; i < fields.length; i += 1) {
    const order = compareKeys(a.keys[i], b.keys[i]) * (fields[i] as SortField).direction;
    if (order !== 0) return order;
  }
  return 0;
}

/** A sorted copy; equal documents keep their order. */
export function sortDocs<T>(items: T[], fields: SortField[], docOf: (item: T) => Doc): T[] {
  if (fields.length === 0) return items;
  const list = items.map((item) => keyed(item, docOf(item), fields));
  return list.sort((a, b) => compareKeyed(a, b, fields)).map(({ item }) => item);
}
