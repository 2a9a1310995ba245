/** QR codes on show: a canvas cannot tell its text, so it says so in `data-code`; other phones can then scan it. */
import { settings } from './context';
import { send } from './push';

let mine = '';
let manual: { text: string; label: string }[] = [];

/** Puts a code on show by hand (`window.__phone.showCode`). */
export function showCode(text: string, label = '二维码'): void {
  manual = [...manual.filter((code) => code.text !== text), { text, label }];
  publish();
}

/** Tells the server what this phone shows now; called when pages or attributes change. */
export function publish(): void {
  const found = [...document.querySelectorAll<HTMLElement>('.page-frame:not([hidden]) [data-code]')].map(
    (element) => ({
      text: element.dataset.code ?? '',
      label: element.getAttribute('aria-label') ?? '二维码',
    }),
  );
  const codes = [...found, ...manual].filter(({ text }) => text);
  const now = JSON.stringify(codes);
  if (now === mine) return;
  mine = now;
  send({ type: 'codes', label: settings.label, codes });
}

/** Watches the pages for codes. */
export function installCodes(pages: HTMLElement): void {
  new MutationObserver(publish).observe(pages, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-code', 'hidden'],
  });
}
