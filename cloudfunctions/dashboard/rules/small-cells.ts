/** Breakdowns of people on a public screen must not single anybody out (product.md: cells under 5 are grouped). */
import type { BreakdownCell } from '../../../typings/api/dashboard';

/** Fewer people than this are not shown as a cell of their own. */
const SMALLEST_CELL = 5;

/** What small cells are merged into; a cell that has this name already goes along. */
const OTHERS = '其他';

/**
 * Merges small cells into '其他', always two at least, and as long as that is small itself the next smallest one with it, so that no small number
 * can be had by subtracting the others from the total. When all together are few, only that is said.
 */
export function groupSmallCells(cells: readonly { label: string; count: number }[]): BreakdownCell[] {
  const total = cells.reduce((sum, cell) => sum + cell.count, 0);
  if (total === 0) return cells.map(({ label }) => ({ label, count: 0 }));
  if (total < SMALLEST_CELL) return [{ label: '合计', count: null }];

  const bySize = [...cells].filter((cell) => cell.count > 0).sort((a, b) => a.count - b.count);
  const merged = new Set<string>();
  let others = 0;
  for (const cell of bySize) {
    const small = cell.count < SMALLEST_CELL;
    if (!small && (others === 0 || others >= SMALLEST_CELL)) break;
    merged.add(cell.label);
    others += cell.count;
  }
  if (others === 0) return cells.map(({ label, count }) => ({ label, count }));
  const named = cells.find(({ label }) => label === OTHERS);
  if (named && !merged.has(OTHERS)) others += named.count;
  const kept = cells.filter(({ label }) => !merged.has(label) && label !== OTHERS);
  return [...kept.map(({ label, count }) => ({ label, count })), { label: OTHERS, count: others }];
}
