/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The workbench: phones of several people side by side, a chooser for the others, links. */
import { h, icon } from '../runtime/ui/dom';
import type { Persona, WorkbenchLink } from '../../types';

interface Settings {
  personas: Persona[];
  links: WorkbenchLink[];
  title: string;
}

const OPEN_KEY = 'workbench/open';

let settings: Settings;
const phones = h('div', { class: 'wb-phones' });

function send(frame: HTMLIFrameElement, phone: string, value?: unknown): void {
  frame.contentWindow?.postMessage({ phone, value }, location.origin);
}

function remember(): void {
  const open = [...phones.children].map((card) => (card as HTMLElement).dataset.openid);
  sessionStorage.setItem(OPEN_KEY, JSON.stringify(open));
}

function toggle(name: 'plane' | 'moon', label: string, onChange: (on: boolean) => void): HTMLElement {
  const button = h(
    'button',
    { type: 'button', class: 'wb-tool', 'aria-pressed': 'false', 'aria-label': label, title: label },
    icon(name, 18),
  );
  button.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    onChange(on);
  });
  return button;
}

function tool(
  name: 'home' | 'reload' | 'close' | 'bell',
  label: string,
  onclick: () => void,
): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'wb-tool', 'aria-label': label, title: label, onclick },
    icon(name, 18),
  );
}

function openPhone(persona: Persona): void {
  const existing = [...phones.children].find(
    (card) => (card as HTMLElement).dataset.openid === persona.openid,
  );
  if (existing) {
    existing.scrollIntoView({ behavior: 'smooth', inline: 'center' });
    return;
  }
  const frame = h('iframe', {
    class: 'wb-screen',
    src: `/phone/?openid=${encodeURIComponent(persona.openid)}`,
    title: `${persona.label}的手机`,
    allow: 'clipboard-read; clipboard-write; camera; microphone; geolocation',
  });
  const font = h('select', { class: 'wb-font', 'aria-label': '字的大小', title: '微信字体大小' });
  for (const size of [16, 18, 20, 24, 30]) font.append(h('option', { value: size }, `${size} 号字`));
  font.onchange = () => send(frame, 'fontSize', Number(font.value));
  const bell = tool('bell', '服务通知', () => send(frame, 'notices'));
  const card = h(
    'section',
    { class: 'wb-phone', 'data-openid': persona.openid, 'aria-label': persona.label },
    h(
      'div',
      { class: 'wb-head' },
      h('div', { class: 'wb-who' }, h('h2', {}, persona.label), h('p', {}, persona.note ?? '')),
      tool('close', '关掉这部手机', () => {
        card.remove();
        remember();
      }),
    ),
    h('div', { class: 'wb-body' }, frame),
    h(
      'div',
      { class: 'wb-tools' },
      font,
      toggle('moon', '深色', (on) => send(frame, 'theme', on ? 'dark' : 'light')),
      toggle('plane', '飞行模式', (on) => send(frame, 'offline', on)),
      bell,
      tool('home', '回到首页', () => send(frame, 'home')),
      tool('reload', '重新载入', () => send(frame, 'reload')),
    ),
  );
  window.addEventListener('message', (event: MessageEvent<{ phoneNotices?: number }>) => {
    if (event.source !== frame.contentWindow || typeof event.data?.phoneNotices !== 'number') return;
    bell.dataset.count = String(event.data.phoneNotices);
    bell.setAttribute('aria-label', `服务通知，${event.data.phoneNotices} 条`);
  });
  phones.append(card);
  remember();
}

/** People by group, those that match the words first typed. */
function chooser(): HTMLElement {
  const list = h('div', { class: 'wb-list' });
  const search = h('input', {
    type: 'search',
    class: 'wb-search',
    placeholder: '找人：姓名、身份',
    'aria-label': '找人',
  });
  const draw = (): void => {
    const words = search.value.trim().toLowerCase();
    const groups = new Map<string, Persona[]>();
    for (const persona of settings.personas) {
      const text = `${persona.label} ${persona.note ?? ''} ${persona.group ?? ''}`.toLowerCase();
      if (words && !text.includes(words)) continue;
      const group = persona.group ?? '其他';
      groups.set(group, [...(groups.get(group) ?? []), persona]);
    }
    const sections = [...groups].map(([group, people]) =>
      h(
        'details',
        { class: 'wb-group', open: words !== '' || people.length <= 12 },
        h('summary', {}, `${group}`, h('span', {}, String(people.length))),
        ...people.map((persona) =>
          h(
            'button',
            { type: 'button', class: 'wb-person', onclick: () => openPhone(persona) },
            h('b', {}, persona.label),
            h('small', {}, persona.note ?? ''),
          ),
        ),
      ),
    );
    list.replaceChildren(...(sections.length ? sections : [h('p', { class: 'wb-none' }, '没有找到')]));
  };
  search.addEventListener('input', draw);
  draw();
  return h('aside', { class: 'wb-side', 'aria-label': '打开谁的手机' }, search, list);
}

function links(): HTMLElement {
  const all = settings.links.map(({ label, url }) =>
    h('a', { class: 'wb-link', href: url, target: '_blank', rel: 'noopener' }, label),
  );
  return h('nav', { class: 'wb-links', 'aria-label': '相关页面' }, ...all);
}

async function start(): Promise<void> {
  settings = (await (await fetch('/phone/workbench.json')).json()) as Settings;
  document.title = `${settings.title} · 工作台`;
  const main = h('main', { class: 'wb-main' }, phones);
  document.body.append(
    h(
      'div',
      { class: 'wb' },
      h(
        'header',
        { class: 'wb-top' },
        h('h1', {}, settings.title),
        h('span', { class: 'wb-sub' }, '工作台'),
        links(),
      ),
      chooser(),
      main,
    ),
  );
  const before = JSON.parse(sessionStorage.getItem(OPEN_KEY) ?? 'null') as string[] | null;
  const first = before
    ? settings.personas.filter(({ openid }) => before.includes(openid))
    : settings.personas.filter(({ pinned }) => pinned);
  first.forEach(openPhone);
}

void start();
