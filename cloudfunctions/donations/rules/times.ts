/** Days of a promise. */
import type { CalendarDate, Millis } from '../../../typings/domain';
import { chinaDate } from '../../../miniprogram/shared/china-time';

const DAY = 24 * 60 * 60 * 1000;

/** Who comes a week late still comes; after that the promise is let go. */
const GRACE_DAYS = 7;

/** Promises whose day is before this one have run out. */
export function expiresBefore(now: Millis): CalendarDate {
  return chinaDate(now - GRACE_DAYS * DAY);
}

/** Whether a day is today or later, and not further off than `days`. */
export function isSoon(day: CalendarDate, now: Millis, days: number): boolean {
  return day >= chinaDate(now) && day <= chinaDate(now + days * DAY);
}
