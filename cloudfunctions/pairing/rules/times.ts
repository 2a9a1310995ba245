/** Times of services: what is counted, what is flagged, what cannot be. */
import type { Millis, ServiceFlag } from '../../../typings/domain';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Clocks of phones run ahead by a little. */
const AHEAD_MS = 2 * MINUTE;

export interface ServiceRule {
  maxMinutes: number;
  forgottenAfterMinutes: number;
  lateEntryDays: number;
  minMinutes: number;
}

/** Until the parameter `serviceRule` is set. */
export const DEFAULT_SERVICE_RULE: ServiceRule = {
  maxMinutes: 720,
  forgottenAfterMinutes: 240,
  lateEntryDays: 30,
  minMinutes: 5,
};

/** Whole minutes counted from start to end, at most the cap; `tooLong` when it was longer. */
export function countedMinutes(
  start: Millis,
  end: Millis,
  { maxMinutes }: Pick<ServiceRule, 'maxMinutes'>,
): { minutes: number; tooLong: boolean } {
  const whole = Math.max(0, Math.floor((end - start) / MINUTE));
  return { minutes: Math.min(whole, maxMinutes), tooLong: end - start > maxMinutes * MINUTE };
}

/** Whether a time told by a phone can be: not in the future, not further back than entries are taken. */
export function plausibleTime(
  at: Millis,
  now: Millis,
  { lateEntryDays }: Pick<ServiceRule, 'lateEntryDays'>,
): boolean {
  return at <= now + AHEAD_MS && at >= now - lateEntryDays * DAY;
}

/** A phone's clock may be a little ahead: what it calls the future is now. */
export function notAfter(at: Millis, now: Millis): Millis {
  return Math.min(at, now);
}

/** Whether two stretches of time share more than a moment; `end` null: still running. */
export function overlaps(
  one: { start: Millis; end: Millis },
  other: { start: Millis; end: Millis | null },
): boolean {
  return one.start < (other.end ?? Infinity) && other.start < one.end;
}

/** The flags with one more, each at most once. */
export function flagged(flags: readonly ServiceFlag[], ...more: (ServiceFlag | false)[]): ServiceFlag[] {
  return [...new Set([...flags, ...more.filter((flag) => flag !== false)])];
}

/** When somebody is reminded, `after` days from now. */
export function inDays(now: Millis, days: number): Millis {
  return now + days * DAY;
}

/** When a running service is looked at next, `minutes` from its start. */
export function minutesAfter(start: Millis, minutes: number): Millis {
  return start + minutes * MINUTE;
}
