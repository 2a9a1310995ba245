/** Times and their distribution. */

/** The value below which the given share (0 to 1) of the values lies; nearest rank, so it is one of the values. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] as number;
}

/** To three figures: more are chance. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Milliseconds of each of `times` runs, one after the other, after `warmUp` runs that do not count. */
export async function timesOf(
  work: () => Promise<unknown>,
  { times = 200, warmUp = 20 }: { times?: number; warmUp?: number } = {},
): Promise<number[]> {
  for (let i = 0; i < warmUp; i += 1) await work();
  const measured: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const started = performance.now();
    await work();
    measured.push(performance.now() - started);
  }
  return measured;
}
