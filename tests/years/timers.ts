/** All timers of the product, in the order in which they come. */
import type { TimerTable } from '../../cloudfunctions/core/timers';

type Timer = readonly [fn: string, trigger: string];

/** In the order of a night, then of a morning. */
export const DAILY: readonly Timer[] = [
  ['points', 'expire'],
  ['notices', 'boards'],
  ['applications', 'wishes'],
  ['donations', 'expire'],
  ['safeguard', 'retention'],
  ['exchange', 'imports'],
  ['safeguard', 'forget'],
  ['safeguard', 'rotate'],
  ['media', 'leftFiles'],
  ['pairing', 'signals'],
  ['upkeep', 'counters'],
  ['safeguard', 'check'],
  ['upkeep', 'daily'],
  ['applications', 'escalate'],
  ['applications', 'remind'],
  ['notices', 'ending'],
  ['pairing', 'remind'],
];
/** Every few minutes, or every hour. */
export const OFTEN: readonly Timer[] = [
  ['applications', 'tell'],
  ['emergency', 'escalate'],
  ['exchange', 'files'],
  ['media', 'recheck'],
  ['notices', 'checks'],
  ['pairing', 'forgotten'],
  ['registry', 'checkRegister'],
  ['safeguard', 'messages'],
];

/** The timers of a function, found by its folder. */
export function timersOf(name: string): TimerTable {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(`../../cloudfunctions/${name}/timers.ts`) as Record<string, TimerTable>;
  return exported[`${name}Timers`] as TimerTable;
}
