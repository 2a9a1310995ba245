/** How often a screen may ask. One asks twenty times a minute; a link may hang in several rooms. */
import { chinaMinute } from '../../../miniprogram/shared/china-time';
import type { Millis } from '../../../typings/domain';

export const WINDOW_MS = 60_000;
export const MOST_IN_WINDOW = 240;
/** How long a link that asked too often gets no figures. */
export const BLOCK_MS = 60_000;

export interface Window {
  from: Millis;
  asked: number;
}

/** The window with one more question in it; a new one when the last is over. */
export function askedAgain(window: Window | undefined, now: Millis): Window {
  if (!window || now - window.from >= WINDOW_MS) return { from: now, asked: 1 };
  return { from: window.from, asked: window.asked + 1 };
}

export function isTooFast({ asked }: Window): boolean {
  return asked > MOST_IN_WINDOW;
}

/** Between two questions while the office sleeps. */
export const ASLEEP_SECONDS = 30;

/** '06:30-21:00' -> minutes of the day; null: no such text, screens are always awake. */
function hoursOf(text: string): { from: number; to: number } | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!found) return null;
  const [, fromHour, fromMinute, toHour, toMinute] = found.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
}

/**
 * Seconds that a screen is asked to wait before it asks again; 0: its own pace. Outside of the hours of `awake` ('06:30-21:00', over
 * midnight too) nobody looks, unless somebody has called for help: then it stays as fast as by day.
 */
export function secondsToWait(awake: string, now: Millis, openEmergencies: number): number {
  const hours = hoursOf(awake);
  if (!hours || openEmergencies > 0) return 0;
  const at = chinaMinute(now);
  const { from, to } = hours;
  const isAwake = from <= to ? at >= from && at < to : at >= from || at < to;
  return isAwake ? 0 : ASLEEP_SECONDS;
}
