/**
 * The pick-up code of a redeemed order: eight characters without look-alikes, in the QR code as 'SMZO1-ABCD2345'. It says
 * nothing about the person or the goods.
 */
const PREFIX = 'SMZO1-';
const FORM = /^[2-9A-HJ-NP-Z]{8}$/;

/** What the QR code says. */
export const pickupText = (code: string): string => `${PREFIX}${code}`;

/** 'ABCD 2345', to be read out and typed. */
export const spacedPickup = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** The code in what was scanned or typed, in small letters and with spaces too; null when it is no pick-up code. */
export function parsePickup(text: string): string | null {
  const plain = text.toUpperCase().replace(/\s/g, '');
  const code = plain.startsWith(PREFIX) ? plain.slice(PREFIX.length) : plain;
  return FORM.test(code) ? code : null;
}
