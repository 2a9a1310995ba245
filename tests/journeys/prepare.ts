/** Before all journeys: one build and one demo village, which takes longer than a journey, and one browser. */
import { shareBrowser } from './browser';
import { prepareDemo } from './product';

export default async function prepare(): Promise<void> {
  await prepareDemo();
  await shareBrowser();
}
