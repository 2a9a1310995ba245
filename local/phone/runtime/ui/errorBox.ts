/** Shows errors over the phone, so that nobody overlooks them. */
import { onError, type PhoneError } from '../errors';
import { mp } from '../context';
import { shell } from '../shell';
import { h } from './dom';

let list: HTMLElement | undefined;
let box: HTMLDetailsElement | undefined;
let heading: HTMLElement | undefined;

function add(title: string, text: string, open: boolean): void {
  if (!box) {
    list = h('div', { class: 'error-list' });
    heading = h('b');
    const close = (): void => {
      box?.remove();
      box = undefined;
    };
    box = h(
      'details',
      { class: 'error-box', role: 'alert' },
      h('summary', {}, heading, h('button', { type: 'button', onclick: close }, '关闭')),
      list,
    );
    shell.layers.append(box);
  }
  list?.append(h('div', { class: 'error-item' }, h('b', {}, title), h('pre', {}, text)));
  if (heading) heading.textContent = `小程序出错 ${list?.children.length ?? 0} 处`;
  if (open) box.open = true;
}

/** Starts showing: problems of the compiler as one line, errors at run time with their text. */
export function installErrorBox(): void {
  for (const { level, file, message, line } of mp.diagnostics) {
    const where = line ? `${file}:${line}` : file;
    if (level === 'error') {
      console.error(`[${where}] ${message}`);
      add(where, message, false);
    } else console.warn(`[${where}] ${message}`);
  }
  onError(({ message, where, stack }: PhoneError) => {
    add(where, `${message}\n${(stack ?? '').split('\n').slice(1, 4).join('\n')}`, true);
  });
}
