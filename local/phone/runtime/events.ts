/** Turns touches, mouse, keyboard and assistive technology into WeChat's events (touch*, tap, longpress ...). */
import * as glassEasel from 'glass-easel';
import { LONGPRESS_ATTRIBUTE } from './backend';
import type { Json, WxElement } from './types';

/** Further than this and it is a drag, not a tap. */
const TAP_DISTANCE = 10;
const LONGPRESS_MS = 350;
/** Browsers send mouse events after touches for old pages; they are ignored for this long. */
const GHOST_MOUSE_MS = 800;
/** Elements that need the browser's own handling of a click. */
const NATIVE_FIELDS = 'input,textarea,select,video,audio,iframe,a[href],[contenteditable]';

interface Point {
  identifier: number;
  clientX: number;
  clientY: number;
  pageX: number;
  pageY: number;
}

interface Gesture {
  x: number;
  y: number;
  target: WxElement;
  moved: boolean;
  longpressed: boolean;
  timer: ReturnType<typeof setTimeout>;
}

export interface FireOptions {
  bubbles?: boolean;
  composed?: boolean;
  extra?: Json;
}

type DomElement = Element & { __wxElement?: WxElement; __wxDisabled?: boolean };

/** Sends an event to an element; answers true when a handler asked to prevent the default. */
export function fire(target: WxElement, type: string, detail: unknown, options: FireOptions = {}): boolean {
  const event = new glassEasel.Event(type, detail, {
    bubbles: options.bubbles ?? false,
    composed: options.composed ?? false,
    capturePhase: true,
    extraFields: options.extra,
  });
  event.dispatch(target as any);
  return event.defaultPrevented();
}

/** The mini-program element that a DOM node belongs to. */
function wxElementOf(node: EventTarget | null): WxElement | undefined {
  for (let dom = node as DomElement | null; dom; dom = dom.parentElement) {
    if (dom.__wxElement) return dom.__wxElement;
  }
  return undefined;
}

/** Points relative to the page, as WeChat counts them (the navigation bar is outside). */
function point(touch: { identifier: number; clientX: number; clientY: number }, dom: Element | null): Point {
  const frame = dom?.closest('.page-frame');
  const rect = frame?.getBoundingClientRect();
  const scroll = frame?.querySelector('.page-scroll')?.scrollTop ?? 0;
  const clientX = touch.clientX - (rect?.left ?? 0);
  const clientY = touch.clientY - (rect?.top ?? 0);
  return { identifier: touch.identifier, clientX, clientY, pageX: clientX, pageY: clientY + scroll };
}

function pointsOf(list: TouchList, dom: Element | null): Point[] {
  return Array.from(list, (touch) => point(touch, dom));
}

function fireTouch(target: WxElement, type: string, touches: Point[], changedTouches: Point[]): boolean {
  const first = changedTouches[0];
  return fire(
    target,
    type,
    { x: first?.pageX ?? 0, y: first?.pageY ?? 0 },
    { bubbles: true, composed: true, extra: { touches, changedTouches } },
  );
}

function isDisabled(target: WxElement): boolean {
  for (let dom = target.$$ as DomElement | null; dom; dom = dom.parentElement)
    if (dom.__wxDisabled) return true;
  return false;
}

/** Sends a tap, also when it comes from the keyboard or a screen reader. */
function tap(target: WxElement, at?: Point): void {
  if (isDisabled(target)) return;
  const rect = target.$$?.getBoundingClientRect();
  const where =
    at ??
    point(
      {
        identifier: 0,
        clientX: (rect?.left ?? 0) + (rect?.width ?? 0) / 2,
        clientY: (rect?.top ?? 0) + (rect?.height ?? 0) / 2,
      },
      target.$$,
    );
  fireTouch(target, 'tap', [], [where]);
}

const gestures = new Map<number, Gesture>();
const hoverClasses = new Map<WxElement, ReturnType<typeof setTimeout> | undefined>();

function startHover(dom: DomElement | null): void {
  for (let node = dom; node; node = node.parentElement) {
    const element = node.__wxElement;
    const name = element?.data?.hoverClass;
    if (!element || typeof name !== 'string' || !name || name === 'none' || node.__wxDisabled) continue;
    element.setNodeClass(name, 3);
    hoverClasses.set(element, undefined);
    if (element.data?.hoverStopPropagation) return;
  }
}

function endHover(): void {
  for (const [element] of hoverClasses) setTimeout(() => element.setNodeClass('', 3), 70);
  hoverClasses.clear();
}

function begin(id: number, at: Point, x: number, y: number, target: WxElement, dom: DomElement): void {
  const gesture: Gesture = {
    x,
    y,
    target,
    moved: false,
    longpressed: false,
    timer: setTimeout(() => {
      if (gesture.moved || isDisabled(target)) return;
      // A tap does not follow when somebody listens for the long press.
      gesture.longpressed = Boolean(dom.closest(`[${LONGPRESS_ATTRIBUTE}]`));
      fireTouch(target, 'longpress', [at], [at]);
      fireTouch(target, 'longtap', [at], [at]);
    }, LONGPRESS_MS),
  };
  gestures.set(id, gesture);
  startHover(dom);
}

