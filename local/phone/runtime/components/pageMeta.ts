/** `<page-meta>` and `<navigation-bar>`: settings of the page written in its template. */
import { settings } from '../context';
import type { PhonePage } from '../page';
import { defineBuiltIn, type Host } from './define';

function pageOf(host: Host): PhonePage | undefined {
  return host.element.ownerShadowRoot?.getHostNode().getMethodCaller().__phonePage as PhonePage | undefined;
}

function size(value: unknown): string | undefined {
  if (!value) return undefined;
  return value === 'system'
    ? `${settings.fontSize}px`
    : String(value).replace(/([\d.]+)rpx/, 'calc($1 * var(--phone-rpx))');
}

/** Pages with a page-meta that follows the system, to be drawn again when the setting changes. */
const following = new Set<() => void>();

/** After a change of the WeChat font setting. */
export function refreshPageMeta(): void {
  following.forEach((apply) => apply());
}

/** Registers them. */
export function registerPageMeta(): void {
  defineBuiltIn({
    name: 'page-meta',
    properties: {
      backgroundTextStyle: String,
      backgroundColor: String,
      backgroundColorTop: String,
      backgroundColorBottom: String,
      rootBackgroundColor: String,
      scrollTop: String,
      scrollDuration: Number,
      pageStyle: String,
      rootFontSize: String,
      pageFontSize: String,
      pageOrientation: String,
    },
    setup(host) {
      const apply = (): void => {
        const page = pageOf(host);
        if (!page) return;
        const { data } = host;
        page.font = { root: size(data.rootFontSize), page: size(data.pageFontSize) };
        const style = String(data.pageStyle ?? '').replace(/([\d.]+)rpx/g, 'calc($1 * var(--phone-rpx))');
        page.body.style.cssText = `${style};${data.rootBackgroundColor ? `background-color:${String(data.rootBackgroundColor)}` : ''}`;
        if (data.backgroundColor) page.scroller.style.backgroundColor = String(data.backgroundColor);
        // `overflow: hidden` in page-style is how pages below a popup are kept still.
        page.scroller.style.overflowY = /overflow(-y)?\s*:\s*hidden/.test(style) ? 'hidden' : '';
        if (!page.frame.hidden) page.applyFont();
        else page.body.style.fontSize = page.font.page ?? '';
      };
      return {
        update(changed) {
          apply();
          if (changed === 'scrollTop')
            pageOf(host)?.scroller.scrollTo({ top: parseFloat(String(host.data.scrollTop)) });
        },
        attached() {
          following.add(apply);
          apply();
        },
        detached: () => following.delete(apply),
      };
    },
  });
  defineBuiltIn({
    name: 'navigation-bar',
    properties: {
      title: String,
      loading: Boolean,
      frontColor: String,
      backgroundColor: String,
      colorAnimationDuration: Number,
    },
    setup(host) {
      const apply = (): void => {
        const page = pageOf(host);
        if (!page) return;
        const { title, loading, frontColor, backgroundColor } = host.data;
        if (title) page.bar.title = String(title);
        if (frontColor) page.bar.text = frontColor === '#000000' ? 'black' : 'white';
        if (backgroundColor) page.bar.background = String(backgroundColor);
        page.bar.loading = Boolean(loading);
        if (!page.frame.hidden) page.refreshBar();
      };
      return { update: apply, attached: apply };
    },
  });
}
