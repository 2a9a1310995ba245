/** A real PNG for wxacode.getUnlimited: a QR code instead of WeChat's round one, holding page and scene. */
import qrcode from 'qrcode-generator';
import { greyPng } from './png';

const QUIET_MODULES = 4;

/** Draws the text as a QR code about `width` pixels wide. */
export function qrPng(text: string, width: number): Buffer {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const modules = count + 2 * QUIET_MODULES;
  const scale = Math.max(Math.floor(width / modules), 1);
  return greyPng(modules * scale, (x, y) => {
    const [row, column] = [Math.floor(y / scale) - QUIET_MODULES, Math.floor(x / scale) - QUIET_MODULES];
    return row >= 0 && column >= 0 && row < count && column < count && code.isDark(row, column);
  });
}