function move(id: number, x: number, y: number): void {
  const gesture = gestures.get(id);
  if (!gesture || gesture.moved) return;
  if (Math.abs(x - gesture.x) > TAP_DISTANCE || Math.abs(y - gesture.y) > TAP_DISTANCE) {
    gesture.moved = true;
    clearTimeout(gesture.timer);
    endHover();
  }
}

/** Ends a gesture; answers true when it was a tap. */
function end(id: number): boolean {
  const gesture = gestures.get(id);
  if (!gesture) return false;
  gestures.delete(id);
  clearTimeout(gesture.timer);
  endHover();
  return !gesture.moved && !gesture.longpressed;
}

function onTouch(): void {
  let lastTouch = 0;
  let mouseTarget: WxElement | undefined;

  document.addEventListener(
    'touchstart',
    (event) => {
      lastTouch = Date.now();
      const dom = event.target as DomElement;
      const target = wxElementOf(dom);
      if (!target) return;
      const changed = pointsOf(event.changedTouches, dom);
      Array.from(event.changedTouches).forEach((touch, index) => {
        begin(touch.identifier, changed[index] as Point, touch.clientX, touch.clientY, target, dom);
      });
      fireTouch(target, 'touchstart', pointsOf(event.touches, dom), changed);
    },
    { capture: true, passive: true },
  );
  document.addEventListener(
    'touchmove',
    (event) => {
      const dom = event.target as DomElement;
      const target = wxElementOf(dom);
      for (const touch of event.changedTouches) move(touch.identifier, touch.clientX, touch.clientY);
      if (!target) return;
      const prevented = fireTouch(
        target,
        'touchmove',
        pointsOf(event.touches, dom),
        pointsOf(event.changedTouches, dom),
      );
      // `catchtouchmove` is how mini-programs keep the page below a mask from scrolling.
      if (prevented && event.cancelable) event.preventDefault();
    },
    { capture: true, passive: false },
  );
  const finish = (event: TouchEvent): void => {
    lastTouch = Date.now();
    const dom = event.target as DomElement;
    const target = wxElementOf(dom);
    if (!target) return;
    const changed = pointsOf(event.changedTouches, dom);
    fireTouch(target, event.type, pointsOf(event.touches, dom), changed);
    Array.from(event.changedTouches).forEach((touch, index) => {
      const tapped = end(touch.identifier) && event.type === 'touchend';
      if (tapped) tap(target, changed[index]);
      if (tapped && event.cancelable && !dom.closest(NATIVE_FIELDS)) event.preventDefault();
    });
  };
  document.addEventListener('touchend', finish, { capture: true, passive: false });
  document.addEventListener('touchcancel', finish, { capture: true });

  const mousePoint = (event: MouseEvent, dom: Element | null): Point =>
    point({ identifier: 0, ...xy(event) }, dom);
  document.addEventListener(
    'mousedown',
    (event) => {
      if (event.button !== 0 || Date.now() - lastTouch < GHOST_MOUSE_MS) return;
      const dom = event.target as DomElement;
      mouseTarget = wxElementOf(dom);
      if (!mouseTarget) return;
      const at = mousePoint(event, dom);
      begin(0, at, event.clientX, event.clientY, mouseTarget, dom);
      fireTouch(mouseTarget, 'touchstart', [at], [at]);
    },
    { capture: true },
  );
  document.addEventListener(
    'mousemove',
    (event) => {
      if (!mouseTarget) return;
      move(0, event.clientX, event.clientY);
      const at = mousePoint(event, mouseTarget.$$);
      fireTouch(mouseTarget, 'touchmove', [at], [at]);
    },
    { capture: true },
  );
  document.addEventListener(
    'mouseup',
    (event) => {
      const target = mouseTarget;
      mouseTarget = undefined;
      if (!target) return;
      const at = mousePoint(event, target.$$);
      fireTouch(target, 'touchend', [], [at]);
      if (end(0)) tap(target, at);
    },
    { capture: true },
  );
}

function xy(event: MouseEvent): { clientX: number; clientY: number } {
  return { clientX: event.clientX, clientY: event.clientY };
}

/** Roles that a keyboard user can press. */
export const PRESSABLE = new Set(
  'button link checkbox radio switch tab option menuitem menuitemcheckbox menuitemradio treeitem gridcell combobox'.split(
    ' ',
  ),
);

function onKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    const dom = event.target as DomElement;
    if (dom.closest(NATIVE_FIELDS) || !PRESSABLE.has(dom.getAttribute('role') ?? '')) return;
    const target = dom.__wxElement ?? wxElementOf(dom);
    if (!target) return;
    event.preventDefault();
    tap(target);
  });
  // Screen readers "click" without any pointer; `detail` is 0 then.
  document.addEventListener('click', (event) => {
    const dom = event.target as DomElement;
    if (event.detail !== 0 || !event.isTrusted || dom.closest(NATIVE_FIELDS) || dom.closest('button,label'))
      return;
    const target = wxElementOf(dom);
    if (target) tap(target);
  });
}

function onAnimation(): void {
  for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const) {
    document.addEventListener(
      type,
      (event) => {
        const target = (event.target as DomElement).__wxElement;
        if (target) fire(target, type, { elapsedTime: event.elapsedTime }, { bubbles: true, composed: true });
      },
      { capture: true },
    );
  }
}

/** Starts listening; once. */
export function installEvents(): void {
  onTouch();
  onKeyboard();
  onAnimation();
}
