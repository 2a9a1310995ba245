/** Lines across that a chart has at most, the ground apart. */
const LINES = 3;

/** Round steps from 0 to just over the largest value: [0, 5, 10, 15]. An empty year still gets a scale. */
export function ticks(most: number): number[] {
  const rough = Math.max(most, 4) / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power);
  const whole = Math.ceil(step);
  return Array.from({ length: Math.ceil(Math.max(most, 4) / whole) + 1 }, (_, index) => index * whole);
}
