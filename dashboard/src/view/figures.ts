import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { createCountUp } from './count-up';
import { byId, element } from './dom';

/** Letters of all figures together that have room in the largest and in the second size. */
const ROOM = 18;
const MORE_ROOM = 28;

/** The people, then what was done with them; the hours that volunteers gave stand last, before the sun. */
const FIGURES: { key: keyof ScreenData['headline']; label: string }[] = [
  { key: 'residents', label: '位残障朋友' },
  { key: 'volunteers', label: '位志愿者' },
  { key: 'pairings', label: '对结对帮扶' },
  { key: 'placed', label: '人找到工作' },
  { key: 'deviceApplications', label: '件辅具申请' },
  { key: 'renovationApplications', label: '户申请改造' },
  { key: 'directedDonations', label: '份定向捐赠' },
  { key: 'serviceHours', label: '小时志愿服务' },
];

/** The large figures at the top. */
export function createFigures(): (data: ScreenData) => void {
  const list = byId('figures');
  const shows = FIGURES.map(({ key, label }) => {
    const figure = element('div', 'figure');
    const value = element('dd', 'figure-value');
    value.append(element('span', 'figure-digits'), element('span', 'figure-unit'));
    // Read as "残障朋友 183", drawn with the figure on top.
    figure.append(element('dt', 'figure-label', label), value);
    list.append(figure);
    return { key, show: createCountUp(value) };
  });
  return ({ headline }) => {
    // The eight share the width: when they grow long together, all are set smaller.
    const letters = FIGURES.reduce((sum, { key }) => sum + formatCount(headline[key]).length, 0);
    list.classList.toggle('is-long', letters > ROOM && letters <= MORE_ROOM);
    list.classList.toggle('is-longest', letters > MORE_ROOM);
    shows.forEach(({ key, show }) => show(headline[key]));
  };
}
