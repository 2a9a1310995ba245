/** `<rich-text>`: HTML text or node lists, with WeChat's list of allowed tags; nothing in it can run. */
import { displayUrl } from '../api/files';
import { phoneStyle } from '../style';
import { defineBuiltIn } from './define';

const TAGS = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset ' +
    'font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong ' +
    'sub sup table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  'class style alt src height width colspan rowspan align color dir start type span'.split(' '),
);

interface RichNode {
  name?: string;
  type?: string;
  text?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

function element(tag: string, attributes: [string, string][]): HTMLElement {
  const made = document.createElement(TAGS.has(tag) ? tag : 'span');
  for (const [name, value] of attributes) {
    if (!ATTRIBUTES.has(name)) continue;
    if (name === 'src') {
      if (!/^\s*javascript:/i.test(value)) made.setAttribute('src', displayUrl(value));
    } else made.setAttribute(name, name === 'style' ? phoneStyle(value) : value);
  }
  return made;
}

function copyHtml(source: Node, into: Node): void {
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(child.nodeValue ?? ''));
    if (!(child instanceof Element)) continue;
    const tag = child.tagName.toLowerCase();
    if (!TAGS.has(tag)) continue;
    const made = element(
      tag,
      [...child.attributes].map(({ name, value }) => [name, value]),
    );
    copyHtml(child, made);
    into.appendChild(made);
  }
}

function copyNodes(nodes: RichNode[], into: Node): void {
  for (const node of nodes) {
    if (node.type === 'text') into.appendChild(document.createTextNode(node.text ?? ''));
    else if (node.name && TAGS.has(node.name.toLowerCase())) {
      const made = element(node.name.toLowerCase(), Object.entries(node.attrs ?? {}));
      copyNodes(node.children ?? [], made);
      into.appendChild(made);
    }
  }
}

/** Registers it. */
export function registerRichText(): void {
  defineBuiltIn({
    name: 'rich-text',
    properties: { nodes: null, space: String, userSelect: Boolean, mode: String },
    setup(host) {
      const draw = (): void => {
        const { nodes } = host.data;
        const content = document.createDocumentFragment();
        // An inert document: nothing loads or runs while it is parsed.
        if (typeof nodes === 'string')
          copyHtml(new DOMParser().parseFromString(nodes, 'text/html').body, content);
        else if (Array.isArray(nodes)) copyNodes(nodes as RichNode[], content);
        host.dom.replaceChildren(content);
      };
      return { update: draw, attached: draw };
    },
  });
}
