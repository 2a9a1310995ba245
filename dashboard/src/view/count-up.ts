import { formatCount } from '../format/numbers';
import { prefersStillness, setText } from './dom';

const RISE_MS = 1_200;

/** Splits '50.0万' so that the unit can be set smaller. */
function write(target: HTMLElement, count: number): void {
  const [, digits = '', unit = ''] = /^([\d,.]+)(.*)$/.exec(formatCount(count)) ?? [];
  const [digitsBox, unitBox] = target.children;
  if (digitsBox) setText(digitsBox, digits);
  if (unitBox) setText(unitBox, unit);
}

/** Shows a figure in `target` (two spans: digits, unit) and lets later changes count up or down to the new one. */
export function createCountUp(target: HTMLElement): (count: number) => void {
  let shown = 0;
  let frame = 0;

  return (count) => {
    cancelAnimationFrame(frame);
    const from = shown;
    shown = count;
    // A page in the background gets no frames: the right figure must stand there all the same.
    if (from === count || prefersStillness() || document.hidden) {
      write(target, count);
      return;
    }
    const started = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - started) / RISE_MS));
      write(target, Math.round(from + (count - from) * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
}
