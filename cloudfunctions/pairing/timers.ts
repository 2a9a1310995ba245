import type { TimerTable } from '../core/timers';
import { findSignals } from './use-cases/signals';
import { forgotten, remind } from './use-cases/timers';

/** What happens by itself; when, says config.json (China time). */
export const pairingTimers: TimerTable = { forgotten, remind, signals: findSignals };
