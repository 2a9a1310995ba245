/** SelectorQuery and IntersectionObserver, measured against the page (the navigation bar is outside). */
import { currentPage } from '../navigation';
import { register } from './define';
import type { Json, WxComponent, WxComponentElement, WxElement } from '../types';

interface Fields {
  id?: boolean;
  dataset?: boolean;
  mark?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  properties?: string[];
  computedStyle?: string[];
  context?: boolean;
  node?: boolean;
  ref?: boolean;
}

type Callback = (result: any) => void;

interface Task {
  component: WxComponentElement;
  selector: string | null;
  all: boolean;
  fields: Fields;
  callback?: Callback;
}

function frameOf(element: HTMLElement | null): DOMRect {
  return (element?.closest('.page-frame') ?? document.body).getBoundingClientRect();
}

/** Rectangle of an element relative to the top left corner of its page. */
function pageRect(dom: HTMLElement): Json {
  const rect = dom.getBoundingClientRect();
  const frame = frameOf(dom);
  return {
    left: rect.left - frame.left,
    top: rect.top - frame.top,
    right: rect.right - frame.left,
    bottom: rect.bottom - frame.top,
    width: rect.width,
    height: rect.height,
  };
}

function read(element: WxElement, fields: Fields): Json {
  const dom = element.$$ as (HTMLElement & { __wxNode?: unknown; __wxContext?: unknown }) | null;
  const result: Json = {};
  const rect = dom ? pageRect(dom) : {};
  if (fields.id) result.id = element.id;
  if (fields.dataset) result.dataset = { ...element.dataset };
  if (fields.rect)
    Object.assign(result, { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom });
  if (fields.size) Object.assign(result, { width: rect.width, height: rect.height });
  if (fields.scrollOffset && dom) {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = dom;
    Object.assign(result, { scrollLeft, scrollTop, scrollWidth, scrollHeight });
  }
  const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  for (const name of fields.properties ?? []) result[name] = element.data?.[camel(name)];
  if (fields.computedStyle && dom) {
    const style = getComputedStyle(dom);
    for (const name of fields.computedStyle)
      result[name] = style.getPropertyValue(name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`));
  }
  if (fields.node) result.node = dom?.__wxNode ?? dom;
  if (fields.context) result.context = dom?.__wxContext ?? dom;
  return result;
}

function viewport(fields: Fields): Json {
  const page = currentPage();
  if (!page) return {};
  const { windowWidth: width, windowHeight: height } = page.size();
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = page.scroller;
  return {
    id: '',
    dataset: {},
    ...(fields.rect && { left: 0, top: 0, right: width, bottom: height }),
    ...(fields.size && { width, height }),
    ...(fields.scrollOffset && { scrollLeft, scrollTop, scrollWidth, scrollHeight }),
  };
}

class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    private readonly selector: string | null,
    private readonly all: boolean,
  ) {}

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    this.query.push({ selector: this.selector, all: this.all, fields, callback });
    return this.query;
  }

  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback);
  }

  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback);
  }

  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback);
  }

  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback);
  }
}

export class SelectorQuery {
  private readonly tasks: Task[] = [];
  private component?: WxComponentElement;

  constructor(component?: WxComponent) {
    this.component = component?._$;
  }

  in(component: WxComponent): this {
    this.component = component._$;
    return this;
  }

  select(selector: string): NodesRef {
    return new NodesRef(this, selector, false);
  }

  selectAll(selector: string): NodesRef {
    return new NodesRef(this, selector, true);
  }

  selectViewport(): NodesRef {
    return new NodesRef(this, null, false);
  }

  push(task: Omit<Task, 'component'>): void {
    const component = this.component ?? currentPage()?.element;
    if (component) this.tasks.push({ ...task, component });
  }

  /** Measures after pending updates have been drawn. */
  exec(callback?: (results: unknown[]) => void): this {
    setTimeout(() => {
      const results = this.tasks.map(({ component, selector, all, fields, callback: own }) => {
        let result: unknown;
        if (selector === null) {
          result = viewport(fields);
        } else {
          const found = component.getShadowRoot()?.querySelectorAll(selector) ?? [];
          if (all) result = found.map((element) => read(element, fields));
          else result = found[0] ? read(found[0], fields) : null;
        }
        own?.(result);
        return result;
      });
      callback?.(results);
    }, 0);
    return this;
  }
}

interface ObserverOptions {
  thresholds?: number[];
  initialRatio?: number;
  observeAll?: boolean;
}

type Margins = { left?: number; right?: number; top?: number; bottom?: number };

/** wx.createIntersectionObserver */
export class PhoneIntersectionObserver {
  private observer?: IntersectionObserver;
  private root?: string | null;
  private margins: Margins = {};

  constructor(
    private readonly component: WxComponent,
    private readonly options: ObserverOptions = {},
  ) {}

  relativeTo(selector: string, margins: Margins = {}): this {
    this.root = selector;
    this.margins = margins;
    return this;
  }

  relativeToViewport(margins: Margins = {}): this {
    this.margins = margins;
    return this;
  }

  observe(selector: string, callback: Callback): void {
    const shadow = this.component._$.getShadowRoot();
    const found = (shadow?.querySelectorAll(selector) ?? []).slice(
      0,
      this.options.observeAll ? undefined : 1,
    );
    const dom = found[0]?.$$;
    if (!dom) return;
    const root = this.root ? shadow?.querySelector(this.root)?.$$ : dom.closest('.page-scroll');
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.margins;
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const element = found.find((item) => item.$$ === entry.target);
          callback({
            id: element?.id ?? '',
            dataset: { ...element?.dataset },
            intersectionRatio: entry.intersectionRatio,
            intersectionRect: entry.intersectionRect.toJSON(),
            boundingClientRect: entry.boundingClientRect.toJSON(),
            relativeRect: entry.rootBounds?.toJSON(),
            time: Date.now(),
          });
        }
      },
      {
        root: root ?? null,
        rootMargin: `${top}px ${right}px ${bottom}px ${left}px`,
        threshold: this.options.thresholds ?? [0],
      },
    );
    for (const element of found) if (element.$$) this.observer.observe(element.$$);
  }

  disconnect(): void {
    this.observer?.disconnect();
  }
}

register({
  createSelectorQuery: () => new SelectorQuery(),
  createIntersectionObserver: (component: WxComponent, options?: ObserverOptions) =>
    new PhoneIntersectionObserver(component, options),
});
