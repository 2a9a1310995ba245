/** The check code of a certificate of service: eight characters without look-alikes; its QR code says 'SMZS1-' before them. */
const PREFIX = 'SMZS1-';
const FORM = /^[2-9A-HJ-NP-Z]{8}$/;

/** What the QR code of a certificate says. */
export const certificateQr = (code: string): string => PREFIX + code;

/** The code as people read it out: 'ABCD EFGH'. */
export const certificateWords = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** The code in what was scanned or typed, '' when there is none. Spaces, dashes and small letters do not matter. */
export function readCertificateCode(text: string): string {
  const upper = text.trim().toUpperCase();
  const bare = (upper.startsWith(PREFIX) ? upper.slice(PREFIX.length) : upper).replace(/[\s-]/g, '');
  return FORM.test(bare) ? bare : '';
}
