/** Writing a notice together with what is kept in step with it: the boards that show it, and the figures of stories that wait. */
import type { NoticeDoc } from '../core/collections';
import { today, type Clock } from '../core/clock';
import { count } from '../core/counters';
import type { Reader, Tx } from '../core/database';
import { TOWN_OFFICE } from '../core/villages';
import { writeBoard } from './boards';
import { orderOf } from './rules/order';

/** Stories that wait for staff, in the figures of the place whose staff look at them. */
async function countStories(tx: Tx, now: number, before: NoticeDoc | null, after: NoticeDoc): Promise<void> {
  const change = new Map<string, number>();
  const add = (doc: NoticeDoc | null, by: number): void => {
    if (doc?.state !== 'submitted') return;
    const place = doc.villageId ?? TOWN_OFFICE;
    change.set(place, (change.get(place) ?? 0) + by);
  };
  add(before, -1);
  add(after, 1);
  for (const [place, by] of change) {
    if (by === 0) continue;
    await count(tx, place, now, (counters) => {
      counters.stories += by;
    });
  }
}

/** Stores the notice and, where readers see a difference, the boards of the places it was or is for. */
export async function store(
  { reader, tx, clock }: { reader: Reader; tx: Tx; clock: Clock },
  doc: NoticeDoc,
  before: NoticeDoc | null,
): Promise<void> {
  const now = clock.now();
  const on = today(clock);
  const placed = { ...doc, order: orderOf(doc, on) };
  await tx.put('notices', placed);
  const places = new Set<string | null>();
  if (before?.state === 'published') places.add(before.villageId);
  if (placed.state === 'published') places.add(placed.villageId);
  for (const villageId of places) {
    await writeBoard({ reader, tx }, villageId, { changed: placed, now, on });
  }
  await countStories(tx, now, before, placed);
}
