import { ERRORS } from '../core/errors';
import { withTimers } from '../core/timers';
import { safeguardTimers } from './timers';

/** Timers only: nobody calls this function, and whoever tries is told that there is nothing. */
export const main = withTimers('safeguard', safeguardTimers, () =>
  Promise.resolve({ ok: false, code: 'UNKNOWN_ACTION', message: ERRORS.UNKNOWN_ACTION, requestId: '' }),
);
