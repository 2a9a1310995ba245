/**
 * counters: every ten minutes between two and five at night, what is not checked yet that night is checked. migrate: fired by whoever deploys;
 * every night too, in case that was interrupted.
 */
import type { TimerTable } from '../core/timers';
import { checkCounters } from './counters';
import { migrate } from './migrations/run';

export const upkeepTimers: TimerTable = {
  counters: checkCounters,
  migrate: (ctx) => migrate(ctx),
};
