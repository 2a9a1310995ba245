/** The same as `commands` with over a million records. Filling them takes some minutes once a day, so it is a part of its own. */
import type { Row } from '../support/types';
import { compareSizes } from './commands';

export const run = (): Promise<Row[]> =>
  compareSizes([
    ['1k', 1_000],
    ['1M', 520_000],
  ]);
