/** What the phone did towards the outside world, for tests (`window.__phone.calls`). */

export interface Outside {
  kind: 'call' | 'share' | 'vibrate' | 'document' | 'map' | 'save' | 'speech';
  [detail: string]: unknown;
}

/** Oldest first. */
export const calls: Outside[] = [];
