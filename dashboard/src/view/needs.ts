import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { byId, element, fill, setText } from './dom';

const PARTS = [
  { key: 'open', mark: 'is-open', label: '等待受理' },
  { key: 'underWay', mark: 'is-under-way', label: '正在办理' },
  { key: 'done', mark: 'is-done', label: '已经办好' },
] as const;

function needElement(): Element {
  const need = element('li', 'need');
  const bar = element('span', 'need-bar');
  bar.setAttribute('aria-hidden', 'true');
  const counts = element('span', 'need-counts');
  for (const { mark, label } of PARTS) {
    bar.append(element('span', `need-fill ${mark}`));
    const count = element('span', `need-count ${mark}`);
    count.append(element('span', 'need-number'), element('span', 'need-word', label));
    counts.append(count);
  }
  need.append(element('span', 'need-label'), bar, counts);
  return need;
}

/** Per kind of need: how many wait, are under way, are done. */
export function createNeeds(): (data: ScreenData) => void {
  const list = byId('needs');
  return ({ needs }) => {
    fill(list, needs, needElement, (item, need) => {
      const label = item.querySelector('.need-label');
      if (label) setText(label, need.label);
      const fills = item.querySelectorAll<HTMLElement>('.need-fill');
      const numbers = item.querySelectorAll('.need-number');
      PARTS.forEach(({ key }, index) => {
        const [bar, number] = [fills[index], numbers[index]];
        if (bar) bar.style.flexGrow = String(need[key]);
        if (number) setText(number, formatCount(need[key]));
      });
    });
  };
}
