/** Buttons of the phone's body, browser history, and what the workbench may ask of this phone. */
import { settings, theme } from './context';
import { setOffline } from './api/network';
import { themeChange, windowResize } from './api/system';
import { guard } from './errors';
import {
  currentPage,
  homePath,
  navigateBack,
  onNavigate,
  pageStack,
  reLaunch,
  refreshPages,
  switchTab,
} from './navigation';
import { onTabSelect, refreshTabBar } from './tabBar';
import { installModals } from './modals';
import { measure, shell } from './shell';
import { refreshStyles } from './styles';
import { refreshPageMeta } from './components/pageMeta';
import { installCodes, publish } from './codes';
import { reload } from './push';
import { notices, onNotice, openNotices } from './ui/notices';
import { showSheet } from './ui/dialogs';
import { shareSheet } from './ui/wechatSheets';

/** Goes one page back, as the phone's back key; at the first page nothing happens. */
export function back(): void {
  if (pageStack().length > 1) void navigateBack();
}

/** Restarts at the first page. */
export function home(): void {
  void reLaunch({ url: `/${homePath()}` });
}

/** WeChat's font setting, 12 to 30. */
export function setFontSize(size: number): void {
  settings.fontSize = size;
  refreshPageMeta();
  refreshPages();
}

/** Light or dark, when the mini-program supports it. */
export function setTheme(wanted: 'light' | 'dark'): void {
  const before = theme();
  settings.theme = wanted;
  shell.root.dataset.theme = theme();
  if (before === theme()) return;
  refreshStyles();
  refreshPages();
  themeChange.emit({ theme: theme() });
}

async function menu(): Promise<void> {
  const page = currentPage();
  const canShare = typeof page?.caller.onShareAppMessage === 'function';
  const items: [string, () => unknown][] = [
    ...(canShare ? [['发送给朋友', share] as [string, () => unknown]] : []),
    [`服务通知${notices.length ? `（${notices.length}）` : ''}`, openNotices],
    ['重新进入小程序', reload],
    ['回到首页', home],
  ];
  const index = await showSheet(
    items.map(([label]) => label),
    page?.window.navigationBarTitleText || '小程序',
  );
  items[index]?.[1]();
}

async function share(): Promise<void> {
  const page = currentPage();
  const message = await page?.call('onShareAppMessage', { from: 'menu' });
  await shareSheet(message as Record<string, unknown> | undefined, page?.route ?? '');
}

/** Browser "back" acts as the phone's back key: one spare entry in front of the current one catches it. */
function installHistory(): void {
  history.pushState({ phone: true }, '');
  window.addEventListener('popstate', () => {
    history.pushState({ phone: true }, '');
    back();
  });
}

type Command = { phone?: string; value?: unknown };

/** Commands of the workbench, which is a page of the same origin. */
function installCommands(): void {
  window.addEventListener('message', (event: MessageEvent<Command>) => {
    if (event.origin !== location.origin || typeof event.data?.phone !== 'string') return;
    const { phone, value } = event.data;
    if (phone === 'fontSize') setFontSize(Number(value));
    else if (phone === 'theme') setTheme(value === 'dark' ? 'dark' : 'light');
    else if (phone === 'offline') setOffline(value === true);
    else if (phone === 'reload') reload();
    else if (phone === 'home') home();
    else if (phone === 'notices') openNotices();
  });
  onNotice(() => parent !== window && parent.postMessage({ phoneNotices: notices.length }, location.origin));
}

/** Connects everything. */
export function installControls(): void {
  shell.backButton.addEventListener('click', back);
  shell.homeButton.addEventListener('click', home);
  shell.closeButton.addEventListener('click', home);
  shell.menuButton.addEventListener('click', () => void menu());
  onTabSelect((item, index) => {
    const page = currentPage();
    const path = item.pagePath.replace(/^\//, '');
    const tell = (): unknown =>
      currentPage()?.call('onTabItemTap', { index, pagePath: path, text: item.text });
    if (page?.route === path) tell();
    else void guard('tabBar', () => switchTab({ url: `/${path}` }).then(tell));
    if (page) refreshTabBar(page);
  });
  onNavigate(publish);
  installCodes(shell.pages);
  installModals(shell.pages);
  installHistory();
  installCommands();
  new ResizeObserver(() => {
    measure();
    refreshPages();
    windowResize.emit({ size: currentPage()?.size() ?? {} });
  }).observe(shell.root);
}
