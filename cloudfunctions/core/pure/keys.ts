/** Values as texts that sort as the values do: keys of look-ups (core/look.ts) and of the ranges that they are asked for. */
import type { Millis } from '../../../typings/domain';

/** An instant as text of one length; never = before all. */
export function instantKey(at: Millis | null): string {
  return String(at ?? 0).padStart(13, '0');
}

/** Minutes as text of one length. */
export function minutesKey(minutes: number): string {
  return String(Math.max(0, Math.round(minutes))).padStart(9, '0');
}
