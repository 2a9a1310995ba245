/** Extended JSON in and out: the SDK sends canonical EJSON strings and reads relaxed ones. */
import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { databaseError, ProtocolError } from '../errors';
import { isDoc, type Doc, type Value } from './values';

/** Reads an EJSON text; `$tcb_server_date` becomes the given moment plus its offset. */
export function decode(text: string, now: Date = new Date()): Value {
  let parsed: Value;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ProtocolError('INVALID_PARAM', 'the request holds text that is not EJSON');
  }
  // Most documents hold no extended type at all: then the walk is not needed.
  return text.includes('"$') || text.includes('"__proto__"') ? revive(parsed, now) : parsed;
}

/** Reads an EJSON text that must be an object. */
export function decodeDoc(text: string, now?: Date): Doc {
  const value = decode(text, now);
  if (!isDoc(value)) throw new ProtocolError('INVALID_PARAM', 'an object is expected');
  return value;
}

function revive(value: Value, now: Date): Value {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) value[i] = revive(value[i], now);
    return value;
  }
  if (!isDoc(value)) return value;
  const keys = Object.keys(value);
  const first = keys[0];
  if (first !== undefined && first.startsWith('$') && keys.length <= 2) {
    const scalar = SCALARS[first];
    if (scalar && (keys.length === 1 || first === '$binary')) return scalar(value[first], now, value);
  }
  for (const key of keys) {
    if (key === '__proto__') throw databaseError("the field name '__proto__' is not allowed");
    value[key] = revive(value[key], now);
  }
  return value;
}

function reviveLong(raw: Value): Value {
  const wide = Long.fromString(String(raw));
  const narrow = wide.toNumber();
  return Number.isSafeInteger(narrow) ? narrow : wide;
}

function reviveDate(raw: Value): Date {
  if (isDoc(raw)) return new Date(Number(raw.$numberLong));
  return new Date(raw as string | number);
}

const SCALARS: Record<string, (raw: Value, now: Date, whole: Doc) => Value> = {
  $oid: (raw) => new ObjectId(String(raw)),
  $date: (raw) => reviveDate(raw),
  $numberInt: (raw) => Number(raw),
  $numberDouble: (raw) => Number(raw),
  $numberLong: (raw) => reviveLong(raw),
  $numberDecimal: (raw) => Decimal128.fromString(String(raw)),
  $undefined: () => null,
  $minKey: () => new MinKey(),
  $maxKey: () => new MaxKey(),
  $timestamp: (raw) => Timestamp.fromBits(Number((raw as Doc).i), Number((raw as Doc).t)),
  $regularExpression: (raw) => {
    const { pattern, options } = raw as { pattern: string; options?: string };
    return toRegExp(pattern, options ?? '');
  },
  $binary: (raw, _now, whole) => {
    if (isDoc(raw))
      return new Binary(Buffer.from(String(raw.base64), 'base64'), parseInt(String(raw.subType), 16));
    return new Binary(Buffer.from(String(raw), 'base64'), parseInt(String(whole.$type ?? '0'), 16));
  },
  $tcb_server_date: (raw, now) =>
    new Date(now.getTime() + Number(revive((raw as Doc | null)?.offset, now) ?? 0)),
};

/** A JavaScript pattern with the options that both sides know (`g`, `u`, `y` mean nothing in a query). */
export function toRegExp(pattern: string, options: string): RegExp {
  try {
    return new RegExp(pattern, [...new Set(options)].filter((flag) => 'ims'.includes(flag)).join(''));
  } catch {
    throw databaseError(`Regular expression is invalid: ${pattern}`);
  }
}

/** Writes relaxed EJSON. */
export function encode(value: Value): string {
  return JSON.stringify(plain(value));
}

function plain(value: Value): Value {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : { $numberDouble: String(value) };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (isDoc(value)) {
    const copy: Doc = {};
    for (const key of Object.keys(value)) copy[key] = plain(value[key]);
    return copy;
  }
  return plainScalar(value);
}

function plainScalar(value: object): Value {
  if (value instanceof Date) {
    const time = value.getTime();
    if (Number.isNaN(time)) throw databaseError('an invalid date cannot be stored');
    const year = value.getUTCFullYear();
    return { $date: year >= 1970 && year <= 9999 ? value.toISOString() : { $numberLong: String(time) } };
  }
  if (value instanceof ObjectId) return { $oid: value.toHexString() };
  if (value instanceof Timestamp)
    return { $timestamp: { t: value.getHighBits() >>> 0, i: value.getLowBits() >>> 0 } };
  if (value instanceof Long) return { $numberLong: value.toString() };
  if (value instanceof Decimal128) return { $numberDecimal: value.toString() };
  if (value instanceof Binary) {
    const subType = value.sub_type.toString(16).padStart(2, '0');
    return { $binary: { base64: (value.buffer as Buffer).toString('base64'), subType } };
  }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } };
  if (value instanceof MinKey) return { $minKey: 1 };
  if (value instanceof MaxKey) return { $maxKey: 1 };
  throw databaseError('a value of this type cannot be stored');
}
