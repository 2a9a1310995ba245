/** Shows errors over the phone, so that nobody overlooks them. */
import { onError, type PhoneError } from '../errors';
import { mp } from '../context';
import { shell } from '../shell';
import { h } from './dom';

let list: HTMLElement | undefined;
let box: HTMLElement | undefined;

function add(title: string, text: string): void {
  if (!box) {
    list = h('div', { class: 'error-list' });
    const close = (): void => {
      box?.remove();
      box = undefined;
    };
    box = h(
      'div',
      { class: 'error-box', role: 'alert' },
      h(
        'div',
        { class: 'error-head' },
        h('b', {}, '小程序出错'),
        h('button', { type: 'button', onclick: close }, '关闭'),
      ),
      list,
    );
    shell.layers.append(box);
  }
  list?.append(h('div', { class: 'error-item' }, h('b', {}, title), h('pre', {}, text)));
}

/** Starts showing; problems of the compiler at once. */
export function installErrorBox(): void {
  for (const { level, file, message, line } of mp.diagnostics) {
    if (level === 'error') add(line ? `${file}:${line}` : file, message);
    else console.warn(`[${file}${line ? `:${line}` : ''}] ${message}`);
  }
  onError(({ message, where, stack }: PhoneError) =>
    add(where, `${message}\n${(stack ?? '').split('\n').slice(1, 4).join('\n')}`),
  );
}
