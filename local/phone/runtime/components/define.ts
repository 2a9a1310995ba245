/** How a built-in component is made: a glass-easel component whose host is `<wx-NAME>`. */
import * as glassEasel from 'glass-easel';
import { withoutMarks } from '../backend';
import { fire } from '../events';
import { componentSpace } from '../space';
import type { AnimationStep } from '../api/animation';
import type { Json, WxComponentElement } from '../types';

/** A built-in component at work. */
export interface Host<T extends Json = Json> {
  element: WxComponentElement;
  dom: HTMLElement;
  /** Current property values. */
  data: T & Json;
  /** Sends a component event (does not bubble unless asked). */
  emit(name: string, detail?: unknown, options?: { bubbles?: boolean; composed?: boolean }): void;
  /** Changes an own property as the user did (also `model:` bindings). */
  set(name: string, value: unknown): void;
  /** Calls back for a WeChat event on the host. */
  on(name: string, listener: (event: any) => unknown): void;
}

type PropertyType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | ArrayConstructor
  | ObjectConstructor
  | null;
export type Properties = Record<string, PropertyType | { type: PropertyType; value?: unknown }>;

export interface Spec {
  name: string;
  properties?: Properties;
  /** Called once per element, before its first attach. May answer functions that run later. */
  setup?(host: Host<any>): Lifecycle | void;
}

export interface Lifecycle {
  /** A property changed (also the first time a value differs from its default). */
  update?(changed: string): void;
  attached?(): void;
  detached?(): void;
}

/** Every built-in takes these. */
const COMMON: Properties = { animation: null, hidden: Boolean };

const hosts = new WeakMap<object, { host: Host; life: Lifecycle }>();

/** The built-in component that an element is, if any. */
export function hostOf(element: object): Host | undefined {
  return hosts.get(element)?.host;
}

function playAnimation(host: Host, value: unknown): void {
  const { actions } = (value ?? {}) as { actions?: AnimationStep[] };
  let at = 0;
  for (const step of actions ?? []) {
    setTimeout(() => {
      const css = Object.entries({ ...step.styles, transformOrigin: step.origin })
        .map(([name, text]) => `${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}:${text}`)
        .join(';');
      host.element.setNodeStyle(`transition:all ${step.duration}ms ${step.timing} ${step.delay}ms;${css}`, 2);
    }, at);
    at += step.duration + step.delay;
  }
}

function createHost(element: WxComponentElement): Host {
  return {
    element,
    dom: element.$$ as HTMLElement,
    get data() {
      return element.data as Json;
    },
    emit: (name, detail = {}, options = {}) => void fire(element, name, detail, options),
    set: (name, value) => {
      element.replaceDataOnPath([name], value);
      element.applyDataUpdates();
    },
    on: (name, listener) => withoutMarks(() => element.addListener(name, listener)),
  };
}

/** Registers one built-in component. */
export function defineBuiltIn(spec: Spec): void {
  const properties = { ...COMMON, ...spec.properties };
  const observers = Object.keys(properties).map((name) => ({
    fields: name,
    observer(this: WxComponentElement) {
      const entry = hosts.get(this);
      if (!entry) return;
      if (name === 'hidden') entry.host.dom.toggleAttribute('hidden', Boolean(entry.host.data.hidden));
      else if (name === 'animation') playAnimation(entry.host, entry.host.data.animation);
      else entry.life.update?.(name);
    },
  }));
  const definition = componentSpace.defineComponent({
    is: `wx-${spec.name}`,
    options: { writeFieldsToNode: false, propertyPassingDeepCopy: glassEasel.DeepCopyKind.Simple },
    properties: properties as any,
    observers: observers as any,
    lifetimes: {
      created(this: unknown) {
        const element = this as WxComponentElement;
        // A late setData of a page that is gone still makes elements, but none of them is ever shown.
        if (!element.$$) return;
        const host = createHost(element);
        const entry = { host, life: {} as Lifecycle };
        hosts.set(element, entry);
        entry.life = spec.setup?.(host) ?? {};
      },
      attached(this: unknown) {
        hosts.get(this as object)?.life.attached?.();
      },
      detached(this: unknown) {
        hosts.get(this as object)?.life.detached?.();
      },
    },
  } as any);
  componentSpace.setGlobalUsingComponent(spec.name, definition as any);
}
