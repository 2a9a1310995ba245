/** `window.__phone`: what tests and audits may ask. */
import { errors } from './errors';
import { idle } from './idle';
import { setDataStats } from './instance';
import { currentPage, pageStack, reLaunch } from './navigation';
import { back, home, setFontSize, setTheme } from './controls';
import { setOffline } from './api/network';
import { showCode } from './codes';
import { sharedCodes } from './sharedCodes';
import { calls } from './records';
import { notices } from './ui/notices';
import type { Json } from './types';

/** Size of the page in front, as WeChat's 体验评分 counts it. */
function audit(): { route: string; nodes: number; depth: number; maxChildren: number } {
  const page = currentPage();
  let [nodes, depth, maxChildren] = [0, 0, 0];
  const walk = (element: Element, level: number): void => {
    for (const child of element.children) {
      if (!child.tagName.startsWith('WX-')) continue;
      nodes += 1;
      depth = Math.max(depth, level);
      walk(child, level + 1);
    }
    const own = [...element.children].filter((child) => child.tagName.startsWith('WX-')).length;
    maxChildren = Math.max(maxChildren, own);
  };
  if (page) walk(page.body, 1);
  return { route: page?.route ?? '', nodes, depth, maxChildren };
}

/** Installs it. */
export function installTestApi(): void {
  const api = {
    errors,
    calls,
    notices,
    setDataStats,
    audit,
    idle,
    back,
    home,
    /** Shows a page as the only one of the stack, without starting the mini-program anew. */
    open: (url: string) => reLaunch({ url }),
    setFontSize,
    setTheme,
    setOffline,
    showCode,
    sharedCodes,
    pageStack: () => pageStack().map(({ route, options }) => ({ route, options })),
    /** Data of the page in front. */
    pageData: () => currentPage()?.caller.data,
    /** Sets data of the page in front, as the page itself would. */
    setPageData: (data: Json) => currentPage()?.caller.setData(data),
  };
  Object.assign(window, { __phone: api });
}
