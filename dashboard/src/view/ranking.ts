import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { byId, element, fill, setText } from './dom';

function villageElement(): Element {
  const village = element('li', 'village');
  village.append(
    element('span', 'village-bar'),
    element('span', 'village-count'),
    element('span', 'village-name'),
  );
  return village;
}

/** Town only: all villages side by side, most applications first, names written downwards. */
export function createRanking(): (data: ScreenData) => void {
  const list = byId('ranking');
  return ({ scope, villages }) => {
    byId('screen').dataset.scope = scope;
    const shown = scope === 'town' ? [...villages].sort((a, b) => b.applications - a.applications) : [];
    const most = Math.max(1, ...shown.map(({ applications }) => applications));
    fill(list, shown, villageElement, (item, { name, applications }) => {
      const [bar, count, nameBox] = item.children;
      (bar as HTMLElement | undefined)?.style.setProperty('--part', (applications / most).toFixed(4));
      if (count) setText(count, formatCount(applications));
      // The heading says what they are; short names keep their size.
      if (nameBox) setText(nameBox, name.replace(/(村|社区)$/, ''));
    });
  };
}
