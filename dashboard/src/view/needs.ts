import type { ScreenData } from '../../../typings/api/dashboard';
import { formatShort } from '../format/numbers';
import { byId, element, fill, setText } from './dom';
import { DONE_WORD } from './words';

const PARTS = [
  { key: 'open', mark: 'is-open', label: '待受理' },
  { key: 'underWay', mark: 'is-under-way', label: '办理中' },
  { key: 'done', mark: 'is-done', label: DONE_WORD },
  { key: 'unmet', mark: 'is-unmet', label: '未办成' },
] as const;

function heading(className: string, label: string): HTMLElement {
  const made = element('th', className, label);
  made.setAttribute('scope', 'col');
  return made;
}

function needElement(): Element {
  const need = element('tr', 'need');
  const name = element('th', 'need-label');
  name.setAttribute('scope', 'row');
  const bar = element('td', 'need-bar');
  bar.setAttribute('aria-hidden', 'true');
  const track = element('div', 'need-track');
  for (const { mark } of PARTS) track.append(element('span', `need-fill ${mark}`));
  bar.append(track);
  need.append(name, bar, ...PARTS.map(({ mark }) => element('td', `need-count ${mark}`)));
  return need;
}

/** Per kind of need: how many wait, are under way, are done or ended without it. The bar shows their shares. */
export function createNeeds(): (data: ScreenData) => void {
  const rows = byId('needs-rows');
  const nothing = element('td', 'need-bar');
  nothing.setAttribute('aria-hidden', 'true');
  const kind = heading('need-label', '');
  kind.append(element('span', 'sr', '种类'));
  byId('needs-head').append(
    kind,
    nothing,
    ...PARTS.map(({ mark, label }) => heading(`need-count ${mark}`, label)),
  );
  return ({ needs }) => {
    fill(rows, needs, needElement, (row, need) => {
      const [name, bar, ...counts] = row.children;
      const shares = bar?.firstElementChild?.children ?? [];
      if (name) setText(name, need.label);
      PARTS.forEach(({ key }, index) => {
        const [share, count] = [shares[index] as HTMLElement | undefined, counts[index]];
        if (share) {
          share.style.flexGrow = String(need[key]);
          // A share of nothing would still take a gap.
          share.hidden = need[key] === 0;
        }
        if (!count) return;
        setText(count, formatShort(need[key]));
        count.classList.toggle('is-zero', need[key] === 0);
      });
    });
  };
}
