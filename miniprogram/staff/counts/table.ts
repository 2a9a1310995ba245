/** A table of the register as bars and as a grid; each number knows the look-up behind it. */
import type { CountDimension, RegisterTable, ResidentFilter } from '../../../typings/api/register';
import { cellFilter } from '../../shared/register';
import { dimensionWords } from '../shared/register-words';

export interface Bar {
  key: string;
  label: string;
  n: number;
  /** Of the longest bar, in percent. */
  width: number;
  share: string;
  /** The filter of the list behind it, as text. */
  filter: string;
}

export interface GridCell {
  key: string;
  n: number;
  label: string;
  filter: string;
}

export interface GridRow {
  key: string;
  label: string;
  cells: GridCell[];
}

interface Asked {
  filter: ResidentFilter;
  rows: CountDimension;
  columns: CountDimension | null;
  villages: Readonly<Record<string, string>>;
}

const text = (filter: ResidentFilter): string => JSON.stringify(filter);

function percent(n: number, of: number): string {
  return of === 0 ? '0%' : `${Math.round((n / of) * 100)}%`;
}

/** One bar for each value of the rows; those with nobody come last in a table of many villages only. */
export function barsOf(table: RegisterTable, { filter, rows, villages }: Asked): Bar[] {
  const sums = table.rows.map((row) => ({
    row,
    n: table.cells.filter((cell) => cell.row === row).reduce((sum, cell) => sum + cell.n, 0),
  }));
  const longest = Math.max(1, ...sums.map(({ n }) => n));
  return sums.map(({ row, n }) => ({
    key: row,
    label: dimensionWords(rows, row, villages),
    n,
    width: Math.round((n / longest) * 100),
    share: percent(n, table.total),
    filter: text(cellFilter(filter, [rows, row])),
  }));
}

/** Heads of the columns, and the rows with a number in each. */
export function gridOf(
  table: RegisterTable,
  { filter, rows, columns, villages }: Asked,
): { heads: string[]; lines: GridRow[] } {
  if (columns === null) return { heads: [], lines: [] };
  const numbers = new Map(table.cells.map(({ row, column, n }) => [`${row}|${column}`, n]));
  const heads = table.columns.map((column) => dimensionWords(columns, column, villages));
  const lines = table.rows.map((row) => {
    const label = dimensionWords(rows, row, villages);
    return {
      key: row,
      label,
      cells: table.columns.map((column, i) => {
        const n = numbers.get(`${row}|${column}`) ?? 0;
        return {
          key: column,
          n,
          label: `${label}，${heads[i]}，${n}人`,
          filter: text(cellFilter(filter, [rows, row], [columns, column])),
        };
      }),
    };
  });
  return { heads, lines };
}
