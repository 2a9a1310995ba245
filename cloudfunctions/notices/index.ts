import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { noticesActions } from './actions';
import { noticesTimers } from './timers';

export const main = withTimers('notices', noticesTimers, serve('notices', noticesActions));
