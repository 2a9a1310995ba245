/**
 * The last good answer of a page, for the first paint and for times without network. Only what the person may see on
 * their own phone anyway; answers about other people (staff pages) are never kept.
 */
import { activeRole, roleScope } from './session';
import { readStored, writeStored } from './storage';

/** A new shape of the answers gets a new number, and old ones are not read any more. */
const VERSION = 2;
const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1000;

interface Kept<T> {
  version: number;
  at: number;
  value: T;
}

const keyOf = (key: string): string => `cache:${roleScope()}:${key}`;

/** The last good answer in this role, null when there is none or it is old. */
export function recall<T>(key: string): T | null {
  const kept = readStored<Kept<T>>(keyOf(key));
  if (!kept || kept.version !== VERSION || Date.now() - kept.at > MAX_AGE_MS) return null;
  return kept.value;
}

/** Keeps an answer for next time. */
export function remember<T>(key: string, value: T): T {
  // An officer's phone keeps nothing of a resident whom the officer acts for.
  if (activeRole()?.role === 'assistant') return value;
  writeStored(keyOf(key), { version: VERSION, at: Date.now(), value } satisfies Kept<T>);
  return value;
}
