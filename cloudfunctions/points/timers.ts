import type { TimerTable } from '../core/timers';
import { expire } from './use-cases/expire';

/** What happens by itself; when, says config.json (China time). */
export const pointsTimers: TimerTable = { expire };
