/** The guide of the first use: offered once on this phone, there again in 我的 at any time. */
import { readStored, writeStored } from './storage';

const KEY = 'guide-seen';

/** Whether the guide was read or put aside on this phone. */
export function guideSeen(): boolean {
  return readStored<boolean>(KEY) === true;
}

/** Offers it no more. */
export function markGuideSeen(): void {
  writeStored(KEY, true);
}
