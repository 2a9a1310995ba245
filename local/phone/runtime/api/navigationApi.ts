/** wx.navigateTo and the others, titles, tab bar, scrolling. */
import { appConfig } from '../context';
import {
  currentPage,
  navigateBack,
  navigateTo,
  onNavigate,
  reLaunch,
  redirectTo,
  switchTab,
} from '../navigation';
import { setTab, setTabBarHidden } from '../tabBar';
import { ApiError, register, registerAsync } from './define';
import type { PhonePage } from '../page';

function page(): PhonePage {
  const current = currentPage();
  if (!current) throw new ApiError('page is not ready');
  return current;
}

function tabIndex(index: unknown): number {
  const count = appConfig().tabBar?.list.length ?? 0;
  if (typeof index !== 'number' || index < 0 || index >= count) throw new ApiError('tabbar item not found');
  if (!page().isTab) throw new ApiError('not TabBar page');
  return index;
}

registerAsync({
  navigateTo,
  redirectTo,
  switchTab,
  reLaunch,
  navigateBack,
  setNavigationBarTitle: ({ title }: { title: string }) => {
    page().bar.title = String(title ?? '');
    page().refreshBar();
  },
  setNavigationBarColor: ({
    frontColor,
    backgroundColor,
  }: {
    frontColor?: string;
    backgroundColor?: string;
  }) => {
    const { bar } = page();
    if (frontColor) bar.text = frontColor.toLowerCase() === '#000000' ? 'black' : 'white';
    if (backgroundColor) bar.background = backgroundColor;
    page().refreshBar();
  },
  showNavigationBarLoading: () => {
    page().bar.loading = true;
    page().refreshBar();
  },
  hideNavigationBarLoading: () => {
    page().bar.loading = false;
    page().refreshBar();
  },
  hideHomeButton: () => undefined,
  setBackgroundColor: ({ backgroundColor }: { backgroundColor?: string }) => {
    if (backgroundColor) page().scroller.style.backgroundColor = backgroundColor;
  },
  setBackgroundTextStyle: () => undefined,
  startPullDownRefresh: () => {
    if (!page().pullDown) throw new ApiError('not enable pull down refresh');
    page().pullDown?.start();
  },
  stopPullDownRefresh: () => currentPage()?.pullDown?.stop(),
  pageScrollTo: ({ scrollTop, selector, offsetTop = 0, duration = 300 }: Record<string, any>) => {
    const { scroller, element } = page();
    let top = Number(scrollTop ?? 0);
    if (selector) {
      const target = element.getShadowRoot()?.querySelector(selector)?.$$;
      if (!target) throw new ApiError(`selector "${selector}" not found`);
      top =
        target.getBoundingClientRect().top -
        scroller.getBoundingClientRect().top +
        scroller.scrollTop +
        offsetTop;
    }
    scroller.scrollTo({ top, behavior: duration > 0 ? 'smooth' : 'instant' });
  },
  setTabBarBadge: ({ index, text }: { index: number; text: string }) =>
    setTab(tabIndex(index), { badge: text }, page()),
  removeTabBarBadge: ({ index }: { index: number }) => setTab(tabIndex(index), { badge: undefined }, page()),
  showTabBarRedDot: ({ index }: { index: number }) => setTab(tabIndex(index), { redDot: true }, page()),
  hideTabBarRedDot: ({ index }: { index: number }) => setTab(tabIndex(index), { redDot: false }, page()),
  setTabBarItem: ({ index, text, iconPath, selectedIconPath }: Record<string, any>) =>
    setTab(tabIndex(index), { text, iconPath, selectedIconPath }, page()),
  setTabBarStyle: () => undefined,
  showTabBar: () => setTabBarHidden(false, page()),
  hideTabBar: () => setTabBarHidden(true, page()),
  setPageStyle: ({ style }: { style?: Record<string, string> }) => Object.assign(page().body.style, style),
});

register({
  onAppRoute: (listener: (route: unknown) => void) => {
    onNavigate((current, openType) => listener({ path: current.route, query: current.options, openType }));
  },
  nextTick: (work: () => void) => setTimeout(work, 0),
});
