/** Breakdowns of people on a public screen must not single anybody out (product.md: cells under 5 are grouped). */
import type { BreakdownCell } from '../../../typings/api/dashboard';

/** Fewer people than this are not shown as a cell of their own. */
export const SMALLEST_CELL = 5;

/**
 * Merges small cells into '其他', and as long as that is small itself the next smallest one with it, so that no small number
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
  const kept = cells.filter((cell) => !merged.has(cell.label)).map(({ label, count }) => ({ label, count }));
  return others === 0 ? kept : [...kept, { label: '其他', count: others }];
}
