/** One page of the stack: its elements, its state in the navigation bar, its lifecycle. */
import { backend, codeSpace } from './space';
import { NAVIGATION_BAR_HEIGHT, appConfig, mp, theme } from './context';
import { guard } from './errors';
import { HEADER_HEIGHT, pageHeight, showNavigation } from './shell';
import { showPageStyle } from './styles';
import { ensureUnit } from './units';
import { h } from './ui/dom';
import { installPullDown, type PullDown } from './pullDown';
import type { Json, WindowConfig, WxComponent, WxComponentElement } from './types';

let nextId = 1;

/** Distance from the bottom at which onReachBottom fires, unless the page says otherwise. */
const REACH_BOTTOM = 50;

export interface PageFont {
  root?: string;
  page?: string;
}

export class PhonePage {
  readonly id = nextId++;
  readonly frame = h('main', { class: 'page-frame', tabindex: -1 });
  readonly scroller = h('div', { class: 'page-scroll' });
  readonly body = document.createElement('wx-page');
  readonly caller: WxComponent;
  readonly element: WxComponentElement;
  /** What wx.setNavigationBar* changed. */
  bar: { title?: string; background?: string; text?: 'black' | 'white'; loading?: boolean } = {};
  font: PageFont = {};
  pullDown?: PullDown;
  private reachedBottom = false;
  private readied = false;
  private scrollTop = 0;

  constructor(
    readonly route: string,
    readonly options: Record<string, string>,
    readonly isTab: boolean,
    channel: unknown,
  ) {
    this.frame.dataset.route = route;
    this.frame.hidden = true;
    this.scroller.append(this.body);
    this.frame.append(this.scroller);
    ensureUnit(route);
    const query = new URLSearchParams(options).toString();
    const root = backend.createRoot('wx-page-root', codeSpace, query ? `${route}?${query}` : route);
    this.element = root.getComponent() as unknown as WxComponentElement;
    this.caller = root.get() as unknown as WxComponent;
    Object.assign(this.caller, {
      route,
      __route__: route,
      options,
      getOpenerEventChannel: () => channel,
      getPageId: () => `pageId:${this.id}`,
      __phonePage: this,
    });
    const placeholder = document.createElement('div');
    this.body.append(placeholder);
    this.attach = () => {
      root.attach(this.body as any, placeholder as any);
      this.element.$$?.classList.add('wx-page-root');
    };
    this.release = () => root.release();
    this.scroller.addEventListener('scroll', () => this.onScroll(), { passive: true });
    this.applyLayout();
  }

  private readonly attach: () => void;
  private readonly release: () => void;

  /** Settings of the page over those of the app, for the theme in force. */
  get window(): WindowConfig {
    return { ...appConfig().window, ...(mp.units[this.route]?.[theme()] as WindowConfig) };
  }

  get custom(): boolean {
    return this.window.navigationStyle === 'custom';
  }

  /** Calls a lifecycle function when the page has it. */
  call(name: string, ...args: unknown[]): unknown {
    const method = this.caller[name];
    return typeof method === 'function'
      ? guard(`${this.route} ${name}`, () => method.apply(this.caller, args))
      : undefined;
  }

  /** Builds the page: `attached` of its components, then onLoad. */
  load(): void {
    guard(this.route, this.attach);
    this.call('onLoad', { ...this.options });
  }

  /** Comes to the front. */
  show(canBack: boolean, canHome: boolean): void {
    showPageStyle(this.route);
    this.frame.hidden = false;
    // What had the focus is on another page now: screen readers go on from the top of this one.
    this.frame.focus({ preventScroll: true });
    this.scroller.scrollTop = this.scrollTop;
    this.applyFont();
    this.applyLayout();
    this.refreshBar(canBack, canHome);
    this.element.triggerPageLifetime('show', []);
    this.call('onShow');
    if (!this.readied) {
      this.readied = true;
      this.call('onReady');
      if (this.window.enablePullDownRefresh) {
        this.pullDown = installPullDown(this.frame, this.scroller, () => this.call('onPullDownRefresh'));
      }
    }
  }

  /** Leaves the front, stays in the stack. */
  hide(): void {
    this.scrollTop = this.scroller.scrollTop;
    this.element.triggerPageLifetime('hide', []);
    this.call('onHide');
    this.frame.hidden = true;
  }

  /** Leaves for ever. */
  unload(): void {
    this.call('onUnload');
    guard(this.route, this.release);
    this.frame.remove();
  }

  /** Draws the navigation bar for this page. */
  refreshBar(canBack = this.last[0], canHome = this.last[1]): void {
    this.last = [canBack, canHome];
    const config = this.window;
    showNavigation({
      title: this.bar.title ?? config.navigationBarTitleText ?? '',
      background: this.bar.background ?? config.navigationBarBackgroundColor ?? '#000000',
      text: this.bar.text ?? (config.navigationBarTextStyle === 'black' ? 'black' : 'white'),
      loading: this.bar.loading ?? false,
      custom: this.custom,
      canBack,
      canHome,
    });
  }

  private last: [boolean, boolean] = [false, false];

  /** Position and the meaning of `vh`. */
  applyLayout(): void {
    const tabBar = this.isTab && !appConfig().tabBar?.custom;
    this.frame.style.top = this.custom ? '0' : `${HEADER_HEIGHT}px`;
    this.frame.style.bottom = tabBar ? 'calc(50px + var(--phone-safe-bottom))' : '0';
    this.frame.style.setProperty('--phone-vh', `${pageHeight(this.custom, tabBar) / 100}px`);
    this.frame.style.background = String(this.window.backgroundColorContent ?? '');
    this.element.triggerPageLifetime('resize', [{ size: this.size() }]);
  }

  /** Root font size (what `rem` means) of the page in front. */
  applyFont(): void {
    document.documentElement.style.fontSize = this.font.root ?? '';
    this.body.style.fontSize = this.font.page ?? '';
  }

  size(): { windowWidth: number; windowHeight: number } {
    const { width, height } = this.frame.getBoundingClientRect();
    return {
      windowWidth: width,
      windowHeight: height || pageHeight(this.custom, false) - NAVIGATION_BAR_HEIGHT,
    };
  }

  private onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (this.frame.hidden) return;
    this.call('onPageScroll', { scrollTop });
    const distance = Number(this.window.onReachBottomDistance ?? REACH_BOTTOM);
    const atBottom = scrollTop > 0 && scrollHeight - clientHeight - scrollTop <= distance;
    if (atBottom && !this.reachedBottom) this.call('onReachBottom');
    this.reachedBottom = atBottom;
  }
}

/** Query of a page path as an object; WeChat decodes nothing, pages do. */
export function parseUrl(url: string): { path: string; options: Record<string, string> } {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const options: Record<string, string> = {};
  for (const part of query.split('&')) {
    if (!part) continue;
    const at = part.indexOf('=');
    options[at < 0 ? part : part.slice(0, at)] = at < 0 ? '' : part.slice(at + 1);
  }
  return { path: path.replace(/^\//, '').replace(/\.html$/, ''), options };
}

export type { Json };
