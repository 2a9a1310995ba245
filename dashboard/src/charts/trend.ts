import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { monthName } from '../format/time';
import { fill, setText, svg } from '../view/dom';
import { columnPath, drawingIn, frameOf, set } from './frame';
import { ticks } from './scale';

const text = (anchor: string) => (): Element => svg('text', { 'text-anchor': anchor });

/** Applications per month as columns, finished ones as a line over them. */
export function createTrend(box: HTMLElement): (months: ScreenData['months']) => void {
  const { drawing, groups } = drawingIn(box, ['axis', 'bars is-pale', 'done', 'dots', 'scale', 'names']);
  const [axis, bars, done, dots, scale, names] = groups as [
    SVGElement,
    SVGElement,
    SVGElement,
    SVGElement,
    SVGElement,
    SVGElement,
  ];
  const path = svg('path', { class: 'line' });
  done.append(path);

  return (months) => {
    const { width, height, rem, text: size } = frameOf(box);
    const most = Math.max(0, ...months.map((month) => Math.max(month.submitted, month.done)));
    const levels = ticks(most);
    const top = levels.at(-1) ?? 1;
    // Figures are about half as wide as high; 万 is a whole letter.
    const left = Math.max(...levels.map((level) => formatCount(level).length)) * size * 0.62 + 0.5 * rem;
    const bottom = height - 0.5 * rem - size * 1.2;
    const slot = (width - left) / Math.max(1, months.length);
    const wide = slot * 0.62;
    const middle = (index: number): number => left + slot * (index + 0.5);
    const high = (value: number): number => bottom - (bottom - size * 0.6) * (value / top);
    const each = Math.max(1, Math.ceil((size * 2.4) / slot));

    set(drawing, { width, height, viewBox: `0 0 ${width} ${height}` });
    fill(
      axis,
      levels,
      () => svg('line', {}),
      (line, level, index) => {
        line.classList.toggle('ground', index === 0);
        set(line, { x1: left, x2: width, y1: high(level), y2: high(level) });
      },
    );
    fill(scale, levels, text('end'), (label, level) => {
      setText(label, formatCount(level));
      set(label, { x: left - 0.5 * rem, y: high(level) + size * 0.35, 'font-size': size });
    });
    fill(
      bars,
      months,
      () => svg('path', { class: 'bar' }),
      (bar, { submitted }, index) =>
        set(bar, {
          d: columnPath(middle(index) - wide / 2, bottom, wide, bottom - high(submitted), 0.3 * rem),
        }),
    );
    set(path, {
      d: months
        .map(
          (month, index) =>
            `${index === 0 ? 'M' : 'L'}${middle(index).toFixed(1)} ${high(month.done).toFixed(1)}`,
        )
        .join(''),
    });
    fill(
      dots,
      months,
      () => svg('circle', {}),
      (dot, month, index) => set(dot, { cx: middle(index), cy: high(month.done), r: 0.32 * rem }),
    );
    // The newest month always has its name.
    const named = months.map((month, index) => ((months.length - 1 - index) % each === 0 ? month.month : ''));
    fill(names, named, text('middle'), (label, month, index) => {
      setText(label, month === '' ? '' : monthName(month));
      set(label, { x: middle(index), y: bottom + 0.4 * rem + size * 0.85, 'font-size': size });
    });
  };
}
