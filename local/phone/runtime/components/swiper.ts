/** `<swiper>` and `<swiper-item>`. */
import { h } from '../ui/dom';
import { defineBuiltIn, type Host, type Lifecycle } from './define';
import type { WxElement } from '../types';

type ItemElement = HTMLElement & { __wxElement?: WxElement };

const SWIPE_SHARE = 0.2;

function setup(host: Host): Lifecycle {
  const { dom } = host;
  const dots = h('div', { class: 'wx-swiper-dots', 'aria-hidden': 'true' });
  dom.append(dots);
  let current = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let start: { x: number; y: number } | undefined;
  let shift = 0;

  const items = (): ItemElement[] => [...dom.querySelectorAll<ItemElement>(':scope > wx-swiper-item')];
  const layout = (animate: boolean): void => {
    const all = items();
    const count = all.length;
    const { vertical, duration, indicatorDots, indicatorColor, indicatorActiveColor, circular } = host.data;
    dom.toggleAttribute('vertical', Boolean(vertical));
    const axis = vertical ? 'Y' : 'X';
    const size = vertical ? dom.clientHeight : dom.clientWidth;
    const move = size ? (shift / size) * 100 : 0;
    all.forEach((item, index) => {
      let offset = index - current;
      if (circular && count > 2) {
        if (offset > count / 2) offset -= count;
        if (offset < -count / 2) offset += count;
      }
      const time = animate && Math.abs(offset) <= 1 ? Number(duration) : 0;
      item.__wxElement?.setNodeStyle(
        `transform:translate${axis}(${offset * 100 + move}%);transition:transform ${time}ms`,
        3,
      );
      if (index === current) item.removeAttribute('aria-hidden');
      else item.setAttribute('aria-hidden', 'true');
    });
    dots.hidden = !indicatorDots;
    dots.replaceChildren(
      ...all.map((_, index) => {
        const dot = h('i');
        dot.style.background = String(index === current ? indicatorActiveColor : indicatorColor);
        return dot;
      }),
    );
  };
  const go = (index: number, source: string): void => {
    const count = items().length;
    if (!count) return;
    const next = host.data.circular ? (index + count) % count : Math.max(0, Math.min(count - 1, index));
    const changed = next !== current;
    current = next;
    layout(true);
    if (!changed) return;
    if (source) host.set('current', current);
    const currentItemId = String((items()[current]?.__wxElement?.data?.itemId as string | undefined) ?? '');
    host.emit('change', { current, currentItemId, source });
    setTimeout(
      () => host.emit('animationfinish', { current, currentItemId, source }),
      Number(host.data.duration),
    );
  };
  const play = (): void => {
    clearInterval(timer);
    if (host.data.autoplay)
      timer = setInterval(() => go(current + 1, 'autoplay'), Number(host.data.interval));
  };
  host.on('touchstart', (event: any) => {
    const touch = event.extraFields.touches[0];
    start = { x: touch.clientX, y: touch.clientY };
    clearInterval(timer);
  });
  host.on('touchmove', (event: any) => {
    if (!start) return;
    const touch = event.extraFields.touches[0];
    shift = host.data.vertical ? touch.clientY - start.y : touch.clientX - start.x;
    layout(false);
  });
  const finish = (): void => {
    if (!start) return;
    start = undefined;
    const size = host.data.vertical ? dom.clientHeight : dom.clientWidth;
    const step = Math.abs(shift) > size * SWIPE_SHARE ? -Math.sign(shift) : 0;
    shift = 0;
    go(current + step, 'touch');
    layout(true);
    play();
  };
  host.on('touchend', finish);
  host.on('touchcancel', finish);
  const watcher = new MutationObserver(() => layout(false));
  return {
    update(changed) {
      if (changed === 'current' && Number(host.data.current) !== current) go(Number(host.data.current), '');
      else if (changed === 'autoplay' || changed === 'interval') play();
      else layout(false);
    },
    attached() {
      current = Number(host.data.current) || 0;
      watcher.observe(dom, { childList: true });
      layout(false);
      play();
    },
    detached() {
      clearInterval(timer);
      watcher.disconnect();
    },
  };
}

/** Registers them. */
export function registerSwiper(): void {
  defineBuiltIn({
    name: 'swiper',
    properties: {
      indicatorDots: Boolean,
      indicatorColor: { type: String, value: 'rgba(0, 0, 0, .3)' },
      indicatorActiveColor: { type: String, value: '#000000' },
      autoplay: Boolean,
      current: Number,
      interval: { type: Number, value: 5000 },
      duration: { type: Number, value: 500 },
      circular: Boolean,
      vertical: Boolean,
      displayMultipleItems: { type: Number, value: 1 },
      previousMargin: String,
      nextMargin: String,
      snapToEdge: Boolean,
      easingFunction: String,
    },
    setup,
  });
  defineBuiltIn({ name: 'swiper-item', properties: { itemId: String, skipHiddenItemLayout: Boolean } });
}
