/** Changes to what `this` can do in pages and components: measured queries, setData accounting. */
import { component as adapterComponent } from 'glass-easel-miniprogram-adapter';
import { PhoneIntersectionObserver, SelectorQuery } from './api/query';
import type { Json, WxComponent, WxComponentElement } from './types';

interface PageStats {
  count: number;
  bytes: number;
  maxBytes: number;
  /** Most calls within any second. */
  perSecond: number;
  /** Times of the calls of the last second. */
  recent: number[];
}

const SECOND = 1000;
const UTF8 = new TextEncoder();

/** setData calls since the start, in all and by page or component. */
export const setDataStats = { count: 0, bytes: 0, maxBytes: 0, perPage: {} as Record<string, PageStats> };

function pageOf(element: WxComponentElement): string {
  return element.$$?.closest<HTMLElement>('.page-frame')?.dataset.route ?? element.is;
}

function account(element: WxComponentElement, data: Json): void {
  let bytes = 0;
  try {
    bytes = UTF8.encode(JSON.stringify(data) ?? '').length;
  } catch {
    // Circular data is reported by setData itself.
  }
  const page = (setDataStats.perPage[pageOf(element)] ??= {
    count: 0,
    bytes: 0,
    maxBytes: 0,
    perSecond: 0,
    recent: [],
  });
  const now = performance.now();
  page.recent = [...page.recent.filter((at) => now - at < SECOND), now];
  page.perSecond = Math.max(page.perSecond, page.recent.length);
  for (const stats of [setDataStats, page]) {
    stats.count += 1;
    stats.bytes += bytes;
    stats.maxBytes = Math.max(stats.maxBytes, bytes);
  }
}

/** Installs the changes; before any page is created. */
export function installInstanceMethods(): void {
  const prototype = adapterComponent.ComponentCaller.prototype as unknown as WxComponent;
  const setData = prototype.setData;
  prototype.setData = function countedSetData(this: WxComponent, data: Json, callback?: () => void) {
    account(this._$, data);
    setData.call(this, data ?? {}, callback);
  };
  prototype.createSelectorQuery = function createSelectorQuery(this: WxComponent) {
    return new SelectorQuery(this);
  };
  prototype.createIntersectionObserver = function createIntersectionObserver(
    this: WxComponent,
    options?: object,
  ) {
    return new PhoneIntersectionObserver(this, options);
  };
  prototype.triggerEvent = function triggerEvent(
    this: WxComponent,
    name: string,
    detail?: unknown,
    options: object = {},
  ) {
    (this._$ as unknown as { triggerEvent(n: string, d: unknown, o: object): void }).triggerEvent(
      name,
      detail ?? {},
      options,
    );
  };
}
