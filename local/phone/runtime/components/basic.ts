/** Containers and texts. */
import { displayUrl } from '../api/files';
import { h } from '../ui/dom';
import { defineBuiltIn, type Host } from './define';

/** What view, button and navigator share. */
export const HOVER = {
  hoverClass: { type: String, value: 'none' },
  hoverStopPropagation: Boolean,
  hoverStartTime: Number,
  hoverStayTime: Number,
};

const DECODED: Record<string, string> = {
  '&nbsp;': '\u00a0',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&apos;': "'",
  '&ensp;': '\u2002',
  '&emsp;': '\u2003',
};

const plain = [
  'cover-view',
  'block-view',
  'match-media',
  'share-element',
  'page-container',
  'ad',
  'official-account',
];

/** Source of an image or video, relative to the file that it is written in. */
export function resolveSource(host: Host, source: unknown): string {
  const owner = host.element.ownerShadowRoot?.getHostNode();
  return source ? displayUrl(String(source), owner?.is ?? '') : '';
}

/** Components that are little more than their host. */
export function registerBasic(): void {
  defineBuiltIn({ name: 'view', properties: HOVER });
  plain.forEach((name) => defineBuiltIn({ name }));
  defineBuiltIn({
    name: 'root-portal',
    properties: { enable: { type: Boolean, value: true } },
  });
  defineBuiltIn({
    name: 'text',
    properties: { selectable: Boolean, userSelect: Boolean, space: String, decode: Boolean },
    setup: ({ dom, data }) => ({
      attached() {
        if (data.space) dom.style.whiteSpace = 'pre-wrap';
        if (!data.decode) return;
        for (const node of dom.childNodes) {
          if (node.nodeType === Node.TEXT_NODE) {
            node.nodeValue = (node.nodeValue ?? '').replace(/&\w+;/g, (entity) => DECODED[entity] ?? entity);
          }
        }
      },
      update() {
        dom.classList.toggle('wx-selectable', Boolean(data.selectable || data.userSelect));
      },
    }),
  });
  defineBuiltIn({
    name: 'icon',
    properties: { type: String, size: { type: null, value: 23 }, color: String },
    setup(host) {
      const draw = (): void => {
        const { type, size, color } = host.data;
        const pixels =
          typeof size === 'number' || /^\d+$/.test(String(size))
            ? `${size}px`
            : String(size).replace(/([\d.]+)rpx/, 'calc($1 * var(--phone-rpx))');
        host.dom.dataset.icon = String(type ?? '');
        host.dom.setAttribute('role', 'img');
        host.element.setNodeStyle(
          `width:${pixels};height:${pixels};${color ? `color:${String(color)}` : ''}`,
          3,
        );
      };
      return { update: draw, attached: draw };
    },
  });
  defineBuiltIn({
    name: 'progress',
    properties: {
      percent: Number,
      showInfo: Boolean,
      borderRadius: null,
      fontSize: null,
      strokeWidth: { type: null, value: 6 },
      activeColor: { type: String, value: '#09bb07' },
      backgroundColor: { type: String, value: '#ebebeb' },
      active: Boolean,
      activeMode: String,
      duration: Number,
    },
    setup(host) {
      const bar = h('div', { class: 'wx-progress-bar' }, h('i'));
      const text = h('span', { class: 'wx-progress-text' });
      host.dom.append(bar, text);
      host.dom.setAttribute('role', 'progressbar');
      const draw = (): void => {
        const { percent = 0, strokeWidth, activeColor, backgroundColor, showInfo } = host.data;
        host.dom.setAttribute('aria-valuenow', String(percent));
        bar.style.cssText = `height:${Number(strokeWidth)}px;background:${String(backgroundColor)}`;
        (bar.firstElementChild as HTMLElement).style.cssText =
          `width:${Number(percent)}%;background:${String(activeColor)}`;
        text.textContent = showInfo ? `${Number(percent)}%` : '';
      };
      return { update: draw, attached: draw };
    },
  });
}
