import { randomBytes } from 'node:crypto';
import type { Millis } from '../../typings/domain';

/** The only maker of ids, tokens and codes; tests and the demo builder give their own. */
export interface Ids {
  /** Sorts by time of creation, cannot be guessed: 9 characters of time, 16 of chance. */
  record(at: Millis): string;
  /** A secret for links: 43 characters, 256 bits. */
  token(): string;
  /** A code that a person reads out and types: 8 characters without look-alikes, 40 bits. */
  code(): string;
}

const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Records made at this moment or later have ids that are not before this. */
export function idsFrom(at: Millis): string {
  return at.toString(36).padStart(9, '0');
}

/** `random` gives n bytes. */
export function makeIds(random: (bytes: number) => Buffer): Ids {
  return {
    record: (at) => idsFrom(at) + random(10).toString('hex').slice(0, 16),
    token: () => random(32).toString('base64url'),
    code: () => Array.from(random(8), (byte) => CODE_ALPHABET.charAt(byte % CODE_ALPHABET.length)).join(''),
  };
}

export const systemIds: Ids = makeIds(randomBytes);
