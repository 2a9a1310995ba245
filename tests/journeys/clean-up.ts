/** After all journeys. */
import { closeSharedBrowser } from './browser';
import { removePrepared } from './product';

export default async function cleanUp(): Promise<void> {
  await closeSharedBrowser();
  removePrepared();
}
