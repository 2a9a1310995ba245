const GROUPED = new Intl.NumberFormat('en-US');

/** 12,345 as it is; from 100,000 on in 万 with one digit, as people say it: 50.0万; from 亿 on likewise. */
export function formatCount(count: number): string {
  if (count >= 99_995_000) return `${(count / 100_000_000).toFixed(1)}亿`;
  if (count >= 100_000) return `${(count / 10_000).toFixed(1)}万`;
  return GROUPED.format(count);
}

/** As formatCount, but in 万 from 10,000 on: for places where many figures stand side by side. */
export function formatShort(count: number): string {
  return count >= 10_000 && count < 100_000 ? `${(count / 10_000).toFixed(1)}万` : formatCount(count);
}

/** A group of fewer than five people is not counted out. */
const FEW = '少于5';

/** A cell of a breakdown of people. */
export function formatCell(count: number | null, format = formatCount): string {
  return count === null ? FEW : format(count);
}
