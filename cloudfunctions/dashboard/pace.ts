/**
 * Keeps one link from asking without end. Each warm worker counts by itself, so that a question costs no write; who is too fast is
 * written to the link once, where all workers read it anyway.
 */
import type { Millis } from '../../typings/domain';
import type { ScreenLinkDoc } from '../core/collections';
import type { Store } from '../core/database';
import { askedAgain, BLOCK_MS, isTooFast, type Window } from './rules/pace';

/** Unknown tokens are counted together: whoever guesses is not worth a question to the database for ever. */
const UNKNOWN = 'unknown';
/** Whoever asks how the program is: no link is needed, so they are counted together, too. */
const HEALTH = 'health';
/** A town has tens of links. */
const MOST_KEPT = 1000;

const windows = new Map<string, Window>();

function count(key: string, now: Millis): boolean {
  const window = askedAgain(windows.get(key), now);
  if (windows.size >= MOST_KEPT) windows.clear();
  windows.set(key, window);
  return isTooFast(window);
}

/** Whether too many questions with tokens that do not exist have come; asked before the database is. */
export function isGuessing(now: Millis): boolean {
  const window = windows.get(UNKNOWN);
  return window !== undefined && isTooFast(window) && now - window.from < BLOCK_MS;
}

export function countUnknown(now: Millis): void {
  count(UNKNOWN, now);
}

/** Counts a question about the health of the program; whether it is one too many. */
export function isHealthAskedTooOften(now: Millis): boolean {
  return count(HEALTH, now);
}

/** Counts a question of this link; the moment until which it gets no answer, or null. */
export async function blockedUntil(store: Store, link: ScreenLinkDoc, now: Millis): Promise<Millis | null> {
  if ((link.blockedUntil ?? 0) > now) return link.blockedUntil ?? null;
  if (!count(link._id, now)) return null;
  windows.delete(link._id);
  const until = now + BLOCK_MS;
  await store.transaction(async (tx) => {
    const current = await tx.get('screenLinks', link._id);
    if (current) await tx.put('screenLinks', { ...current, blockedUntil: until });
  });
  return until;
}
