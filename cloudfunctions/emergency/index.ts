import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { emergencyActions } from './actions';
import { emergencyTimers } from './timers';

export const main = withTimers('emergency', emergencyTimers, serve('emergency', emergencyActions));
