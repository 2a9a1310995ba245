/** Whether a notice is among those that a reader asks for. Village, kind and state are conditions of the database query. */
import type { NoticesApi, WorkOffer } from '../../../typings/api/notices';
import { WORK_DISTANCES } from '../../../miniprogram/shared/work';

export type Wishes = Pick<NoticesApi['list']['input'], 'q' | 'hours' | 'distance' | 'ability'>;

/** Words may stand in any order; all of them must be there. */
function hasWords(text: string, q: string): boolean {
  const searched = text.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

/** An offer that asks for no ability in particular suits everybody. */
function suits(offer: WorkOffer, { hours, distance, ability }: Wishes): boolean {
  return (
    (hours === undefined || offer.hours.includes(hours)) &&
    (distance === undefined || WORK_DISTANCES.indexOf(offer.distance) <= WORK_DISTANCES.indexOf(distance)) &&
    (ability === undefined || offer.abilities.length === 0 || offer.abilities.includes(ability))
  );
}

/** Whether anything is asked for that the database cannot look up. */
export const isPicky = ({ q, hours, distance, ability }: Wishes): boolean =>
  Boolean(q) || hours !== undefined || distance !== undefined || ability !== undefined;

/** Whether this notice fits. Who asks for hours, distance or ability asks for offers. */
export function isWanted(notice: { title: string; offer: WorkOffer | null }, wishes: Wishes): boolean {
  const { offer } = notice;
  const words = [notice.title, offer?.organiser, offer?.place].join(' ');
  if (wishes.q && !hasWords(words, wishes.q)) return false;
  if (offer) return suits(offer, wishes);
  return wishes.hours === undefined && wishes.distance === undefined && wishes.ability === undefined;
}
