import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCell } from '../format/numbers';
import { byId, element, fill, setText } from './dom';

function kindElement(): Element {
  const kind = element('li', 'kind');
  const mark = element('span', 'kind-mark');
  mark.setAttribute('aria-hidden', 'true');
  kind.append(mark, element('span', 'kind-label'), element('span', 'kind-count'));
  return kind;
}

/** The list beside the ring of volunteer kinds: name and count in words, so that colour is never the only cue. */
export function createKinds(): (data: ScreenData) => void {
  const list = byId('kinds-list');
  return ({ volunteerKinds }) => {
    fill(list, volunteerKinds, kindElement, (item, { label, count }) => {
      const [, labelBox, countBox] = item.children;
      if (labelBox) setText(labelBox, label);
      if (countBox) setText(countBox, formatCell(count));
    });
  };
}
