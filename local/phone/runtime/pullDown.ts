/** Pull down to refresh: by finger or mouse at the top of a page, or by wx.startPullDownRefresh. */
import { h } from './ui/dom';

const TRIGGER = 60;
const REST = 50;

export interface PullDown {
  start(): void;
  stop(): void;
}

/** Adds it to a page. */
export function installPullDown(frame: HTMLElement, scroller: HTMLElement, onRefresh: () => void): PullDown {
  const dots = h(
    'div',
    { class: 'pull-dots', role: 'status', 'aria-label': '正在刷新', hidden: true },
    h('i'),
    h('i'),
    h('i'),
  );
  frame.prepend(dots);
  let from: number | undefined;
  let pulled = 0;
  let refreshing = false;

  const set = (distance: number, smooth: boolean): void => {
    scroller.style.transition = smooth ? 'margin-top .2s' : 'none';
    scroller.style.marginTop = distance ? `${distance}px` : '';
    dots.hidden = distance === 0;
  };
  const control: PullDown = {
    start() {
      if (refreshing) return;
      refreshing = true;
      set(REST, true);
      onRefresh();
    },
    stop() {
      refreshing = false;
      set(0, true);
    },
  };
  const down = (y: number): void => {
    from = scroller.scrollTop <= 0 && !refreshing ? y : undefined;
    pulled = 0;
  };
  const move = (y: number): void => {
    if (from === undefined) return;
    pulled = Math.max(0, y - from);
    if (pulled > 8) set(Math.min(pulled / 2, 90), false);
  };
  const up = (): void => {
    if (from === undefined) return;
    from = undefined;
    if (pulled > TRIGGER) control.start();
    else if (pulled > 8) set(0, true);
  };
  frame.addEventListener('touchstart', (event) => down(event.touches[0]?.clientY ?? 0), { passive: true });
  frame.addEventListener('touchmove', (event) => move(event.touches[0]?.clientY ?? 0), { passive: true });
  frame.addEventListener('touchend', up);
  frame.addEventListener('mousedown', (event) => down(event.clientY));
  frame.addEventListener('mousemove', (event) => event.buttons === 1 && move(event.clientY));
  frame.addEventListener('mouseup', up);
  return control;
}
