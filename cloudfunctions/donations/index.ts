import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { donationsActions } from './actions';
import { donationsTimers } from './timers';

export const main = withTimers('donations', donationsTimers, serve('donations', donationsActions));
