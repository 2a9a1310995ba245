import { byId, element, svg } from './dom';

/** Draws the QR code of the mini-program. Loaded only where one is configured. */
export async function showJoin(url: string): Promise<void> {
  const { default: qrcode } = await import('qrcode-generator');
  const code = qrcode(0, 'M');
  code.addData(url);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  const drawing = svg('svg', {
    // Four modules of quiet zone, as scanners want.
    viewBox: `-4 -4 ${size + 8} ${size + 8}`,
    class: 'join-code',
    role: 'img',
    'aria-label': '小程序二维码',
    'shape-rendering': 'crispEdges',
  });
  drawing.append(svg('path', { d: path }));
  const words = element('div', 'join-words');
  words.append(
    element('p', 'join-title', '您也可以帮一把'),
    element('p', 'join-text', '微信扫一扫'),
    element('p', 'join-text', '来做志愿者'),
  );
  const place = byId('join');
  place.append(drawing, words);
  place.hidden = false;
}
