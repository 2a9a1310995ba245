import type { CalendarDate, Millis } from '../../typings/domain';
import { chinaDate } from '../../miniprogram/shared/china-time';

/** The only source of time in the functions; tests and the demo builder give their own. */
export interface Clock {
  now(): Millis;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Today's date in China. */
export function today(clock: Clock): CalendarDate {
  return chinaDate(clock.now());
}
