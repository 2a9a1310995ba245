/** How often a screen may ask. One asks twenty times a minute; a link may hang in several rooms. */
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
