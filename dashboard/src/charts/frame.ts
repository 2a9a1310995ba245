import { svg } from '../view/dom';

/** Room and sizes of one chart, in px like everything in a drawing. */
export interface Frame {
  width: number;
  height: number;
  /** One rem: grows with the display. */
  rem: number;
  /** Size of labels. */
  text: number;
}

/** The frame of a box as it is now. */
export function frameOf(box: HTMLElement): Frame {
  const root = getComputedStyle(document.documentElement);
  const rem = parseFloat(root.fontSize);
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    rem,
    text: parseFloat(root.getPropertyValue('--chart-text')) * rem,
  };
}

/** A new drawing in a box, with its parts in the order in which they lie on each other. */
export function drawingIn(
  box: HTMLElement,
  parts: readonly string[],
): { drawing: SVGElement; groups: SVGElement[] } {
  const drawing = svg('svg', {});
  const groups = parts.map((name) => svg('g', { class: name }));
  drawing.append(...groups);
  box.append(drawing);
  return { drawing, groups };
}

/** Writes attributes; numbers are rounded to a tenth of a px. */
export function set(target: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes))
    target.setAttribute(name, typeof value === 'number' ? String(Math.round(value * 10) / 10) : value);
}

/** A column that stands on `bottom`, rounded at its top. */
export function columnPath(x: number, bottom: number, width: number, height: number, radius: number): string {
  const r = Math.max(0, Math.min(radius, height, width / 2));
  const n = (value: number): string => String(Math.round(value * 10) / 10);
  return `M${n(x)} ${n(bottom)}v${n(r - height)}q0 ${n(-r)} ${n(r)} ${n(-r)}h${n(width - 2 * r)}q${n(r)} 0 ${n(r)} ${n(r)}v${n(height - r)}z`;
}
