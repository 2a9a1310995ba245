import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { mediaActions } from './actions';
import { mediaTimers } from './timers';
import { withVerdicts } from './verdict';

export const main = withVerdicts(withTimers('media', mediaTimers, serve('media', mediaActions)));
