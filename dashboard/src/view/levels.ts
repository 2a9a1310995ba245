import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCell } from '../format/numbers';
import { byId, element, fill, setText } from './dom';

function levelElement(): Element {
  const level = element('li', 'level');
  const disc = element('span', 'level-disc');
  disc.setAttribute('aria-hidden', 'true');
  level.append(disc, element('span', 'level-label'), element('span', 'level-count'));
  return level;
}

/** Levels of disability as discs whose areas are the counts. */
export function createLevels(): (data: ScreenData) => void {
  const list = byId('levels');
  return ({ levels }) => {
    const most = Math.max(1, ...levels.map(({ count }) => count ?? 0));
    fill(list, levels, levelElement, (item, { label, count }) => {
      const [disc, labelBox, countBox] = item.children;
      (disc as HTMLElement | undefined)?.style.setProperty(
        '--part',
        Math.sqrt((count ?? 0) / most).toFixed(3),
      );
      item.classList.toggle('is-few', count === null);
      if (labelBox) setText(labelBox, label);
      if (countBox) setText(countBox, formatCell(count));
    });
  };
}
