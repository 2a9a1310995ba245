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

const TEXT_END = '\0\u0001';
const TEXT_MARK = String.fromCharCode(Rank.String);

/** `before`: ASCII that comes first. Zero bytes are escaped so that the end mark sorts before every continuation. */
function textBytes(text: string, before = ''): Buffer {
  // Made at once, since joining buffers takes several times as long.
  if (!text.includes('\0')) return Buffer.from(before + text + TEXT_END);
  const escaped: number[] = [];
  for (const byte of Buffer.from(text)) {
    escaped.push(byte);
    if (byte === 0) escaped.push(0xff);
  }
  return Buffer.concat([Buffer.from(before), Buffer.from(escaped), Buffer.from(TEXT_END)]);
}

/** One value as ordered bytes, beginning with its type. */
export function valueBytes(value: Value): Buffer {
  if (typeof value === 'string') return textBytes(value, TEXT_MARK);
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
  let multi = false;
  const parts = fields.map(({ path, direction }) => {
    const at = indexValuesAt(doc, path);
    multi ||= at.multi;
    return at.values.map((value) => {
      const bytes = valueBytes(value);
      return direction === 1 ? bytes : invert(bytes);
    });
  });
  if (!multi) return { keys: [Buffer.concat(parts.flat())], multi };
  const keys = parts.reduce((prefixes, part) =>
    prefixes.flatMap((prefix) => part.map((bytes) => Buffer.concat([prefix, bytes]))),
  );
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], multi };
}
