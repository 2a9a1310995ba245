import type { ScreenData } from '../../../typings/api/dashboard';
import { byId, fill, svg } from './dom';

/** What a hidden cell of one to four gets, so that it is seen and its size tells nothing. */
const FEW_SHARE = 2.5;
/** Between two parts, in hundredths of the ring. */
const GAP = 0.6;

const arc = (): Element =>
  // pathLength makes the whole ring 100 long, whatever its radius.
  svg('circle', { class: 'ring-part', cx: '50', cy: '50', r: '39', pathLength: '100' });

/** The ring of volunteer kinds; names and figures stand in the list beside it. A few lines here are lighter than a chart library's pie. */
export function createRing(): (data: ScreenData) => void {
  const drawing = svg('svg', { viewBox: '0 0 100 100' });
  const parts = svg('g', { transform: 'rotate(-90 50 50)' });
  drawing.append(svg('circle', { class: 'ring-track', cx: '50', cy: '50', r: '39' }), parts);
  byId('kinds-ring').append(drawing);

  return ({ volunteerKinds }) => {
    const sizes = volunteerKinds.map(({ count }) => count ?? FEW_SHARE);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const gap = sizes.filter((size) => size > 0).length > 1 ? GAP : 0;
    let start = 0;
    fill(parts, sizes, arc, (part, size) => {
      const share = total === 0 ? 0 : (size / total) * 100;
      part.style.strokeDasharray = `${Math.max(0, share - gap)} 100`;
      part.style.strokeDashoffset = String(-start);
      // A part of nothing would still be drawn as a dot by round ends and rounding.
      part.style.visibility = size === 0 ? 'hidden' : '';
      start += share;
    });
  };
}
