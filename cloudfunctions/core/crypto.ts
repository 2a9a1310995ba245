/**
 * Personal numbers at rest: AES-256-GCM with a key from the function's environment, found again by HMAC-SHA-256.
 *
 * Environment: FIELD_KEYS = 'v1:<64 hex>,v2:<64 hex>' (the last one encrypts, all decrypt), LOOKUP_KEY = '<64 hex>'.
 * A sealed value is 'v1.<nonce>.<tag>.<text>', base64url, so that it says which key opens it.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import type { Sealed } from './collections';

interface KeyRing {
  keys: Map<string, Buffer>;
  current: string;
}

function readKey(hex: string, name: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`${name} must be 64 hex characters`);
  return Buffer.from(hex, 'hex');
}

function keyRing(): KeyRing {
  const keys = new Map<string, Buffer>();
  let current = '';
  for (const part of (process.env.FIELD_KEYS ?? '').split(',')) {
    const [version = '', hex = ''] = part.trim().split(':');
    if (version === '') continue;
    keys.set(version, readKey(hex, `FIELD_KEYS ${version}`));
    current = version;
  }
  if (current === '') throw new Error('FIELD_KEYS is not set: personal numbers cannot be stored');
  return { keys, current };
}

/** Encrypts a personal number or phone. */
export function seal(plain: string): Sealed {
  const ring = keyRing();
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error('no current key');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [ring.current, nonce, cipher.getAuthTag(), text]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** Decrypts what `seal` made; throws when it was changed or its key is gone. */
export function unseal(sealed: Sealed): string {
  const [version = '', nonce = '', tag = '', text = ''] = sealed.split('.');
  const key = keyRing().keys.get(version);
  if (!key) throw new Error(`no key ${version}`);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}

/** The version of the key that seals now. */
export function currentKey(): string {
  return keyRing().current;
}

const SEALED = /^\w+\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/;

/** Whether a text is what `seal` makes, of a key that is known. */
export function isSealed(text: string): boolean {
  return SEALED.test(text) && keyRing().keys.has(text.slice(0, text.indexOf('.')));
}

/** The same secret under the current key. A text that only looks sealed stays as it is: somebody may have typed it. */
export function reseal(sealed: Sealed): Sealed {
  try {
    return seal(unseal(sealed));
  } catch {
    return sealed;
  }
}

/** The key under which a document number is found; useless without LOOKUP_KEY. */
export function lookupKey(kind: string, value: string): string {
  const key = readKey(process.env.LOOKUP_KEY ?? '', 'LOOKUP_KEY');
  return createHmac('sha256', key).update(`${kind}:${value}`).digest('hex').slice(0, 40);
}

/** Hash of a random token or of an input; not for guessable personal data. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A number that is another one when anything of it is: 48 bits, which JavaScript holds exactly. For versions that phones send back. */
export function fingerprint(parts: unknown): number {
  return parseInt(hash(JSON.stringify(parts)).slice(0, 12), 16);
}
