/** Limits that the phone explains before sending and the function enforces. */
export const LIMITS = {
  /** Characters of a note, reason or answer. */
  noteLength: 500,
  addressLength: 100,
  feedbackLength: 500,
  /** Photos of one delivery. */
  photosPerStep: 9,
  /** Bytes of one photo as it reaches the function. The phone compresses before, so that this is far away. */
  photoBytes: 10 * 1024 * 1024,
  /** Longer edge in pixels that the phone sends and the function stores. */
  photoEdge: 1600,
  /** Rows of one import call: a transaction has to end within 30 s. */
  importRows: 50,
} as const;

/** Versions of the consent texts; the text itself is in shared/consent.ts. A new text gets a new version. */
export const CONSENT_VERSION = '2026-01';
