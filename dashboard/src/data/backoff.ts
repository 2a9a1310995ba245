/** While all is well. A change has to be on the screen within 5 s. */
export const POLL_MS = 3_000;
/** While nobody sees the page. */
export const HIDDEN_MS = 30_000;
/** The longest pause after failures, and the pause after a refused link. */
export const LONGEST_MS = 60_000;
/** A server may ask for more patience than that, but not for hours. */
const LONGEST_ASKED_MS = 10 * 60_000;

export interface PaceInput {
  /** Failures in a row. */
  failures: number;
  hidden: boolean;
  /** What the server asked for by Retry-After, 0 if nothing: after failures, and while the office sleeps. */
  askedMs: number;
  /** 0 to 1: keeps many screens from coming back in the same second. */
  random: number;
}

/** Milliseconds until the next request. */
export function nextDelay({ failures, hidden, askedMs, random }: PaceInput): number {
  const usual = hidden ? HIDDEN_MS : POLL_MS;
  if (failures === 0) return Math.max(usual, Math.min(askedMs, LONGEST_ASKED_MS));
  const ceiling = Math.min(LONGEST_MS, POLL_MS * 2 ** Math.min(failures, 10));
  const jittered = ceiling / 2 + (ceiling / 2) * random;
  return Math.max(hidden ? HIDDEN_MS : 0, jittered, Math.min(askedMs, LONGEST_ASKED_MS));
}
