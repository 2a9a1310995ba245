/** One column of a picker: a list box that scrolls and snaps; arrows and taps work too. */
import { h } from './dom';

const ITEM_HEIGHT = 34;

export interface Wheel {
  element: HTMLElement;
  index(): number;
  setItems(items: string[], index: number): void;
}

/** Makes a column; `onChange` is called when another item comes to rest in the middle. */
export function createWheel(
  label: string,
  items: string[],
  index: number,
  onChange: (index: number) => void,
): Wheel {
  let current = index;
  let count = 0;
  const list = h('div', { class: 'wx-wheel', role: 'listbox', tabindex: 0, 'aria-label': label });
  const element = h(
    'div',
    { class: 'picker-column' },
    list,
    h('div', { class: 'wx-wheel-mark', 'aria-hidden': 'true' }),
  );

  const mark = (): void => {
    [...list.querySelectorAll('[role=option]')].forEach((option, at) =>
      option.setAttribute('aria-selected', String(at === current)),
    );
  };
  const select = (at: number, scroll: boolean): void => {
    const next = Math.max(0, Math.min(count - 1, at));
    if (scroll) list.scrollTo({ top: next * ITEM_HEIGHT, behavior: 'instant' });
    if (next === current) return;
    current = next;
    mark();
    onChange(current);
  };
  const setItems = (texts: string[], at: number): void => {
    count = texts.length;
    current = Math.max(0, Math.min(count - 1, at));
    const space = (): HTMLElement => h('div', { class: 'wx-wheel-space', 'aria-hidden': 'true' });
    const options = texts.map((text, position) =>
      h('div', { class: 'wx-wheel-item', role: 'option', onclick: () => select(position, true) }, text),
    );
    list.replaceChildren(space(), ...options, space());
    mark();
    requestAnimationFrame(() => list.scrollTo({ top: current * ITEM_HEIGHT, behavior: 'instant' }));
  };
  let ready = false;
  requestAnimationFrame(() => requestAnimationFrame(() => (ready = true)));
  list.addEventListener('scroll', () => ready && select(Math.round(list.scrollTop / ITEM_HEIGHT), false));
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    select(current + step, true);
  });
  setItems(items, index);
  return { element, index: () => current, setItems };
}
