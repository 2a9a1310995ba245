/** `<scroll-view>`: scrolling, edges, scroll-into-view, refresher. */
import { defineBuiltIn, type Host, type Lifecycle } from './define';
import { h } from '../ui/dom';

const REFRESH_TRIGGER = 45;

function setup(host: Host): Lifecycle {
  const { dom, data } = host;
  let last = { left: 0, top: 0 };
  let atEdge = '';
  const vertical = (): boolean => Boolean(host.data.scrollY) || !host.data.scrollX;

  const edges = (): void => {
    const far = vertical()
      ? dom.scrollHeight - dom.clientHeight - dom.scrollTop
      : dom.scrollWidth - dom.clientWidth - dom.scrollLeft;
    const near = vertical() ? dom.scrollTop : dom.scrollLeft;
    let edge = '';
    if (far <= Number(host.data.lowerThreshold)) edge = 'lower';
    else if (near <= Number(host.data.upperThreshold)) edge = 'upper';
    if (edge !== atEdge && edge) {
      const direction = vertical()
        ? edge === 'lower'
          ? 'bottom'
          : 'top'
        : edge === 'lower'
          ? 'right'
          : 'left';
      host.emit(edge === 'lower' ? 'scrolltolower' : 'scrolltoupper', { direction });
    }
    atEdge = edge;
  };
  dom.addEventListener('scroll', () => {
    const { scrollLeft, scrollTop, scrollHeight, scrollWidth } = dom;
    host.emit('scroll', {
      scrollLeft,
      scrollTop,
      scrollHeight,
      scrollWidth,
      deltaX: last.left - scrollLeft,
      deltaY: last.top - scrollTop,
    });
    last = { left: scrollLeft, top: scrollTop };
    edges();
  });

  const scrollTo = (options: ScrollToOptions): void => {
    // Its content is drawn in the same turn, but maybe after this property.
    setTimeout(
      () => dom.scrollTo({ ...options, behavior: host.data.scrollWithAnimation ? 'smooth' : 'instant' }),
      0,
    );
  };
  const intoView = (): void => {
    const id = String(host.data.scrollIntoView ?? '');
    if (!id) return;
    setTimeout(() => {
      const target = dom.querySelector(`#${CSS.escape(id)}`);
      if (!target) return;
      const [to, from] = [target.getBoundingClientRect(), dom.getBoundingClientRect()];
      scrollTo(
        vertical()
          ? { top: dom.scrollTop + to.top - from.top }
          : { left: dom.scrollLeft + to.left - from.left },
      );
    }, 0);
  };
  installRefresher(host);
  return {
    update(changed) {
      if (changed === 'scrollTop') scrollTo({ top: toPixels(data.scrollTop) });
      else if (changed === 'scrollLeft') scrollTo({ left: toPixels(host.data.scrollLeft) });
      else if (changed === 'scrollIntoView') intoView();
      dom.dataset.x = String(Boolean(host.data.scrollX));
      dom.dataset.y = String(Boolean(host.data.scrollY));
      dom.dataset.bar = String(host.data.showScrollbar !== false);
      dom.toggleAttribute('enable-flex', Boolean(host.data.enableFlex));
    },
    attached: () => {
      if (host.data.scrollTop) scrollTo({ top: toPixels(host.data.scrollTop) });
      intoView();
    },
  };
}

function toPixels(value: unknown): number {
  const text = String(value ?? 0);
  const width = document.getElementById('phone')?.clientWidth ?? 375;
  return text.endsWith('rpx') ? (parseFloat(text) * width) / 750 : parseFloat(text) || 0;
}

function installRefresher(host: Host): void {
  const { dom } = host;
  let from: number | undefined;
  let pulled = 0;
  const spinner = h('div', { class: 'pull-dots wx-refresher', hidden: true }, h('i'), h('i'), h('i'));
  dom.prepend(spinner);
  const start = (y: number): void => {
    from = host.data.refresherEnabled && dom.scrollTop <= 0 ? y : undefined;
    pulled = 0;
  };
  const move = (y: number): void => {
    if (from === undefined) return;
    pulled = y - from;
    if (pulled > 8) {
      spinner.hidden = false;
      host.emit('refresherpulling', { dy: pulled });
    }
  };
  const end = (): void => {
    if (from === undefined) return;
    from = undefined;
    if (pulled > Number(host.data.refresherThreshold ?? REFRESH_TRIGGER)) {
      host.set('refresherTriggered', true);
      host.emit('refresherrefresh');
    } else if (pulled > 8) {
      spinner.hidden = true;
      host.emit('refresherabort');
    }
  };
  dom.addEventListener('touchstart', (event) => start(event.touches[0]?.clientY ?? 0), { passive: true });
  dom.addEventListener('touchmove', (event) => move(event.touches[0]?.clientY ?? 0), { passive: true });
  dom.addEventListener('touchend', end);
  dom.addEventListener('mousedown', (event) => start(event.clientY));
  dom.addEventListener('mousemove', (event) => event.buttons === 1 && move(event.clientY));
  dom.addEventListener('mouseup', end);
  refreshers.set(dom, spinner);
}

const refreshers = new WeakMap<HTMLElement, HTMLElement>();

/** Registers it. */
export function registerScroll(): void {
  defineBuiltIn({
    name: 'scroll-view',
    properties: {
      scrollX: Boolean,
      scrollY: Boolean,
      upperThreshold: { type: null, value: 50 },
      lowerThreshold: { type: null, value: 50 },
      scrollTop: null,
      scrollLeft: null,
      scrollIntoView: String,
      scrollWithAnimation: Boolean,
      enableBackToTop: Boolean,
      enableFlex: Boolean,
      enhanced: Boolean,
      bounces: Boolean,
      showScrollbar: { type: Boolean, value: true },
      pagingEnabled: Boolean,
      fastDeceleration: Boolean,
      scrollAnchoring: Boolean,
      type: String,
      refresherEnabled: Boolean,
      refresherThreshold: { type: Number, value: REFRESH_TRIGGER },
      refresherDefaultStyle: String,
      refresherBackground: String,
      refresherTriggered: Boolean,
    },
    setup(host) {
      const life = setup(host);
      return {
        ...life,
        update(changed) {
          life.update?.(changed);
          if (changed !== 'refresherTriggered') return;
          const spinner = refreshers.get(host.dom);
          const on = Boolean(host.data.refresherTriggered);
          if (spinner && spinner.hidden === on) {
            spinner.hidden = !on;
            if (!on) host.emit('refresherrestore');
          }
        },
      };
    },
  });
}
