import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { upkeepActions } from './actions';
import { upkeepTimers } from './timers';

/** Keeps the data right: checks at night, reports what was found, repairs what can be counted anew. */
export const main = withTimers('upkeep', upkeepTimers, serve('upkeep', upkeepActions));
