import { darkModules, darkSquares, QUIET_MODULES } from '../../miniprogram/components/qr/modules';
import { mount } from './support/mount';

/** The finder pattern of the three corners: 7 x 7. */
const FINDER = ['#######', '#     #', '# ### #', '# ### #', '# ### #', '#     #', '#######'];

describe('modules of a code', () => {
  const modules = darkModules('r-0123456789abcdefghijklmnop');
  const corner = (row: number, col: number) =>
    FINDER.map((_, y) => FINDER.map((__, x) => (modules[row + y]?.[col + x] ? '#' : ' ')).join(''));

  it('has the three corners of a QR code', () => {
    const last = modules.length - 7;
    expect(corner(0, 0)).toEqual(FINDER);
    expect(corner(0, last)).toEqual(FINDER);
    expect(corner(last, 0)).toEqual(FINDER);
  });

  it.each([200, 240, 333, 720, 1020])(
    'in %i pixels every module is whole and the quiet zone stays light',
    (pixels) => {
      const squares = darkSquares(modules, pixels);
      expect(squares).toHaveLength(modules.flat().filter(Boolean).length);
      const side = squares[0]!.side;
      const quiet = QUIET_MODULES * side;
      for (const { x, y, side: own } of squares) {
        expect(own).toBe(side);
        expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(quiet);
        expect(Math.max(x, y) + side).toBeLessThanOrEqual(pixels - quiet);
      }
    },
  );

  it('draws nothing where there is no room for one pixel a module', () => {
    expect(darkSquares(modules, modules.length)).toEqual([]);
  });
});

describe('ui-qr', () => {
  it('is one picture with a name, and shows nothing without a code', () => {
    const screen = mount('<ui-qr code="{{code}}" label="我的二维码" />', { code: '' });
    expect(screen.get('img', '我的二维码').text).toBe('');
    expect(screen.tags('canvas')).toHaveLength(0);
    screen.set({ code: 'abc' });
    expect(screen.tags('canvas')[0]?.attrs['aria-hidden']).toBe('true');
  });
});
