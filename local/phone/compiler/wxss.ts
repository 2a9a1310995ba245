/** WXSS -> CSS for the page in the browser. */
import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import postcss, { type Root } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import type { Diagnostic, FileMap } from './files';

/** Stands where the class prefix of an isolated component goes; the runtime knows the isolation and fills it in. */
const PREFIX_MARK = '__P__';
/** Stands for the value of the attribute that marks a component's host. */
const HOST_MARK = '__HOST__';

const VANT_ICON_HOST = 'at.alicdn.com';
/** The icon font that vant loads from a remote host, served by ourselves. */
const VANT_ICON_URL = '/phone/assets/vant-icon.woff2';

/** Tags that stay as they are in selectors. */
const KEPT_TAGS = new Set(['from', 'to', '*']);

interface Cached {
  mtimeMs: number;
  css: string;
}

const selectors = selectorParser((root) => {
  root.walkTags((tag) => {
    if (!KEPT_TAGS.has(tag.value) && !/^[\d.]+%$/.test(tag.value)) tag.value = `wx-${tag.value}`;
  });
  root.walkClasses((node) => {
    node.setPropertyWithoutEscape('value', `${PREFIX_MARK}${node.toString().trim().replace(/^\./, '')}`);
  });
  root.walkPseudos((node) => {
    if (node.value !== ':host') return;
    const marked = selectorParser.attribute({
      attribute: 'wx-host',
      operator: '=',
      value: HOST_MARK,
      quoteMark: '"',
      raws: {},
    });
    const inner = node.nodes[0];
    if (inner) node.replaceWith(marked, ...inner.nodes);
    else node.replaceWith(marked);
  });
});

/** `rpx`, `vh` and `vw` relative to the phone, not to the browser window; the safe area is emulated. */
function phoneUnits(value: string): string {
  if (!/rpx|v[hw]|env\(/i.test(value)) return value;
  return value
    .split(/(url\((?:"[^"]*"|'[^']*'|[^)]*)\))/i)
    .map((part, index) =>
      index % 2
        ? part
        : part
            .replace(/(^|[\s,(*/+-])([+-]?(?:\d*\.)?\d+)rpx\b/gi, '$1calc($2 * var(--phone-rpx))')
            .replace(/(^|[\s,(*/+-])([+-]?(?:\d*\.)?\d+)(vh|vw)\b/gi, '$1calc($2 * var(--phone-$3))')
            .replace(
              /env\(\s*safe-area-inset-(top|bottom|left|right)\s*(?:,[^)]*)?\)/gi,
              'var(--phone-safe-$1)',
            ),
    )
    .join('');
}

/** Compiles style sheets, caching every file until it changes. */
export class StyleCompiler {
  private readonly cache = new Map<string, Cached>();

  constructor(private readonly files: FileMap) {}

  /** CSS of one unit with all its imports. */
  compile(virtual: string, diagnostics: Diagnostic[], seen: string[] = []): string {
    const file = this.files.find(virtual, ['']);
    if (!file) {
      diagnostics.push({ level: 'error', file: seen.at(-1) ?? virtual, message: `找不到 ${virtual}` });
      return '';
    }
    if (seen.includes(virtual)) return '';
    const { mtimeMs } = statSync(file);
    const cached = this.cache.get(file);
    let css = cached?.mtimeMs === mtimeMs ? cached.css : undefined;
    if (css === undefined) {
      try {
        css = this.transform(virtual, readFileSync(file, 'utf8'));
      } catch (error) {
        const { message, line } = error as Error & { line?: number };
        diagnostics.push({ level: 'error', file: virtual, message, line });
        return '';
      }
      this.cache.set(file, { mtimeMs, css });
    }
    return css.replace(/@import "\u0001([^"]+)";?/g, (_, target: string) => {
      return this.compile(target, diagnostics, [...seen, virtual]);
    });
  }

  private transform(virtual: string, source: string): string {
    const root = postcss.parse(source, { from: virtual });
    this.markImports(virtual, root);
    root.walkRules((rule) => {
      const parent = rule.parent;
      if (parent?.type === 'atrule' && /keyframes$/i.test((parent as unknown as { name: string }).name))
        return;
      rule.selector = selectors.processSync(rule.selector);
    });
    root.walkAtRules(/^media$/i, (rule) => {
      rule.params = rule.params.replace(/(\d+)rpx/g, (_, n: string) => `${Number(n) / 2}px`);
    });
    root.walkDecls((decl) => {
      decl.value = this.localUrls(virtual, phoneUnits(decl.value));
    });
    return root.toString();
  }

  private markImports(virtual: string, root: Root): void {
    root.walkAtRules('import', (rule) => {
      const request = /['"]([^'"]+)['"]/.exec(rule.params)?.[1] ?? '';
      let target = request.startsWith('/')
        ? request.slice(1)
        : posix.normalize(posix.join(posix.dirname(virtual), request));
      if (!this.files.find(target, ['']) && !request.startsWith('.')) target = `miniprogram_npm/${request}`;
      rule.params = `"\u0001${target}"`;
    });
  }

  private localUrls(virtual: string, value: string): string {
    if (!value.includes('url(')) return value;
    return value.replace(/url\(\s*(['"]?)([^'")]+)\1\s*\)/g, (whole, _quote, url: string) => {
      if (url.includes(VANT_ICON_HOST)) return `url("${VANT_ICON_URL}")`;
      if (/^(data:|https?:|\/\/|wxfile:|cloud:|#)/.test(url)) return whole;
      const path = url.startsWith('/')
        ? url.slice(1)
        : posix.normalize(posix.join(posix.dirname(virtual), url));
      return `url("/phone/mp/${encodeURI(path)}")`;
    });
  }
}
