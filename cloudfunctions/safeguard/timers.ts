import type { TimerTable } from '../core/timers';
import { check } from './check';
import { forget } from './forget';
import { messages } from './messages';
import { retention } from './retention';
import { rotate } from './rotate';

export const safeguardTimers: TimerTable = { check, forget, messages, retention, rotate };
