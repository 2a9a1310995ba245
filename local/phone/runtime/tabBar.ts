/** WeChat's own tab bar and the place for a custom one. */
import * as glassEasel from 'glass-easel';
import { appConfig } from './context';
import { backend, codeSpace } from './space';
import { shell } from './shell';
import { ensureUnit } from './units';
import { h } from './ui/dom';
import type { PhonePage } from './page';
import type { TabItem, WxComponent } from './types';

interface TabState {
  badge?: string;
  redDot?: boolean;
  text?: string;
  iconPath?: string;
  selectedIconPath?: string;
}

const states: TabState[] = [];
let forcedHidden = false;
let onSelect: (item: TabItem, index: number) => void = () => undefined;
const customBars = new WeakMap<PhonePage, WxComponent>();

/** What happens when a tab is tapped. */
export function onTabSelect(listener: (item: TabItem, index: number) => void): void {
  onSelect = listener;
}

/** Changes one tab (badge, red dot, text, icon); undefined values take it back. */
export function setTab(index: number, state: TabState, page?: PhonePage): void {
  states[index] = { ...states[index], ...state };
  if (page) refreshTabBar(page);
}

/** wx.hideTabBar / wx.showTabBar */
export function setTabBarHidden(hidden: boolean, page?: PhonePage): void {
  forcedHidden = hidden;
  if (page) refreshTabBar(page);
}

function asset(path: string | undefined): string {
  return path ? `/phone/mp/${path.replace(/^\//, '')}` : '';
}

function tab(item: TabItem, index: number, selected: boolean, colour: string): HTMLElement {
  const state = states[index] ?? {};
  const source = asset(
    selected
      ? (state.selectedIconPath ?? item.selectedIconPath ?? item.iconPath)
      : (state.iconPath ?? item.iconPath),
  );
  const mark = state.badge
    ? h('span', { class: 'tab-badge' }, state.badge)
    : state.redDot && h('span', { class: 'tab-dot' });
  const button = h(
    'button',
    {
      class: 'tab',
      type: 'button',
      'aria-current': selected ? 'page' : undefined,
      onclick: () => onSelect(item, index),
    },
    h(
      'span',
      { class: 'tab-icon' },
      source ? h('img', { src: source, alt: '' }) : undefined,
      mark || undefined,
    ),
    h('span', { class: 'tab-text' }, state.text ?? item.text),
  );
  button.style.color = colour;
  return button;
}

/** Draws the tab bar for the page in front. */
export function refreshTabBar(page: PhonePage): void {
  const config = appConfig().tabBar;
  const { tabBar } = shell;
  tabBar.hidden = !config || config.custom === true || !page.isTab || forcedHidden;
  if (config?.custom && page.isTab) mountCustom(page);
  if (!config || tabBar.hidden) return;
  tabBar.style.background = config.backgroundColor ?? '#ffffff';
  tabBar.dataset.border = config.borderStyle ?? 'black';
  tabBar.replaceChildren(
    ...config.list.map((item, index) => {
      const selected = item.pagePath.replace(/^\//, '') === page.route;
      return tab(item, index, selected, (selected ? config.selectedColor : config.color) ?? '#7a7e83');
    }),
  );
}

/** Each tab page has its own instance of the custom tab bar, reachable by getTabBar(). */
function mountCustom(page: PhonePage): void {
  if (customBars.has(page)) return;
  const path = 'custom-tab-bar/index';
  ensureUnit(path);
  const place = h('div', { class: 'custom-tab-bar' });
  const placeholder = h('div');
  place.append(placeholder);
  page.frame.append(place);
  const root = backend.createRoot('wx-tab-bar', codeSpace, path);
  const caller = root.get() as unknown as WxComponent;
  customBars.set(page, caller);
  page.caller.getTabBar = (callback?: (bar: WxComponent) => void) => {
    callback?.(caller);
    return caller;
  };
  glassEasel.Element.replaceDocumentElement(root.getComponent(), place as any, placeholder as any);
}
