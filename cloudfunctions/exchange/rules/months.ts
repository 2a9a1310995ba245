/** Months in China time. */
import type { Millis } from '../../../typings/domain';

/** The first instant of 'YYYY-MM' and of the month after it. */
export function monthRange(month: string): { from: Millis; to: Millis } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  const start = (text: string): Millis => Date.parse(`${text}-01T00:00:00+08:00`);
  return { from: start(month), to: start(next) };
}
