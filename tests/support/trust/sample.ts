/** Valid inputs made from the declared schemas, so that an input with one thing wrong can be made of them. */
import * as v from 'valibot';
import { CONSENTS } from '../../../miniprogram/shared/consent';
import { CONSENT_VERSION } from '../../../miniprogram/shared/limits';
import { idNumber } from '../functions/people';

/** What tests look into of valibot's schemas: the runtime shape of those we use. */
interface Node {
  type: string;
  pipe?: Node[];
  entries?: Record<string, Node>;
  item?: Node;
  items?: Node[];
  wrapped?: Node;
  options?: unknown[];
  value?: Node;
  literal?: unknown;
}

// Asked for millions of times: in Jest's sandbox each look for the global Math takes longer than the sum.
const { floor, imul } = Math;

/** A number from 0 to n-1; the same seed gives the same row. */
export type Pick = (n: number) => number;

export function picker(seed: number): Pick {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return (n) => {
    state = (imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return n === 0 ? 0 : floor((state / 2 ** 32) * n);
  };
}

const TEXTS = [
  'abcdefgh12',
  '测试用的一句话',
  '王小明',
  '13900000009',
  '2026-11-27',
  '2026-12-05',
  idNumber('1950-03-01', 17),
  'ABCDEFGH',
  CONSENT_VERSION,
  ...Object.values(CONSENTS).map(({ version }) => version),
  'incoming/0123456789abcdef.jpg',
  '2026',
  '10:00',
  '2026-11',
  '测试路1号',
  'https://example.com/a',
  'wishLimit',
  'wishLimit@2026-01',
  'case:abcdefgh12',
  `${idNumber('1950-03-01', 17)}44`,
  'points',
  'points.redeem',
];
const NUMBERS = [1, 0, 2, 3, 5, 30, 60, 100, 12_000, 2026, 1_700_000_000_000];

/**
 * Of these values those that a schema takes; the same for every input that is made of it. With none, an optional text or number would be
 * left out of every input.
 */
function takenBy<T>(known: WeakMap<Node, T[]>, node: Node, values: readonly T[]): T[] {
  let taken = known.get(node);
  if (!taken) {
    taken = values.filter((value) => v.safeParse(node as unknown as v.GenericSchema, value).success);
    if (taken.length === 0) throw new Error(`none of the values here fits ${JSON.stringify(node)}`);
    known.set(node, taken);
  }
  return taken;
}
const takenTexts = new WeakMap<Node, string[]>();
const takenNumbers = new WeakMap<Node, number[]>();

/** One that the schema takes, where it wants a text or a number; undefined: to be found by trying. */
function known(node: Node, pick: Pick, ids: readonly string[]): string | number | undefined {
  const { type } = node.pipe?.[0] ?? node;
  if (type === 'number') {
    const numbers = takenBy(takenNumbers, node, NUMBERS);
    return numbers[pick(numbers.length)];
  }
  if (type !== 'string') return undefined;
  if (pick(3) === 0 && ids.length > 0) {
    const id = ids[pick(ids.length)];
    if (v.safeParse(node as unknown as v.GenericSchema, id).success) return id;
  }
  const texts = takenBy(takenTexts, node, TEXTS);
  return texts[pick(texts.length)];
}

function candidates(node: Node, pick: Pick, ids: readonly string[]): unknown {
  switch (node.type) {
    case 'string':
      return pick(3) === 0 && ids.length > 0 ? ids[pick(ids.length)] : TEXTS[pick(TEXTS.length)];
    case 'number':
      return NUMBERS[pick(NUMBERS.length)];
    case 'boolean':
      return pick(2) === 0;
    case 'literal':
      return node.literal;
    case 'picklist':
    case 'enum':
      return node.options?.[pick(node.options.length)];
    case 'union':
    case 'variant': {
      const options = (node.options ?? []) as Node[];
      const option = options[pick(options.length)];
      return option ? valueOf(option, pick, ids) : undefined;
    }
    case 'array':
      return Array.from({ length: 1 + pick(2) }, () => (node.item ? valueOf(node.item, pick, ids) : null));
    case 'tuple':
    case 'strict_tuple':
      return (node.items ?? []).map((item) => valueOf(item, pick, ids));
    case 'nullable':
      return pick(3) === 0 || !node.wrapped ? null : valueOf(node.wrapped, pick, ids);
    case 'optional':
      return node.wrapped ? valueOf(node.wrapped, pick, ids) : undefined;
    case 'record':
      return node.value ? { [TEXTS[0] ?? 'a']: valueOf(node.value, pick, ids) } : {};
    case 'strict_object':
    case 'object':
    case 'loose_object': {
      const made: Record<string, unknown> = {};
      for (const [key, entry] of Object.entries(node.entries ?? {})) {
        if (entry.type === 'optional' && pick(3) === 0) continue;
        made[key] = valueOf(entry, pick, ids);
      }
      return made;
    }
    default:
      return { free: TEXTS[1], of: [1, true, null] };
  }
}

/** A value that this part of a schema takes, found by trying. */
function valueOf(node: Node, pick: Pick, ids: readonly string[]): unknown {
  const schema = node as unknown as v.GenericSchema;
  const one = known(node, pick, ids);
  if (one !== undefined) return one;
  let last: unknown;
  for (let tries = 0; tries < 60; tries += 1) {
    last = candidates(node.pipe?.[0] ?? node, pick, ids);
    if (v.safeParse(schema, last).success) return last;
  }
  return last;
}

/**
 * A valid input of an action; `ids` are offered where a text is wanted. Fails when none is found: the candidates above then
 * lack what the schema asks for.
 */
export function validInput(schema: v.GenericSchema, pick: Pick, ids: readonly string[] = []): unknown {
  for (let tries = 0; tries < 200; tries += 1) {
    const made = valueOf(schema as unknown as Node, pick, ids);
    if (v.safeParse(schema, made).success) return made;
  }
  throw new Error('no valid input was found for this schema');
}
