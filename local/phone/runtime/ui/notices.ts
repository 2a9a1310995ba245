/** 服务通知: a banner when one arrives and the message centre of the phone. */
import { shell } from '../shell';
import { navigateTo, reLaunch } from '../navigation';
import { reportError } from '../errors';
import { h, icon } from './dom';
import { openLayer } from './layers';

export interface Notice {
  id: string;
  at: number;
  template: string;
  page: string;
  lines: { name: string; value: string }[];
}

const BANNER_MS = 8000;

/** Notices of this person, newest first. */
export const notices: Notice[] = [];
type Listener = () => void;
const listeners: Listener[] = [];

/** Called when a notice arrives. */
export function onNotice(listener: Listener): void {
  listeners.push(listener);
}

function open(notice: Notice): void {
  if (!notice.page) return;
  const url = notice.page.startsWith('/') ? notice.page : `/${notice.page}`;
  // A tab page cannot be navigated to, a restart of the app can open any page.
  (async () => navigateTo({ url }))().catch(() =>
    (async () => reLaunch({ url }))().catch((error) => reportError(error, '服务通知')),
  );
}

/** The words before each value are kept with the template in WeChat's console and not known here; the field's name is its hint. */
function body(notice: Notice): HTMLElement {
  const lines = notice.lines.map(({ name, value }) => h('div', { class: 'notice-line', title: name }, value));
  return h('div', { class: 'notice-body' }, ...lines);
}

function time(at: number): string {
  const date = new Date(at);
  return `${date.getMonth() + 1}月${date.getDate()}日 ${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** Adds a notice; a fresh one shows a banner. */
export function receiveNotice(notice: Notice, fresh: boolean): void {
  if (notices.some(({ id }) => id === notice.id)) return;
  notices.unshift(notice);
  listeners.forEach((listener) => listener());
  if (!fresh) return;
  const banner = h(
    'button',
    {
      class: 'banner',
      type: 'button',
      'aria-live': 'polite',
      onclick: () => {
        banner.remove();
        open(notice);
      },
    },
    h('span', { class: 'banner-head' }, icon('bell', 16), '服务通知'),
    body(notice),
  );
  shell.layers.append(banner);
  setTimeout(() => banner.remove(), BANNER_MS);
}

/** The message centre. */
export function openNotices(): void {
  const items = notices.map((notice) =>
    h(
      'button',
      {
        class: 'notice-item',
        type: 'button',
        onclick: () => {
          layer.close();
          open(notice);
        },
      },
      h('small', {}, time(notice.at)),
      body(notice),
    ),
  );
  const empty = items.length === 0 ? h('p', { class: 'notice-empty' }, '还没有服务通知') : undefined;
  const close = h(
    'button',
    { class: 'sheet-item sheet-cancel', type: 'button', onclick: () => layer.close() },
    '关闭',
  );
  const list = h('div', { class: 'notice-list' }, ...items);
  const layer = openLayer(
    'sheet',
    '服务通知',
    [h('h2', { class: 'ask-title' }, '服务通知'), list, empty, close],
    () => undefined,
  );
}
