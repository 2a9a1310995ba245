import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { byId, element, setText, svg } from './dom';

/** Draws the QR code of the mini-program. Loaded only where one is configured. */
export async function showCode(url: string): Promise<void> {
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
  byId('join').prepend(drawing);
}

/** What a visitor can do now: wishes that wait, and how to get to them, by the code or by searching where there is none. */
export function createJoin(hasCode: boolean): (data: ScreenData) => void {
  const title = byId('join-title');
  const used = byId('join-used');
  byId('join-how').append(
    ...(hasCode
      ? [element('span', '', '微信扫一扫，'), element('span', '', '来做志愿者')]
      : [element('span', '', '微信里搜“泗门智慧助残”，'), element('span', '', '来做志愿者')]),
  );
  return ({ openWishes, headline }) => {
    title.classList.toggle('has-wishes', openWishes > 0);
    if (openWishes > 0) {
      const number = title.querySelector('strong') ?? element('strong', 'join-number');
      setText(number, formatCount(openWishes));
      if (!number.isConnected) title.replaceChildren(number, element('span', '', '个心愿等您认领'));
    } else {
      setText(title, '您也可以帮一把');
    }
    setText(used, headline.boundUsers > 0 ? `已有${formatCount(headline.boundUsers)}人在用` : '');
  };
}
