/**
 * Index keys as bytes: comparing two keys with memcmp gives MongoDB's order of the values. So SQLite, which compares BLOBs
 * by memcmp, can hold the indexes.
 */
import { type Binary, type ObjectId, type Timestamp } from 'bson';
import { EMPTY_ARRAY, indexValuesAt } from './paths';
import { Rank, rankOf, toNumber, type Doc, type Value } from './values';

export interface IndexField {
  path: string;
  direction: 1 | -1;
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  if (Number.isNaN(value)) return bytes;
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  if ((bytes[0] as number) & 0x80) {
    for (let i = 0; i < 8; i += 1) bytes[i] = ~(bytes[i] as number) & 0xff;
  } else {
    bytes[0] = (bytes[0] as number) | 0x80;
  }
  return bytes;
}

/** Zero bytes are escaped so that the end mark sorts before every continuation. */
function textBytes(text: string | Uint8Array): Buffer {
  const raw = Buffer.from(text as string);
  const end = Buffer.from([0x00, 0x01]);
  if (!raw.includes(0)) return Buffer.concat([raw, end]);
  const escaped: number[] = [];
  for (const byte of raw) {
    escaped.push(byte);
    if (byte === 0) escaped.push(0xff);
  }
  return Buffer.concat([Buffer.from(escaped), end]);
}

/** One value as ordered bytes, beginning with its type. */
export function valueBytes(value: Value): Buffer {
  if (value === EMPTY_ARRAY) return Buffer.from([Rank.EmptyArray]);
  const rank = rankOf(value);
  const parts: Buffer[] = [Buffer.from([rank])];
  switch (rank) {
    case Rank.Number:
      parts.push(numberBytes(toNumber(value)));
      break;
    case Rank.Date:
      parts.push(numberBytes((value as Date).getTime()));
      break;
    case Rank.String:
      parts.push(textBytes(value as string));
      break;
    case Rank.Boolean:
      parts.push(Buffer.from([value ? 2 : 1]));
      break;
    case Rank.ObjectId:
      parts.push((value as ObjectId).id as Buffer);
      break;
    case Rank.Timestamp:
      parts.push(numberBytes((value as Timestamp).toNumber()));
      break;
    case Rank.RegExp:
      parts.push(textBytes(String(value)));
      break;
    case Rank.Binary: {
      const bytes = (value as Binary).buffer as Buffer;
      parts.push(numberBytes(bytes.length), Buffer.from([(value as Binary).sub_type]), bytes);
      break;
    }
    case Rank.Array:
      for (const element of value as Value[]) parts.push(valueBytes(element));
      parts.push(Buffer.from([0]));
      break;
    case Rank.Object:
      for (const [name, element] of Object.entries(value as Doc)) {
        parts.push(Buffer.from([rankOf(element)]), textBytes(name), valueBytes(element));
      }
      parts.push(Buffer.from([0]));
      break;
    default:
  }
  return Buffer.concat(parts);
}

/** Turns the order of a key part around, for descending fields. */
export function invert(bytes: Buffer): Buffer {
  const turned = Buffer.alloc(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) turned[i] = ~(bytes[i] as number) & 0xff;
  return turned;
}

/** All keys of a document in an index: several when a field holds an array. */
export function documentKeys(doc: Doc, fields: IndexField[]): { keys: Buffer[]; multi: boolean } {
  let keys: Buffer[] = [Buffer.alloc(0)];
  let multi = false;
  for (const field of fields) {
    const at = indexValuesAt(doc, field.path);
    multi ||= at.multi;
    const parts = at.values.map((value) => {
      const bytes = valueBytes(value);
      return field.direction === 1 ? bytes : invert(bytes);
    });
    keys = keys.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
  }
  if (!multi) return { keys, multi };
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], multi };
}
