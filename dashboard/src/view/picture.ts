import { byId, svg } from './dom';

const WIDTH = 1480;
const HEIGHT = 190;
const GROUND = 176;

/** A house with curved eaves: x of its left wall, width, height, and how far the wall is from us (class). */
const HOUSES: readonly [x: number, width: number, height: number, far?: boolean][] = [
  [40, 92, 58],
  [142, 70, 78],
  [300, 110, 62],
  [420, 76, 84, true],
  [486, 96, 56],
  [760, 84, 74, true],
  [824, 112, 58],
  [946, 72, 82],
  [1100, 90, 62],
  [1200, 120, 76, true],
  [1296, 96, 60],
];

const TREES: readonly [x: number, height: number][] = [
  [18, 74],
  [256, 92],
  [278, 64],
  [604, 84],
  [730, 62],
  [1092, 98],
  [1424, 88],
  [1452, 60],
];

function path(className: string, d: string): SVGElement {
  return svg('path', { class: className, d });
}

function house(x: number, width: number, height: number, far = false): SVGElement {
  const group = svg('g', { class: far ? 'house is-far' : 'house' });
  const top = GROUND - height;
  const eave = 12;
  const roof = Math.min(34, height * 0.46);
  group.append(
    path('wall', `M${x} ${GROUND}V${top}h${width}V${GROUND}z`),
    path(
      'roof',
      `M${x - eave} ${top + 4}q${eave + 6} -4 ${eave + 14} ${-roof}h${width - 28}q${8} ${roof - 4} ${eave + 14} ${roof}z`,
    ),
  );
  const windows = Math.max(1, Math.floor(width / 40));
  const gap = width / (windows + 1);
  for (let index = 1; index <= windows; index += 1) {
    group.append(path('window', `M${x + gap * index - 6} ${top + 18}h12v14h-12z`));
  }
  if (!far) group.append(path('door', `M${x + width / 2 - 8} ${GROUND}v-22h16v22z`));
  return group;
}

function tree(x: number, height: number): SVGElement {
  const group = svg('g', { class: 'tree' });
  const top = GROUND - height;
  group.append(
    path('trunk', `M${x} ${GROUND}V${top + 20}`),
    svg('ellipse', {
      class: 'crown',
      cx: String(x),
      cy: String(top + height * 0.32),
      rx: String(height * 0.25),
      ry: String(height * 0.34),
    }),
  );
  return group;
}

/** A stone bridge over the town's river. */
function bridge(): SVGElement {
  const group = svg('g', { class: 'bridge' });
  group.append(
    path('stone', `M596 ${GROUND}q82 -62 164 0h-34q-48 -52 -96 0z`),
    path('rail', `M604 ${GROUND - 12}q74 -58 148 0`),
  );
  return group;
}

/** Someone in a wheelchair and the one who walks along: what this page is about. */
function companions(): SVGElement {
  const group = svg('g', { class: 'companions', transform: `translate(1012 ${GROUND - 74}) scale(1.16)` });
  group.append(
    svg('circle', { class: 'head', cx: '14', cy: '9', r: '7.5' }),
    path('limb', 'M14 20l-2 20 8 22M12 40L4 62M14 24l16 12 10 -2'),
    svg('circle', { class: 'head is-warm', cx: '58', cy: '18', r: '7.5' }),
    path('limb is-warm', 'M57 28v15h16l4 15h6M57 33l14 6'),
    path('chair', 'M42 30l3 20h20'),
    svg('circle', { class: 'wheel', cx: '55', cy: '50', r: '13' }),
    svg('circle', { class: 'wheel', cx: '78', cy: '60', r: '3.5' }),
  );
  return group;
}

/** Draws the village that stands behind the figures. Ours, so it needs no image file and follows day and night. */
export function drawPicture(): void {
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'xMidYMax slice' });
  drawing.append(
    svg('circle', { class: 'sun', cx: '1346', cy: '-40', r: '108' }),
    path('hill is-back', `M0 ${GROUND}V104q180 -92 400 -30t420 -26 400 10 260 -20V${GROUND}z`),
    path('hill', `M0 ${GROUND}V136q220 -54 470 -10t480 -22 530 18V${GROUND}z`),
    bridge(),
    ...HOUSES.filter(([, , , far]) => far).map((values) => house(...values)),
    ...TREES.map((values) => tree(...values)),
    ...HOUSES.filter(([, , , far]) => !far).map((values) => house(...values)),
    companions(),
    path('ground', `M0 ${GROUND}h${WIDTH}v${HEIGHT - GROUND}H0z`),
  );
  byId('picture').append(drawing);
}
