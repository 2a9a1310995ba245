/** The body of the phone: status bar, navigation bar, pages, tab bar, layers above. */
import { NAVIGATION_BAR_HEIGHT, STATUS_BAR_HEIGHT, TAB_BAR_HEIGHT, settings } from './context';
import { h, icon } from './ui/dom';

export interface NavigationState {
  title: string;
  background: string;
  text: 'black' | 'white';
  canBack: boolean;
  canHome: boolean;
  custom: boolean;
  loading: boolean;
}

const clock = h('span', { class: 'status-clock' });
const signal = h('span', { class: 'status-signal' });
const title = h('h1', { class: 'nav-title' });
const spinner = h('span', { class: 'nav-spinner', hidden: true });
const backButton = h(
  'button',
  { class: 'nav-button nav-back', type: 'button', 'aria-label': '返回' },
  icon('back', 24),
);
const homeButton = h(
  'button',
  { class: 'nav-button nav-home', type: 'button', 'aria-label': '回到首页' },
  icon('home', 22),
);
const menuButton = h(
  'button',
  { class: 'capsule-part', type: 'button', 'aria-label': '更多' },
  icon('more', 20),
);
const closeButton = h(
  'button',
  { class: 'capsule-part', type: 'button', 'aria-label': '关闭小程序' },
  h('span', { class: 'capsule-target', 'aria-hidden': 'true' }),
);
const capsule = h(
  'div',
  { class: 'capsule', role: 'group', 'aria-label': '小程序菜单' },
  menuButton,
  closeButton,
);
const header = h(
  'header',
  { class: 'nav-bar' },
  h('div', { class: 'status-bar', 'aria-hidden': 'true' }, clock, signal),
  h('div', { class: 'nav-row' }, backButton, homeButton, spinner, title),
);

/** Parts that other modules fill. */
export const shell = {
  root: h('div', { id: 'phone' }),
  pages: h('div', { class: 'pages' }),
  tabBar: h('nav', { class: 'tab-bar', 'aria-label': '标签栏', hidden: true }),
  layers: h('div', { class: 'layers' }),
  backButton,
  homeButton,
  menuButton,
  closeButton,
};

/** Height of everything above a page with a normal navigation bar. */
export const HEADER_HEIGHT = STATUS_BAR_HEIGHT + NAVIGATION_BAR_HEIGHT;

/** Shows title, colours and buttons of the current page. */
export function showNavigation(state: NavigationState): void {
  title.textContent = state.title;
  document.title = state.title
    ? `${state.title} - ${settings.label || '小程序'}`
    : settings.label || '小程序';
  header.style.background = state.custom ? 'transparent' : state.background;
  header.classList.toggle('nav-custom', state.custom);
  shell.root.dataset.navText = state.text;
  title.hidden = state.custom;
  backButton.hidden = state.custom || !state.canBack;
  homeButton.hidden = state.custom || state.canBack || !state.canHome;
  spinner.hidden = !state.loading;
}

/** What the status bar says about the network. */
export function showNetwork(online: boolean): void {
  signal.replaceChildren(online ? '5G' : icon('plane', 14), h('span', { class: 'status-battery' }));
}

/** Sizes that style sheets of the mini-program are relative to. */
export function measure(): { width: number; height: number } {
  const { width, height } = shell.root.getBoundingClientRect();
  const style = document.documentElement.style;
  style.setProperty('--phone-rpx', `${width / 750}px`);
  style.setProperty('--phone-vw', `${width / 100}px`);
  return { width, height };
}

/** `vh` of a page: with a navigation or tab bar there is less of it. */
export function pageHeight(custom: boolean, tabBar: boolean): number {
  const { height } = shell.root.getBoundingClientRect();
  return height - (custom ? 0 : HEADER_HEIGHT) - (tabBar ? TAB_BAR_HEIGHT : 0);
}

/** Builds the phone into the document. */
export function mountShell(): void {
  header.append(capsule);
  shell.root.append(header, shell.pages, shell.tabBar, shell.layers);
  document.body.append(shell.root);
  const tick = (): void => {
    const now = new Date();
    clock.textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`;
  };
  tick();
  setInterval(tick, 15_000);
  measure();
}
