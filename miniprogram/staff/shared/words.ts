/** Words that several staff pages share. */
import type { CalendarDate, Millis } from '../../../typings/domain';
import { chinaDate, friendlyDate } from '../../shared/china-time';

/** '2026-03-05' -> '3月5日', with the year in front when it is not the year of `now`. */
export function dayWords(date: CalendarDate, now: Millis): string {
  return friendlyDate(Date.parse(`${date}T00:00:00+08:00`), now);
}

/** The day on which somebody was to be asked again; one that has gone by says so, or it would read like a plan. */
export function nextContactWords(date: CalendarDate, now: Millis): string {
  return `${dayWords(date, now)}${date < chinaDate(now) ? '，已经过了' : ''}`;
}
