/** The values a document can hold: plain JSON plus the types of BSON that reach us through EJSON. */
import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

export type Value = unknown;
export type Doc = Record<string, Value>;

/** True for `{}`-like values, false for dates, ids and the other scalars that are objects in JavaScript. */
export function isDoc(value: Value): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** MongoDB's order of types; two values compare by content only when these are equal. */
export enum Rank {
  MinKey = 0x01,
  EmptyArray = 0x05,
  Null = 0x0a,
  Number = 0x14,
  String = 0x1e,
  Object = 0x28,
  Array = 0x32,
  Binary = 0x3c,
  ObjectId = 0x46,
  Boolean = 0x50,
  Date = 0x5a,
  Timestamp = 0x64,
  RegExp = 0x6e,
  MaxKey = 0xf0,
}

/** The place of a value's type in MongoDB's order. Missing counts as null. */
export function rankOf(value: Value): Rank {
  switch (typeof value) {
    case 'string':
      return Rank.String;
    case 'number':
    case 'bigint':
      return Rank.Number;
    case 'boolean':
      return Rank.Boolean;
    case 'undefined':
      return Rank.Null;
    default:
  }
  if (value === null) return Rank.Null;
  if (Array.isArray(value)) return Rank.Array;
  if (value instanceof Date) return Rank.Date;
  if (value instanceof ObjectId) return Rank.ObjectId;
  if (value instanceof Timestamp) return Rank.Timestamp;
  if (value instanceof Long || value instanceof Decimal128) return Rank.Number;
  if (value instanceof Binary) return Rank.Binary;
  if (value instanceof RegExp) return Rank.RegExp;
  if (value instanceof MinKey) return Rank.MinKey;
  if (value instanceof MaxKey) return Rank.MaxKey;
  return Rank.Object;
}

/** A number for comparison, also of the wide integer types. */
export function toNumber(value: Value): number {
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return Number(value.toString());
  return Number(value);
}

function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : 1;
}

function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  // MongoDB compares UTF-8 bytes, JavaScript UTF-16 units: they differ only where surrogates occur.
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Compares as MongoDB sorts: by type, then by content; objects field by field in their order. */
export function compareValues(a: Value, b: Value): number {
  const rank = rankOf(a);
  const other = rankOf(b);
  if (rank !== other) return rank < other ? -1 : 1;
  switch (rank) {
    case Rank.Number:
      return compareNumbers(toNumber(a), toNumber(b));
    case Rank.String:
      return compareStrings(a as string, b as string);
    case Rank.Boolean:
      return Number(a) - Number(b);
    case Rank.Date:
      return compareNumbers((a as Date).getTime(), (b as Date).getTime());
    case Rank.ObjectId:
      return Buffer.compare((a as ObjectId).id as Buffer, (b as ObjectId).id as Buffer);
    case Rank.Timestamp:
      return (a as Timestamp).comp(b as Timestamp);
    case Rank.Binary:
      return compareBinary(a as Binary, b as Binary);
    case Rank.RegExp:
      return compareStrings(String(a), String(b));
    case Rank.Array:
      return compareLists(a as Value[], b as Value[]);
    case Rank.Object:
      return compareObjects(a as Doc, b as Doc);
    default:
      return 0;
  }
}

function compareBinary(a: Binary, b: Binary): number {
  const [left, right] = [a.buffer as Buffer, b.buffer as Buffer];
  return left.length - right.length || a.sub_type - b.sub_type || Buffer.compare(left, right);
}

function compareLists(a: Value[], b: Value[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareObjects(a: Doc, b: Doc): number {
  const left = Object.keys(a);
  const right = Object.keys(b);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [key, otherKey] = [left[i] as string, right[i] as string];
    const order =
      rankOf(a[key]) - rankOf(b[otherKey]) ||
      compareStrings(key, otherKey) ||
      compareValues(a[key], b[otherKey]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Equality as MongoDB has it: objects are equal only with the same fields in the same order. */
export function equalValues(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

/** A deep copy; scalars that are objects are shared because nothing changes them in place. */
export function cloneValue<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneValue) as unknown as T;
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) copy[key] = cloneValue(value[key]);
  return copy as T;
}

/** A name for the type, as it stands in MongoDB's messages. */
export function typeName(value: Value): string {
  const names: Partial<Record<Rank, string>> = {
    [Rank.Null]: 'null',
    [Rank.Number]: 'number',
    [Rank.String]: 'string',
    [Rank.Object]: 'object',
    [Rank.Array]: 'array',
    [Rank.Binary]: 'binData',
    [Rank.ObjectId]: 'objectId',
    [Rank.Boolean]: 'bool',
    [Rank.Date]: 'date',
    [Rank.Timestamp]: 'timestamp',
    [Rank.RegExp]: 'regex',
    [Rank.MinKey]: 'minKey',
    [Rank.MaxKey]: 'maxKey',
  };
  if (value === undefined) return 'missing';
  return names[rankOf(value)] ?? 'unknown';
}
