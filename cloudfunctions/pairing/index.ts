import { serve } from '../core/serve';
import { withTimers } from '../core/timers';
import { pairingActions } from './actions';
import { pairingTimers } from './timers';

export const main = withTimers('pairing', pairingTimers, serve('pairing', pairingActions));
