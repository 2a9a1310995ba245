/** Inputs that somebody might send who means no good, or whose phone is broken; all of them can be carried by JSON. */
import fc from 'fast-check';
import { picker } from './sample';

/** `{"__proto__": ...}` as JSON.parse makes it: a key of its own. */
const proto = (value: unknown): unknown => JSON.parse(`{"__proto__":${JSON.stringify(value)}}`);

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Single values. 1e999 is how JSON carries Infinity; NaN it cannot carry. */
const VALUES: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '好\udc00',
  '\u202e倒过来',
  '\u200b\u200b',
  'e\u0301'.repeat(40),
  '👨‍👩‍👧‍👦'.repeat(10),
  '长'.repeat(6000),
  'x'.repeat(70_000),
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  '$where',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  "';--",
  '=cmd|calc',
  '{"$gt":""}',
  '\uffff',
  0,
  -1,
  -0,
  0.1,
  1.5,
  1e21,
  1e308,
  Infinity,
  -Infinity,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MIN_SAFE_INTEGER,
  5e-324,
  [],
  [[]],
  [null],
  {},
  { $gt: '' },
  { $ne: null },
  { $in: ['a'] },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { length: 5 },
  { $oid: '0'.repeat(24) },
  { $date: 0 },
  { $numberLong: '1' },
  { toString: null, valueOf: null },
  { toJSON: 1 },
  { then: 1 },
  { constructor: { prototype: { polluted: true } } },
  proto({ polluted: true }),
  proto(null),
  nested(40),
  nested(3000),
  nested(20_000),
  Array.from({ length: 2000 }, () => 'a'),
  Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])),
];

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

/** What a phone has no business to say: who it is, where it belongs, what something costs, when it happened. */
export const NOT_THE_PHONES = [
  'openid',
  '_openid',
  'userInfo',
  'role',
  'residentId',
  'villageId',
  'staffId',
  'volunteerId',
  'state',
  'priceFen',
  'payFen',
  'points',
  'balance',
  'now',
  'at',
  'createdAt',
  'approvedBy',
  'isAdmin',
  '_id',
  '$set',
  'constructor',
  'prototype',
  '__proto__',
] as const;

/** One way to spoil a valid input. */
export interface Spoiling {
  how: 'replace' | 'remove' | 'add' | 'wrap' | 'repeat' | 'whole';
  seed: number;
  value: unknown;
  key: string;
}

export const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  how: fc.oneof(
    { weight: 6, arbitrary: fc.constant('replace' as const) },
    { weight: 2, arbitrary: fc.constant('remove' as const) },
    { weight: 2, arbitrary: fc.constant('add' as const) },
    { weight: 1, arbitrary: fc.constant('wrap' as const) },
    { weight: 1, arbitrary: fc.constant('repeat' as const) },
    { weight: 2, arbitrary: fc.constant('whole' as const) },
  ),
  seed: fc.nat(),
  value,
  key: fc.oneof(fc.constantFrom(...NOT_THE_PHONES), fc.string({ maxLength: 12 })),
});

type Holder = Record<string | number, unknown>;

/** Every place of a value: its holder and the key in it. */
function places(holder: unknown, found: [Holder, string | number][] = []): [Holder, string | number][] {
  if (holder === null || typeof holder !== 'object') return found;
  const keys = Array.isArray(holder) ? holder.map((_, i) => i) : Object.keys(holder);
  for (const key of keys) {
    found.push([holder as Holder, key]);
    places((holder as Holder)[key], found);
  }
  return found;
}

/** Defines the key as JSON.parse does, also `__proto__`. */
function define(holder: Holder, key: string | number, to: unknown): void {
  Object.defineProperty(holder, key, { value: to, enumerable: true, configurable: true, writable: true });
}

/** The valid input with one thing wrong; itself when there is nothing to spoil. */
export function spoil(valid: unknown, { how, seed, value: to, key }: Spoiling): unknown {
  if (how === 'whole') return to;
  const input = structuredClone(valid);
  const all = places(input);
  const place = all[picker(seed)(all.length)];
  if (how === 'add' || !place) {
    const holders = [input, ...all.map(([holder, at]) => holder[at])].filter(
      (one): one is Holder => one !== null && typeof one === 'object' && !Array.isArray(one),
    );
    const holder = holders[picker(seed)(holders.length)];
    if (holder) define(holder, key, to);
    return input;
  }
  const [holder, at] = place;
  const before = holder[at];
  if (how === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(at), 1);
    else Reflect.deleteProperty(holder, at);
  } else if (how === 'wrap') define(holder, at, seed % 2 === 0 ? [before] : { $eq: before });
  else if (how === 'repeat')
    define(
      holder,
      at,
      Array.from({ length: 300 }, () => before),
    );
  else define(holder, at, to);
  return input;
}
