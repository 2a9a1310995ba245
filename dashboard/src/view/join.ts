import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { byId, element, fill, setText } from './dom';

const WITH_CODE = ['微信扫一扫，', '来做志愿者'];
const WITHOUT_CODE = ['微信里搜“泗门智慧助残”，', '来做志愿者'];

function sayHow(words: readonly string[]): void {
  fill(byId('join-how'), words, () => element('span'), setText);
}

/** Shows the code that leads to the mini-program; from then on the words say to scan it. */
export function showCode(address: string): void {
  const image = element('img', 'join-code') as HTMLImageElement;
  image.alt = '小程序码';
  image.src = address;
  byId('join').prepend(image);
  sayHow(WITH_CODE);
}

/** What a visitor can do now: wishes that wait, and how to get to them, by the code or by searching where there is none. */
export function createJoin(): (data: ScreenData) => void {
  const title = byId('join-title');
  const used = byId('join-used');
  sayHow(WITHOUT_CODE);
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
