/** The page stack and the five ways to move in it. */
import { EventChannel } from './eventChannel';
import { appConfig, mp } from './context';
import { track } from './idle';
import { PhonePage, parseUrl } from './page';
import { shell } from './shell';
import { ApiError } from './api/define';
import { refreshTabBar } from './tabBar';
import type { WxComponent } from './types';

/** WeChat's limit. */
const MAX_PAGES = 10;

const stack: PhonePage[] = [];
/** Tab pages live on while other tabs are shown. */
const tabs = new Map<string, PhonePage>();
type Listener = (page: PhonePage, type: string) => void;
const listeners: Listener[] = [];

/** Called after each change of the page in front. */
export function onNavigate(listener: Listener): void {
  listeners.push(listener);
}

/** The page in front. */
export function currentPage(): PhonePage | undefined {
  return stack.at(-1);
}

/** All pages, the one in front last. */
export function pageStack(): readonly PhonePage[] {
  return stack;
}

/** `getCurrentPages()`. */
export function getCurrentPages(): WxComponent[] {
  return stack.map((page) => page.caller);
}

/** First page of the app. */
export function homePath(): string {
  return (appConfig().entryPagePath ?? mp.pages[0] ?? '').replace(/^\//, '');
}

function isTab(path: string): boolean {
  return appConfig().tabBar?.list.some((item) => item.pagePath.replace(/^\//, '') === path) ?? false;
}

/** Resolves a URL as written in a page ("../b/b?x=1") against the page in front. */
function resolve(url: string): { path: string; options: Record<string, string> } {
  if (typeof url !== 'string' || !url) throw new ApiError('parameter error: parameter.url should be String');
  const [raw = '', query] = url.split(/\?(.*)/s);
  const base = raw.startsWith('/') ? [] : (currentPage()?.route ?? '').split('/').slice(0, -1);
  for (const part of raw.split('/')) {
    if (part === '..') base.pop();
    else if (part && part !== '.') base.push(part);
  }
  const target = parseUrl(query === undefined ? base.join('/') : `${base.join('/')}?${query}`);
  if (!mp.pages.includes(target.path)) throw new ApiError(`page "${raw}" is not found`);
  return target;
}

function create(path: string, options: Record<string, string>, channel?: EventChannel): PhonePage {
  const tab = isTab(path);
  const page = new PhonePage(path, options, tab, channel ?? new EventChannel());
  // In front of older pages in the document, so that ids and labels are looked up here first.
  shell.pages.prepend(page.frame);
  if (tab) tabs.set(path, page);
  page.load();
  return page;
}

function showTop(type: string): void {
  const page = stack.at(-1);
  if (!page) return;
  const canBack = stack.length > 1;
  refreshTabBar(page);
  page.show(canBack, !canBack && !page.isTab && page.route !== homePath());
  listeners.forEach((listener) => listener(page, type));
}

function discard(page: PhonePage): void {
  if (tabs.get(page.route) === page) tabs.delete(page.route);
  page.unload();
}

/** Navigation happens after the calling code has run, as in WeChat. */
function later<T>(work: () => T): Promise<T> {
  return track(new Promise<void>((resolve) => setTimeout(resolve, 0)).then(work));
}

export interface NavigateOptions {
  url: string;
  events?: Record<string, (...args: unknown[]) => void>;
}

/** wx.navigateTo */
export function navigateTo({ url, events }: NavigateOptions): Promise<{ eventChannel: EventChannel }> {
  const { path, options } = resolve(url);
  if (isTab(path)) throw new ApiError('can not navigateTo a tabbar page');
  if (stack.length >= MAX_PAGES) throw new ApiError(`webview count limit exceed`);
  return later(() => {
    const [opener, opened] = EventChannel.pair();
    Object.entries(events ?? {}).forEach(([name, listener]) => opener.on(name, listener));
    stack.at(-1)?.hide();
    stack.push(create(path, options, opened));
    showTop('navigateTo');
    return { eventChannel: opener };
  });
}

/** wx.redirectTo */
export function redirectTo({ url }: NavigateOptions): Promise<void> {
  const { path, options } = resolve(url);
  if (isTab(path)) throw new ApiError('can not redirectTo a tabbar page');
  return later(() => {
    const old = stack.pop();
    const page = create(path, options);
    if (old) discard(old);
    stack.push(page);
    showTop('redirectTo');
  });
}

/** wx.switchTab */
export function switchTab({ url }: NavigateOptions): Promise<void> {
  const { path } = resolve(url);
  if (!isTab(path)) throw new ApiError('can not switch to no-tabBar page');
  return later(() => {
    if (stack.length === 1 && stack[0]?.route === path) return;
    const old = stack.splice(0);
    for (const page of old.reverse()) {
      if (page.isTab) page.hide();
      else discard(page);
    }
    stack.push(tabs.get(path) ?? create(path, {}));
    showTop('switchTab');
  });
}

/** wx.reLaunch; without url the home page. */
export function reLaunch({ url }: NavigateOptions): Promise<void> {
  const { path, options } = resolve(url);
  return later(() => {
    const old = [...new Set([...stack.splice(0).reverse(), ...tabs.values()])];
    tabs.clear();
    old.forEach((page) => page.unload());
    stack.push(create(path, options));
    showTop('reLaunch');
  });
}

/** wx.navigateBack */
export function navigateBack({ delta = 1 }: { delta?: number } = {}): Promise<void> {
  if (stack.length <= 1) throw new ApiError('cannot navigate back at first page.');
  return later(() => {
    const count = Math.min(Math.max(1, delta), stack.length - 1);
    for (const page of stack.splice(stack.length - count).reverse()) discard(page);
    showTop('navigateBack');
  });
}

/** Opens the first page. */
export function openFirst(path: string, options: Record<string, string>): void {
  stack.push(create(path, options));
  showTop('appLaunch');
}

/** After a change of theme, size or font. */
export function refreshPages(): void {
  stack.forEach((page) => page.applyLayout());
  const page = stack.at(-1);
  if (!page) return;
  page.applyFont();
  page.refreshBar();
  refreshTabBar(page);
}
