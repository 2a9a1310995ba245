/** Words that several staff pages share. */
import type { CalendarDate, Millis } from '../../../typings/domain';
import { friendlyDate } from '../../shared/china-time';

/** '2026-03-05' -> '3月5日', with the year in front when it is not the year of `now`. */
export function dayWords(date: CalendarDate, now: Millis): string {
  return friendlyDate(Date.parse(`${date}T00:00:00+08:00`), now);
}

/** '20' or '19.90' yuan as typed -> fen; null when it is no amount of money. */
export function fenOf(typed: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
