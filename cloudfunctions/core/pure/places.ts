/**
 * What an application holds so that nobody can ask for the same twice, as texts under a unique index: two that are handed in at the
 * same moment meet there, without writing a document that both of them read.
 */
import type { CaseState } from '../../../typings/domain';
import type { ApplicationDoc } from '../collections';

/** States in which the same thing cannot be asked for again. */
export function holdsPlace(state: CaseState): boolean {
  return !['received', 'closed', 'rejected', 'withdrawn', 'ended', 'placed', 'notPlaced', 'expired'].includes(
    state,
  );
}

function heldBy({ residentId, facts }: Pick<ApplicationDoc, 'residentId' | 'facts'>): string[] {
  switch (facts.kind) {
    case 'device':
      return facts.items.map(({ itemId }) => `${residentId}|device|${itemId}`);
    case 'repair':
      return [`${residentId}|repair|${facts.itemId}`];
    case 'wish':
      // Wishes made before they had one hold none; the office sees to how many there are (wishObstacle).
      return facts.slot === undefined ? [] : [`${residentId}|wish|${facts.slot}`];
    default:
      return [`${residentId}|${facts.kind}`];
  }
}

/** Never empty: to a unique index all empty lists are the same one, so what holds nothing stands for itself. */
export function placesOf(
  application: Pick<ApplicationDoc, '_id' | 'residentId' | 'facts' | 'state'>,
): string[] {
  const held = holdsPlace(application.state) ? [...new Set(heldBy(application))] : [];
  return held.length === 0 ? [application._id] : held;
}

/** The lowest number from 1 on that none of these wishes has. */
export function freeSlot(slots: readonly (number | undefined)[]): number {
  let slot = 1;
  while (slots.includes(slot)) slot += 1;
  return slot;
}
