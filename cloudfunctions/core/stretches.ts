/**
 * Long lists in the order of an index, a page at a time. A list may be several stretches one after the other (first what has
 * a promised day, then what has none); each is read by its index from where the page before ended, never from its start.
 */
import type { Paged } from '../../typings/wire';
import type { CollectionName, Collections } from './collections';
import { where, type Condition, type Reader } from './database';
import { AppError } from './errors';
import { PAGE_SIZE } from './paging';

/** Records of one condition, by a field (also 'a.b') and then by id, or by id alone. */
export interface Stretch {
  where: Condition;
  /** Values above the one and, when there is another, below it. */
  by?: { field: string; above: string | number; below?: string | number };
  direction?: 'asc' | 'desc';
}

/** Where a page ended: in which stretch, at which value of its field, behind which record. */
type Place = [stretch: number, value: string | number | null, id: string];

function toCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function fromCursor(cursor: string): Place {
  try {
    const [stretch, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Place;
    if (
      Number.isSafeInteger(stretch) &&
      typeof id === 'string' &&
      ['string', 'number'].includes(typeof (value ?? 0))
    )
      return [stretch, value, id];
  } catch {
    // Told below.
  }
  throw new AppError('BAD_INPUT', { fields: { cursor: '请返回列表再看一次' } });
}

type Step = { where: Condition; orderBy: [string, 'asc' | 'desc'][] };

/** The reads of a stretch: of the rest of one value first, then of the values behind it. */
function stepsOf({ where: condition, by, direction = 'asc' }: Stretch, from: Place | null): Step[] {
  const behind = (id: string): unknown => (direction === 'asc' ? where.gt(id) : where.lt(id));
  if (!by) {
    return [
      {
        where: from ? { ...condition, _id: behind(from[2]) } : condition,
        orderBy: [['_id', direction]],
      },
    ];
  }
  const up = direction === 'asc';
  const rest: Step = {
    where: {
      ...condition,
      [by.field]: where.between(from && up ? from[1] : by.above, from && !up ? from[1] : by.below),
    },
    orderBy: [
      [by.field, direction],
      ['_id', direction],
    ],
  };
  if (!from) return [rest];
  return [
    { where: { ...condition, [by.field]: from[1], _id: behind(from[2]) }, orderBy: [['_id', direction]] },
    rest,
  ];
}

function valueAt(doc: object, field: string): string | number {
  return field.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], doc) as
    | string
    | number;
}

/** A line of a list: what of a document it is made of (with the fields that stretches go by), and how. */
export interface Line<C extends CollectionName, F extends keyof Collections[C] & string, T> {
  fields: readonly F[];
  view: (doc: Pick<Collections[C], F>) => T;
}

/** One page of the stretches; `next` is handed back for the following one. */
export async function readStretches<C extends CollectionName, F extends keyof Collections[C] & string, T>(
  reader: Reader,
  collection: C,
  stretches: readonly Stretch[],
  cursor: string | null | undefined,
  { fields, view }: Line<C, F, T>,
): Promise<Paged<T>> {
  const from = cursor ? fromCursor(cursor) : null;
  const found: { stretch: number; doc: Pick<Collections[C], F> & { _id: string } }[] = [];
  for (let i = from?.[0] ?? 0; i < stretches.length && found.length <= PAGE_SIZE; i += 1) {
    const stretch = stretches[i] as Stretch;
    for (const step of stepsOf(stretch, from && i === from[0] ? from : null)) {
      if (found.length > PAGE_SIZE) break;
      const find = { ...step, limit: PAGE_SIZE + 1 - found.length };
      const docs = await reader.pick(collection, find, ['_id', ...fields]);
      found.push(...docs.map((doc) => ({ stretch: i, doc })));
    }
  }
  const shown = found.slice(0, PAGE_SIZE);
  const last = shown[shown.length - 1];
  const field = last && stretches[last.stretch]?.by?.field;
  return {
    items: shown.map(({ doc }) => view(doc)),
    next:
      found.length > PAGE_SIZE && last
        ? toCursor([last.stretch, field === undefined ? null : valueAt(last.doc, field), last.doc._id])
        : null,
  };
}
