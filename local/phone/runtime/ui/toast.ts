/** Toast, loading and short hints. */
import { shell } from '../shell';
import { displayUrl } from '../api/files';
import { h, icon } from './dom';

let shown: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

export interface ToastOptions {
  title?: string;
  icon?: string;
  image?: string;
  duration?: number;
  mask?: boolean;
}

function show(options: ToastOptions, kind: 'toast' | 'loading'): void {
  hideToast();
  const name = kind === 'loading' ? 'loading' : (options.icon ?? 'success');
  let picture: Node | undefined;
  if (options.image) picture = h('img', { src: displayUrl(options.image), alt: '' });
  else if (name === 'loading') picture = h('span', { class: 'toast-spinner' });
  else if (name === 'success') picture = icon('check', 40);
  else if (name === 'error') picture = icon('cross', 40);
  const box = h(
    'div',
    { class: picture ? 'toast toast-square' : 'toast', 'data-kind': kind },
    picture,
    h('span', {}, options.title ?? ''),
  );
  shown = h(
    'div',
    { class: options.mask ? 'toast-layer toast-mask' : 'toast-layer', role: 'status', 'aria-live': 'polite' },
    box,
  );
  shell.layers.append(shown);
}

/** wx.showToast */
export function showToast(options: ToastOptions): void {
  show(options, 'toast');
  timer = setTimeout(hideToast, options.duration ?? 1500);
}

/** wx.showLoading: stays until hidden. */
export function showLoading(options: ToastOptions): void {
  show(options, 'loading');
}

/** wx.hideToast and wx.hideLoading */
export function hideToast(): void {
  clearTimeout(timer);
  shown?.remove();
  shown = undefined;
}

/** A small remark of the phone itself, e.g. that it vibrates. */
export function hint(text: string): void {
  const element = h('div', { class: 'hint', 'aria-hidden': 'true' }, text);
  shell.layers.append(element);
  setTimeout(() => element.remove(), 1200);
}
