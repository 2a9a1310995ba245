import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { pointsActions } from './actions';
import { pointsTimers } from './timers';

export const main = withTimers('points', pointsTimers, serve('points', pointsActions));
