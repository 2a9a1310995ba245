/**
 * Focus and dialogs of the mini-program: what comes up with aria-modal gets the focus, as screen readers do it, and gives it
 * back to where it was. WeChat has no call for it, so pages cannot do it themselves.
 */
const MODAL = '[aria-modal="true"]';

/** Open dialogs, the last one in front, with what had the focus before. */
const open: { dialog: HTMLElement; before: Element | null }[] = [];

function opened(dialog: HTMLElement): void {
  if (open.some((one) => one.dialog === dialog)) return;
  open.push({ dialog, before: document.activeElement });
  dialog.focus({ preventScroll: true });
}

function closed(dialog: HTMLElement): void {
  const at = open.findIndex((one) => one.dialog === dialog);
  if (at < 0) return;
  const [{ before } = { before: null }] = open.splice(at, 1);
  // Whatever the page itself has put the focus on meanwhile keeps it.
  const lost = document.activeElement === document.body || document.activeElement === null;
  if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
}

const modalsIn = (node: Node): HTMLElement[] =>
  node instanceof HTMLElement
    ? [...(node.matches(MODAL) ? [node] : []), ...node.querySelectorAll<HTMLElement>(MODAL)]
    : [];

/** Watches the pages from now on. */
export function installModals(pages: HTMLElement): void {
  new MutationObserver((changes) => {
    for (const { removedNodes } of changes) [...removedNodes].flatMap(modalsIn).forEach(closed);
    for (const { addedNodes } of changes) [...addedNodes].flatMap(modalsIn).forEach(opened);
  }).observe(pages, { childList: true, subtree: true });
}
