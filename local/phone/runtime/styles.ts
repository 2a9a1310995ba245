/** Style sheets of the mini-program: app and components always, a page's own only while it is shown. */
import { mp, theme } from './context';

interface Sheet {
  element: HTMLStyleElement;
  source: string;
}

const sheets = new Map<string, Sheet>();

/** Makes `prefers-color-scheme` follow the phone's theme instead of the browser's. */
function forTheme(css: string): string {
  const dark = theme() === 'dark';
  return css
    .replace(/\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g, dark ? '(min-width: 0px)' : '(max-width: 0px)')
    .replace(/\(\s*prefers-color-scheme\s*:\s*light\s*\)/g, dark ? '(max-width: 0px)' : '(min-width: 0px)');
}

/** Puts the class prefix and the host's name where the compiler left marks. */
function fill(path: string, css: string, prefix: string): string {
  return css.replaceAll('__P__', prefix).replaceAll('__HOST__', mp.units[path]?.prefix ?? '');
}

function add(path: string, source: string): HTMLStyleElement {
  const element = document.createElement('style');
  element.dataset.path = path;
  element.textContent = forTheme(source);
  document.head.appendChild(element);
  sheets.set(path, { element, source });
  return element;
}

/** Adds the sheet of a component; `prefix` is empty when it shares its styles with the page. */
export function addComponentStyle(path: string, prefix: string): void {
  const css = mp.styles[path];
  if (!css || sheets.has(path)) return;
  const element = add(path, fill(path, css, prefix && `${prefix}--`));
  const firstPage = document.head.querySelector('style[data-page]');
  if (firstPage) document.head.insertBefore(element, firstPage);
}

/** Adds app.wxss. */
export function addAppStyle(): void {
  if (mp.styles.app) add('app', mp.styles.app.replaceAll('__P__', ''));
}

/** Turns the sheet of this page on and those of the other pages off. */
export function showPageStyle(path: string): void {
  const css = mp.styles[path];
  if (css && !sheets.has(path)) {
    add(path, fill(path, css, '')).dataset.page = '';
  }
  for (const [key, { element }] of sheets) {
    if ('page' in element.dataset) element.media = key === path ? 'all' : 'not all';
  }
}

/** After a change of theme. */
export function refreshStyles(): void {
  for (const { element, source } of sheets.values()) element.textContent = forTheme(source);
}
