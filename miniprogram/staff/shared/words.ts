/** Words that several staff pages share. */
import type { CalendarDate, Millis } from '../../../typings/domain';
import { friendlyDate } from '../../shared/china-time';

/** '2026-03-05' -> '3月5日', with the year in front when it is not the year of `now`. */
export function dayWords(date: CalendarDate, now: Millis): string {
  return friendlyDate(Date.parse(`${date}T00:00:00+08:00`), now);
}
