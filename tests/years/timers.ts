/** All timers of the product as their functions' config.json declares them, in the order of a day in China. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TimerTable } from '../../cloudfunctions/core/timers';
import { ROOT } from '../support/functions/versions';

export interface Timer {
  fn: string;
  trigger: string;
  table: TimerTable;
  /** Minutes after midnight of the first time in a day; null: every few minutes, or every hour. */
  daily: number | null;
}

interface Config {
  triggers?: { name: string; config: string }[];
}

/** '0 20 1 * * * *' -> 80; '0 10 * * * * *' -> null. */
function minutesOf(config: string): number | null {
  const [, minute = '', hour = ''] = config.split(' ');
  return hour.startsWith('*') ? null : parseInt(hour, 10) * 60 + (parseInt(minute, 10) || 0);
}

function timersOf(fn: string): Timer[] {
  const folder = join(ROOT, 'cloudfunctions', fn);
  if (!existsSync(join(folder, 'timers.ts'))) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(`../../cloudfunctions/${fn}/timers.ts`) as Record<string, TimerTable>;
  const table = exported[`${fn}Timers`] as TimerTable;
  const { triggers = [] } = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Config;
  return triggers.map(({ name, config }) => ({ fn, trigger: name, table, daily: minutesOf(config) }));
}

const TIMERS = readdirSync(join(ROOT, 'cloudfunctions')).flatMap((fn) => (fn === 'core' ? [] : timersOf(fn)));

export const DAILY = TIMERS.filter(({ daily }) => daily !== null).sort(
  (a, b) => (a.daily ?? 0) - (b.daily ?? 0),
);
export const OFTEN = TIMERS.filter(({ daily }) => daily === null);
