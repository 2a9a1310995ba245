/** The browser in which phones are opened: one for all journeys of a run, which takes as long to start as a short journey. */
import type { Browser, BrowserServer } from 'playwright-core';
import { joinChrome, launchChrome, serveChrome } from '../support/chrome';

/** Address of the browser that the journeys of this run share. */
const SHARED = 'JOURNEY_BROWSER';

/** Words are to be seen as they are. */
const withPictures = (): boolean => process.env.JOURNEY_PICTURES !== undefined;

let shared: BrowserServer | undefined;

/** Before all journeys. */
export async function shareBrowser(): Promise<void> {
  if (shared || withPictures()) return;
  shared = await serveChrome({ unseen: true });
  process.env[SHARED] = shared.wsEndpoint();
}

/** After all journeys. */
export async function closeSharedBrowser(): Promise<void> {
  delete process.env[SHARED];
  await shared?.close();
  shared = undefined;
}

/** The shared browser; one of its own for who wants one that can record. Whoever closes it closes the phones opened in it. */
export function launchForPhones({ fakeMedia = false } = {}): Promise<Browser> {
  const address = process.env[SHARED];
  return address === undefined || fakeMedia
    ? launchChrome({ unseen: !withPictures(), fakeMedia })
    : joinChrome(address);
}
