/**
 * The XML of workbooks, tag by tag. Not a general parser: a document type or an entity of its own is refused before anything
 * else is read, so that nothing can be pulled in or blown up; only the five entities of XML and characters by number are known.
 */
import { refuse } from './refusal';

const BROKEN = '文件里的内容读不懂，可能不是用Excel或WPS存的。请用Excel或WPS另存为xlsx文件再试';
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/]+)([^<>]*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,10});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The name without its namespace prefix. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export interface Tag {
  name: string;
  attributes(): Record<string, string>;
}

export interface Handlers {
  open?(tag: Tag): void;
  text?(text: string): void;
  close?(name: string): void;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    found[local(name)] = decode(double ?? single ?? '');
  }
  return found;
}

/** Reads a document from beginning to end. */
export function readXml(content: Buffer, { open, text, close }: Handlers): void {
  const source = content.toString('utf8').replace(/^\ufeff/, '');
  if (!source.trimStart().startsWith('<') || source.includes('\u0000')) refuse(BROKEN);
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(source)) {
    refuse('文件里有不该有的内容（文档类型声明），不能导入。请用Excel或WPS另存为新的xlsx文件再试');
  }
  for (const [, cdata, closing, name = '', rest = '', empty, words] of source.matchAll(TOKEN)) {
    if (cdata !== undefined) text?.(cdata);
    else if (words !== undefined) text?.(decode(words));
    else if (name !== '' && !name.startsWith('!') && !name.startsWith('?')) {
      if (closing === '') open?.({ name: local(name), attributes: () => attributesOf(rest) });
      if (closing !== '' || empty !== '') close?.(local(name));
    }
  }
}

/** Characters that XML 1.0 does not have are left out: a control character would make the whole file unreadable. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
