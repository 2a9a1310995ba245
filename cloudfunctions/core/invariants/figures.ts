/** The counters are what the records say (core/recount). */
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { Millis } from '../../../typings/domain';
import { emptyCounters } from '../counters';
import { COUNTED_COLLECTIONS, differences, isBirthdaysOnly, Recount } from '../recount';
import type { Findings, Snapshot } from './finding';

/** Age groups that moved with birthdays alone are put right every night and are no finding. */
export function figures(data: Snapshot, found: Findings, now: Millis): void {
  const stored = new Map(data.counters.map((doc) => [doc._id, doc]));
  const recount = new Recount(chinaDate(now));
  for (const collection of COUNTED_COLLECTIONS) recount.add(collection, data[collection] as never);
  for (const place of new Set([...stored.keys(), ...recount.places.keys()])) {
    const differ = differences(stored.get(place) ?? emptyCounters(place), recount.of(place), now);
    if (isBirthdaysOnly(differ)) continue;
    for (const { figure, stored: kept, counted } of differ)
      found.expect(false, `counter ${figure}`, 'counters', place, `${kept} ${counted}`);
  }
}
