/** Connects compiled templates to this phone: attributes for assistive technology and tests, rpx, events, WXS. */
import * as glassEasel from 'glass-easel';
import { mp } from './context';
import { guard } from './errors';
import { PRESSABLE } from './events';
import { phoneStyle } from './style';
import { descriptor } from './wxsDescriptor';
import type { Json, TemplateFunction, TemplateGroup, WxComponentElement, WxElement, WxEvent } from './types';

const EVENT_ATTRIBUTE = /^(capture-)?(mut-)?(bind|catch):?(.+)$/;
const PATCHED = Symbol('patched');

type Wrapper = Record<string, any>;

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isComponent(element: WxElement): element is WxComponentElement {
  return glassEasel.Component.isComponent(element as any);
}

function hasProperty(element: WxElement, name: string): boolean {
  return isComponent(element) && glassEasel.Component.hasProperty(element as any, camel(name));
}

/** `aria-*`, roles and tabindex reach the DOM, where screen readers, Playwright and axe look for them. */
function setAccessible(element: WxElement, name: string, value: unknown): void {
  const dom = element.controlElement ?? element.$$;
  if (!dom?.setAttribute) return;
  const attribute = name === 'aria-role' ? 'role' : name;
  if (value === undefined || value === null || value === '') {
    dom.removeAttribute(attribute);
    return;
  }
  dom.setAttribute(attribute, String(value));
  if (attribute === 'role' && PRESSABLE.has(String(value)) && !dom.hasAttribute('tabindex')) dom.tabIndex = 0;
}

function isAccessible(name: string): boolean {
  return name.startsWith('aria-') || name === 'role' || name === 'tabindex';
}

/** Only what a test can use: texts, numbers, flags. */
function writeData(element: WxElement, name: string, value: unknown): void {
  const dom = element.$$;
  if (!dom?.setAttribute) return;
  if (value === null || value === undefined || typeof value === 'object' || typeof value === 'function') {
    dom.removeAttribute(`data-${kebab(name)}`);
  } else {
    dom.setAttribute(`data-${kebab(name)}`, String(value));
  }
}

/** A plain event object, as WeChat gives it to handlers of pages and components. */
function plainEvent(event: WxEvent): Json {
  const plainTarget = (element: WxElement): Json => {
    const dom = (element as { _$?: WxElement })._$?.$$ ?? element.$$;
    return {
      id: element.id,
      dataset: { ...element.dataset },
      offsetLeft: dom?.offsetLeft ?? 0,
      offsetTop: dom?.offsetTop ?? 0,
    };
  };
  return {
    type: event.type,
    timeStamp: Math.round(performance.now()),
    target: plainTarget(event.target),
    currentTarget: plainTarget(event.currentTarget),
    mark: { ...event.mark },
    detail: event.detail,
    ...event.extraFields,
    _userTap: event.type === 'tap',
  };
}

function callHandler(
  caller: unknown,
  event: WxEvent,
  handler: (...args: unknown[]) => unknown,
  wxs?: unknown,
): unknown {
  if (!wxs)
    return guard(`${event.type} → ${handler.name || '?'}`, () => handler.call(caller, plainEvent(event)));
  const owner = (caller as { _$: WxComponentElement })._$;
  const target = (event.currentTarget as unknown as { _$?: WxElement })._$ ?? event.currentTarget;
  return handler({ ...plainEvent(event), instance: descriptor(target) }, descriptor(owner));
}

function patch(wrapper: Wrapper): void {
  if (wrapper[PATCHED as unknown as string]) return;
  wrapper[PATCHED as unknown as string] = true;
  const { r, d, i, y } = wrapper;
  wrapper.r = (element: WxElement, name: string, value: unknown, model?: unknown, path?: unknown) => {
    if (!hasProperty(element, name)) {
      if (isAccessible(name)) return setAccessible(element, name, value);
      const event = EVENT_ATTRIBUTE.exec(name);
      if (event && isComponent(element)) {
        const [, capture, mut, kind, type] = event;
        return wrapper.v(element, type, value, kind === 'catch', Boolean(mut), Boolean(capture), true, path);
      }
    }
    return r(element, name, value, model, path);
  };
  wrapper.d = (element: WxElement, name: string, value: unknown) => {
    d(element, name, value);
    writeData(element, name, value);
  };
  wrapper.i = (element: WxElement, value: string) => {
    i(element, value);
    const dom = element.$$;
    if (!dom?.setAttribute) return;
    if (value) dom.setAttribute('id', value);
    else dom.removeAttribute('id');
  };
  wrapper.y = (element: WxElement, value: unknown) =>
    y(element, hasProperty(element, 'style') || typeof value !== 'string' ? value : phoneStyle(value));
  wrapper.setFnFilter((listener: (...args: unknown[]) => unknown) => {
    return (now: unknown, old: unknown, host: WxElement, element: WxElement) =>
      listener(now, old, descriptor(host), descriptor(element));
  });
  // A template with WXS resets the filter at its start; ours stays.
  wrapper.setFnFilter = () => undefined;
  wrapper.setEventListenerWrapper(callHandler);
}

/** The template of a unit, or undefined when it has none. */
export function templateOf(path: string): Record<string, unknown> | undefined {
  const group = mp.templates[path];
  if (!group) return undefined;
  const content: TemplateGroup = (name) => {
    const generate = group(name);
    if (!generate) return undefined;
    const patched: TemplateFunction = (wrapper, isCreation, data, changes) => {
      patch(wrapper);
      return generate(wrapper, isCreation, data, changes);
    };
    return patched;
  };
  return { groupList: mp.templates, content };
}
