/** Figures of the trust tests, kept for the summary that `npm run test:trust` prints. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../functions/built';

export const FIGURES = join(ROOT, '.cache/trust');

/** Keeps the figures of one test file; a later run of it replaces them. */
export function keepFigures(topic: string, figures: Record<string, number>): void {
  mkdirSync(FIGURES, { recursive: true });
  writeFileSync(join(FIGURES, `${topic}.json`), JSON.stringify(figures));
}
