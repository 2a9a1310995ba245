/** bench/results.json: the last figures of every part, and the machine they are from. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Row } from './types';

const RESULTS = join(__dirname, '../results.json');

interface Results {
  [part: string]: { at: string; machine: string; rows: Row[] };
}

/** Stores the rows of one part; those of other parts stay. */
export function keepResults(part: string, rows: readonly Row[], file = RESULTS): void {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`;
  kept[part] = { at: new Date().toISOString(), machine, rows: [...rows] };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}

/** The rows as a table for people. */
export function table(rows: readonly Row[]): string {
  const width = (column: (row: Row) => string): number =>
    Math.max(0, ...rows.map((row) => column(row).length));
  const [keys, values, units] = [
    width(({ key }) => key),
    width(({ value }) => String(value)),
    width(({ unit }) => unit),
  ];
  return rows
    .map(
      ({ key, value, unit, note }) =>
        `  ${key.padEnd(keys)}  ${String(value).padStart(values)} ${unit.padEnd(units)}  ${note}`,
    )
    .join('\n');
}
