/** Figures of the trust tests, kept for the summary that `npm run test:trust` prints. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../functions/versions';

const FIGURES = join(ROOT, '.cache/trust');

/** Keeps the figures of one test file; a later run of it replaces them. */
export function keepFigures(topic: string, figures: Record<string, number>): void {
  mkdirSync(FIGURES, { recursive: true });
  writeFileSync(join(FIGURES, `${topic}.json`), JSON.stringify(figures));
}

/** Adds to the figures of a topic that many test files share. */
export function addFigures(topic: string, figures: Record<string, number>): void {
  const file = join(FIGURES, `${topic}.json`);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  const keys = new Set([...Object.keys(before), ...Object.keys(figures)]);
  keepFigures(
    topic,
    Object.fromEntries([...keys].map((key) => [key, (before[key] ?? 0) + (figures[key] ?? 0)])),
  );
}
