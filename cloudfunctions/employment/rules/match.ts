/** How well an offer fits a person: what one can, how long, how far. */
import type { WorkOffer } from '../../../typings/api/notices';
import type { Ability, WorkDistance, WorkHours } from '../../../typings/domain';
import {
  ABILITY_LABELS,
  WORK_DISTANCE_LABELS,
  WORK_DISTANCES,
  WORK_HOURS_LABELS,
} from '../../../miniprogram/shared/work';

export interface Able {
  abilities: readonly Ability[];
  hours: WorkHours | null;
  distance: WorkDistance | null;
}

export interface Fit {
  /** The more, the better. */
  score: number;
  reasons: string[];
}

/**
 * null when the offer cannot be taken: other hours, or too far. Who said nothing about hours or distance is asked. An offer that
 * asks for no ability in particular suits everybody, but what one can do comes first.
 */
export function fitOf(person: Able, offer: Pick<WorkOffer, 'abilities' | 'hours' | 'distance'>): Fit | null {
  if (person.hours !== null && !offer.hours.includes(person.hours)) return null;
  const near = WORK_DISTANCES.indexOf(offer.distance);
  if (person.distance !== null && near > WORK_DISTANCES.indexOf(person.distance)) return null;
  const can = offer.abilities.filter((ability) => person.abilities.includes(ability));
  if (offer.abilities.length > 0 && can.length === 0) return null;
  return {
    score: can.length * 10 + (person.hours === null ? 0 : 3) + (person.distance === null ? 0 : 3) - near,
    reasons: [
      ...can.map((ability) => `会${ABILITY_LABELS[ability]}`),
      ...(person.hours === null ? [] : [WORK_HOURS_LABELS[person.hours]]),
      ...(person.distance === null ? [] : [WORK_DISTANCE_LABELS[offer.distance]]),
    ],
  };
}

/** Those that fit, the best first; equal ones as they came. */
export function ranked<T>(all: readonly T[], fit: (one: T) => Fit | null): { one: T; fit: Fit }[] {
  return all
    .flatMap((one) => {
      const found = fit(one);
      return found ? [{ one, fit: found }] : [];
    })
    .sort((a, b) => b.fit.score - a.fit.score);
}
