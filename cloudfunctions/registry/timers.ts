import type { TimerTable } from '../core/timers';
import { checkRegister } from './use-cases/timers';

/** What happens by itself; when, says config.json (China time). */
export const registryTimers: TimerTable = { checkRegister };
