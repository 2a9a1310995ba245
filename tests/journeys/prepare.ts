/** Before all journeys: one build and one demo village, which takes longer than a journey. */
import { prepareDemo } from './product';

export default prepareDemo;
