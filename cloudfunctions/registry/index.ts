import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { registryActions } from './actions';
import { registryTimers } from './timers';

export const main = withTimers('registry', registryTimers, serve('registry', registryActions));
