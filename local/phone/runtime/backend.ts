/** glass-easel's DOM backend, with events and style sheets left to us. */
import * as glassEasel from 'glass-easel';

/** Marks DOM elements that something listens to; events.ts and audits read it. */
const TAP_ATTRIBUTE = 'data-wx-tap';
export const LONGPRESS_ATTRIBUTE = 'data-wx-longpress';

let ownListeners = false;

/** Runs `work`; listeners added in it are the phone's own and leave no mark. */
export function withoutMarks(work: () => void): void {
  ownListeners = true;
  work();
  ownListeners = false;
}

/** Events are caught once at the document (events.ts): per element they would fire twice for components. */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  /** `<view>` is `<wx-view>` in the DOM, as WeChat does it: no clash with HTML's own tags. */
  override document = {
    createElement: (tag: string) => document.createElement(tag.startsWith('wx-') ? tag : `wx-${tag}`),
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as any;

  override setListenerStats(element: any, type: string): void {
    if (!element || ownListeners) return;
    if (type === 'tap') element.setAttribute(TAP_ATTRIBUTE, '');
    if (type === 'longpress' || type === 'longtap') element.setAttribute(LONGPRESS_ATTRIBUTE, '');
  }

  override onEvent(): void {
    // See the class comment.
  }

  override setModelBindingStat(): void {
    // Only built-in components have model bindings, and those are glass-easel components themselves.
  }

  override appendStyleSheetPath(): number {
    return 0;
  }

  override disableStyleSheet(): void {
    // styles.ts owns the style sheets.
  }

  override render(done: (error: Error | null) => void): void {
    // Not requestAnimationFrame: a phone that is scrolled out of the workbench would stand still.
    setTimeout(() => done(null), 0);
  }
}
