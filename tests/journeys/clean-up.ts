/** After all journeys. */
import { removePrepared } from './product';

export default removePrepared;
