/**
 * counters: every ten minutes between two and five at night, what is not checked yet that night is checked. migrate: fired by whoever deploys;
 * every night too, in case that was interrupted. daily: the report of the day before, in the morning; twice, in case the first failed.
 */
import type { TimerTable } from '../core/timers';
import { checkCounters } from './counters';
import { makeDaily } from './daily/make';
import { migrate } from './migrations/run';

export const upkeepTimers: TimerTable = {
  counters: checkCounters,
  daily: makeDaily,
  migrate: (ctx) => migrate(ctx),
};
