import type { ScreenData } from '../../../typings/api/dashboard';
import { createCountUp } from './count-up';
import { byId, element } from './dom';

const FIGURES: { key: keyof ScreenData['headline']; label: string }[] = [
  { key: 'residents', label: '位残障朋友' },
  { key: 'volunteers', label: '位志愿者' },
  { key: 'boundUsers', label: '人在用小程序' },
  { key: 'deviceApplications', label: '件辅具申请' },
  { key: 'devicesDone', label: '件已办好' },
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
  return ({ headline }) => shows.forEach(({ key, show }) => show(headline[key]));
}
