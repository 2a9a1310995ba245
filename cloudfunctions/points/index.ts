import { serve } from '../core/actions';
import { withTimers } from '../core/timers';
import { pointsActions } from './actions';
import { pointsTimers } from './timers';

export const main = withTimers('points', pointsTimers, serve('points', pointsActions));
