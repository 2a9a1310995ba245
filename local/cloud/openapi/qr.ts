/** A real PNG for wxacode.getUnlimited: a QR code instead of WeChat's round one, holding page and scene. */
import { PNG } from 'pngjs';
import qrcode from 'qrcode-generator';

const QUIET_MODULES = 4;

/** Draws the text as a QR code about `width` pixels wide. */
export function qrPng(text: string, width: number): Buffer {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount() + 2 * QUIET_MODULES;
  const scale = Math.max(Math.floor(width / modules), 1);
  const size = modules * scale;
  const image = new PNG({ width: size, height: size });
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [row, column] = [Math.floor(y / scale) - QUIET_MODULES, Math.floor(x / scale) - QUIET_MODULES];
      const inside = row >= 0 && column >= 0 && row < code.getModuleCount() && column < code.getModuleCount();
      const shade = inside && code.isDark(row, column) ? 0 : 255;
      image.data.set([shade, shade, shade, 255], (y * size + x) * 4);
    }
  }
  return PNG.sync.write(image);
}
