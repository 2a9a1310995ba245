/** What every writer of an intention keeps in step with it: the volunteer's own document, and the figures of its place. */
import type { Millis } from '../../typings/domain';
import type { IntentionDoc, VolunteerDoc } from './collections';
import { count } from './counters';
import type { Tx } from './database';
import { TOWN_OFFICE } from './villages';

/** Whose figures an intention counts in: the village wanted, or the town's office when any will do. */
export function placeOfIntention({ villageId }: Pick<IntentionDoc, 'villageId'>): string {
  return villageId ?? TOWN_OFFICE;
}

function waits(intention: IntentionDoc | null): number {
  return intention?.state === 'submitted' ? 1 : 0;
}

/**
 * Writes an intention (`before` null: a new one) with the figures. Gives the volunteer as it is from now on: the caller writes
 * it, maybe with more changes.
 */
export async function saveIntention(
  tx: Tx,
  now: Millis,
  before: IntentionDoc | null,
  after: IntentionDoc,
  volunteer: VolunteerDoc,
): Promise<VolunteerDoc> {
  await tx.put('intentions', after);
  const change = new Map<string, number>();
  const add = (intention: IntentionDoc | null, by: number): void => {
    if (!intention) return;
    const place = placeOfIntention(intention);
    change.set(place, (change.get(place) ?? 0) + by);
  };
  add(before, -waits(before));
  add(after, waits(after));
  // Also without a difference: lists of staff are read anew when the version of the figures grows.
  for (const [place, by] of change) {
    await count(tx, place, now, (counters) => {
      counters.intentions += by;
    });
  }
  const { state } = after;
  const open = state === 'submitted' || state === 'arranged';
  return {
    ...volunteer,
    intention: open ? { intentionId: after._id, state } : null,
    version: volunteer.version + 1,
    updatedAt: now,
  };
}
