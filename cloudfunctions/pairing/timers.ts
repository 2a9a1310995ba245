import type { TimerTable } from '../core/timers';
import { forgotten, remind } from './use-cases/timers';

/** What happens by itself; when, says config.json (China time). */
export const pairingTimers: TimerTable = { forgotten, remind };
