/** Every ten minutes between two and five at night: what is not checked yet that night is checked. */
import type { TimerTable } from '../core/timers';
import { checkCounters } from './counters';

export const upkeepTimers: TimerTable = { counters: checkCounters };
