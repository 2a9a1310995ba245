import type { BreakdownCell } from '../../../typings/api/dashboard';
import { formatCell, formatShort } from '../format/numbers';
import { fill, setText, svg } from '../view/dom';
import { columnPath, drawingIn, frameOf, set } from './frame';

/** A cell of fewer than five gets a short pale stub of always the same length, which tells nothing. */
const STUB = 0.04;
/** The scale of a chart in which nearly nobody is. */
const LEAST_SCALE = 10;

/** '60-69岁' as '60-69', '80岁以上' as '80' over '以上': the heading names the unit, and six groups stand side by side. */
function labelLines(label: string): string[] {
  return label
    .replace('岁', '')
    .replace(/(以上|以下)$/, '\n$1')
    .split('\n');
}

const line = (): Element => svg('tspan', {});
const text = (): Element => svg('text', { 'text-anchor': 'middle' });

/** Standing columns with their counts, in the order of the answer. */
export function createColumns(box: HTMLElement): (cells: readonly BreakdownCell[]) => void {
  const { drawing, groups } = drawingIn(box, ['axis', 'bars', 'counts', 'names']);
  const [axis, bars, counts, names] = groups as [SVGElement, SVGElement, SVGElement, SVGElement];
  const ground = svg('line', { class: 'ground' });
  axis.append(ground);

  return (cells) => {
    const frame = frameOf(box);
    const { width, height, rem, text: size } = frame;
    const labels = cells.map(({ label }) => labelLines(label));
    const lines = Math.max(1, ...labels.map(({ length }) => length));
    const bottom = height - 0.5 * rem - lines * size * 1.2;
    const room = Math.max(0, bottom - size * 1.5);
    const most = Math.max(LEAST_SCALE, ...cells.map(({ count }) => count ?? 0));
    const slot = width / Math.max(1, cells.length);
    const wide = Math.min(slot * 0.52, 3.2 * rem);
    const middle = (index: number): number => slot * (index + 0.5);
    const tall = (count: number | null): number => room * (count === null ? STUB : count / most);

    set(drawing, { width, height, viewBox: `0 0 ${width} ${height}` });
    set(ground, { x1: 0, x2: width, y1: bottom, y2: bottom });
    fill(
      bars,
      cells,
      () => svg('path', { class: 'bar' }),
      (bar, { count }, index) => {
        bar.classList.toggle('is-few', count === null);
        set(bar, { d: columnPath(middle(index) - wide / 2, bottom, wide, tall(count), 0.4 * rem) });
      },
    );
    fill(counts, cells, text, (label, { count }, index) => {
      setText(label, formatCell(count, formatShort));
      set(label, { x: middle(index), y: bottom - tall(count) - 0.35 * rem, 'font-size': size });
    });
    fill(names, labels, text, (label, words, index) => {
      set(label, { 'font-size': size });
      fill(label, words, line, (span, word, row) => {
        setText(span, word);
        set(span, { x: middle(index), y: bottom + 0.4 * rem + size * (row * 1.2 + 0.85) });
      });
    });
  };
}
