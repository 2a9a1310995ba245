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
  /** Length of a voice note; the phone stops by itself there. */
  voiceSeconds: 60,
  /** Bytes of one voice note: room for 60 s of uncompressed sound at 16 kHz, far more than what phones send. */
  voiceBytes: 2.5 * 1024 * 1024,
  /** Devices of one application. */
  devicesPerApplication: 6,
  /** Characters of a wish as volunteers read it. */
  publicWishLength: 100,
  /** Characters and photos of a notice. */
  noticeTitleLength: 40,
  noticeBodyLength: 3000,
  noticePhotos: 6,
  /** Look-ups that one officer keeps under a name. */
  savedViews: 12,
  /** Rows of one import call: a transaction has to end within 30 s. */
  importRows: 50,
} as const;

/** Version of the texts agreed to when one comes in (identity, service, volunteer); further purposes have their own. */
export const CONSENT_VERSION = '2026-11';
