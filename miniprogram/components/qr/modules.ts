import qrcode from 'qrcode-generator';

/** Light modules around the code that scanners need (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** Which modules are dark, row by row, without the quiet zone. 15% of the code may be hidden by a finger or a crack. */
export function darkModules(code: string): boolean[][] {
  const qr = qrcode(0, 'M');
  qr.addData(code, 'Byte');
  qr.make();
  const size = qr.getModuleCount();
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, col) => qr.isDark(row, col)),
  );
}

export interface Square {
  x: number;
  y: number;
  side: number;
}

/**
 * Where the dark modules lie in a square bitmap of `pixels`: whole pixels each, so that edges stay sharp, in the middle, with at
 * least the quiet zone around. Empty when the bitmap is too small for one pixel a module.
 */
export function darkSquares(modules: readonly boolean[][], pixels: number): Square[] {
  const side = Math.floor(pixels / (modules.length + 2 * QUIET_MODULES));
  if (side < 1) return [];
  const from = Math.floor((pixels - side * modules.length) / 2);
  return modules.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [{ x: from + x * side, y: from + y * side, side }] : [])),
  );
}
