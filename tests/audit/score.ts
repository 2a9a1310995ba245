/** What was found, as a number for each page and a table to read. */
import type { Severity } from './measure';
import { LOOKS, modeName, WIDTHS, type Mode } from './modes';
import type { Measured } from './visit';

/** Points that a finding costs, once per rule and mode. */
const COST: Record<Severity, number> = { serious: 20, moderate: 10, minor: 2 };

export interface Score {
  place: string;
  /** 0 to 100 by the name of the mode. */
  modes: Record<string, number>;
  worst: number;
}

/** Scores of the pages, in the order they were visited. */
export function scored(all: readonly Measured[]): Score[] {
  const scores = new Map<string, Score>();
  for (const { place, mode, findings } of all) {
    const score = scores.get(place) ?? { place, modes: {}, worst: 100 };
    const rules = new Map(findings.map(({ rule, severity }) => [rule, severity]));
    const lost = [...rules.values()].reduce((sum, severity) => sum + COST[severity], 0);
    const points = Math.max(0, 100 - lost);
    score.modes[modeName(mode)] = points;
    score.worst = Math.min(score.worst, points);
    scores.set(place, score);
  }
  return [...scores.values()];
}

/** The report that is kept with the program. */
export function table(scores: readonly Score[]): string {
  const modes: Mode[] = LOOKS.flatMap((look) => WIDTHS.map((width) => ({ width, look })));
  const rows = scores.map(
    ({ place, modes: own }) => `| ${place} | ${modes.map((mode) => own[modeName(mode)] ?? '').join(' | ')} |`,
  );
  const worst = Math.min(...scores.map((score) => score.worst));
  return `# Audit of all pages

Written by \`npm run audit\`: every page of app.json, opened in Chromium with the demo village, in ${modes.length} modes (width in px, words and
theme), measured by \`tests/audit/measure.ts\`, axe-core and WeChat's 体验评分 limits. 100 is nothing found; a serious rule broken costs ${COST.serious},
a moderate one ${COST.moderate}, a minor one ${COST.minor}. \`npm test\` (step journeys) fails on anything above minor.

${scores.length} pages and states, ${scores.length * modes.length} measurements, lowest score ${worst}.

| page | ${modes.map(modeName).join(' | ')} |
|---|${modes.map(() => '--:').join('|')}|
${rows.join('\n')}
`;
}
