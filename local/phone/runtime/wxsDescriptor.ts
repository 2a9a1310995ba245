/** What WXS handlers get for a component: the few operations that work without the logic layer. */
import { fire } from './events';
import type { Json, WxComponentElement, WxElement } from './types';

const states = new WeakMap<WxElement, Json>();

type Descriptor = Record<string, (...args: any[]) => unknown>;

function styleText(style: string | Json): string {
  if (typeof style === 'string') return style;
  return Object.entries(style)
    .map(
      ([name, value]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${String(value)}`,
    )
    .join(';');
}

/** ComponentDescriptor of WXS. */
export function descriptor(element: WxElement): Descriptor {
  const component = element as WxComponentElement;
  const query = (selector: string): WxElement[] =>
    component.getShadowRoot?.()?.querySelectorAll(selector) ?? [];
  return {
    selectComponent: (selector: string) => query(selector).slice(0, 1).map(descriptor)[0] ?? null,
    selectAllComponents: (selector: string) => query(selector).map(descriptor),
    setStyle: (style: string | Json) => element.setNodeStyle(styleText(style), 2),
    addClass: (name: string) => element.$$?.classList.add(name),
    removeClass: (name: string) => element.$$?.classList.remove(name),
    hasClass: (name: string) => element.$$?.classList.contains(name) ?? false,
    getDataset: () => ({ ...element.dataset }),
    callMethod: (name: string, args: unknown) => component.getMethodCaller()[name]?.(args),
    requestAnimationFrame: (work: () => void) => requestAnimationFrame(work),
    getState: () => {
      const state = states.get(element) ?? {};
      states.set(element, state);
      return state;
    },
    triggerEvent: (name: string, detail: unknown, options?: { bubbles?: boolean; composed?: boolean }) =>
      fire(element, name, detail, options),
    getComputedStyle: (names: string[]) => {
      const style = getComputedStyle(element.$$ as Element);
      return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
    },
    getBoundingClientRect: () => element.$$?.getBoundingClientRect(),
  };
}
