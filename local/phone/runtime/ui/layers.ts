/** Dialogs of the phone itself: focus goes in, stays in, comes back; Escape closes. */
import { shell } from '../shell';
import { h } from './dom';

export interface Layer {
  close(): void;
  element: HTMLElement;
}

const FOCUSABLE = 'button:not([disabled]),input,textarea,select,[tabindex]:not([tabindex="-1"])';

function trapFocus(box: HTMLElement, onEscape: () => void): void {
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEscape();
    }
    if (event.key !== 'Tab') return;
    const all = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const [first, last] = [all[0], all.at(-1)];
    if (!first || !last) return;
    const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  });
}

/** Opens a modal layer. `kind` is the position: in the middle, or a sheet from below. */
export function openLayer(
  kind: 'dialog' | 'sheet' | 'full',
  label: string,
  content: (Node | undefined)[],
  onDismiss?: () => void,
): Layer {
  const before = document.activeElement as HTMLElement | null;
  const box = h('div', {
    class: `layer-box layer-${kind}`,
    role: 'dialog',
    'aria-modal': 'true',
    'aria-label': label,
    tabindex: -1,
  });
  box.append(...content.filter((node): node is Node => node !== undefined));
  const mask = h('div', { class: 'layer', 'data-kind': kind }, box);
  const layer: Layer = {
    element: box,
    close() {
      if (!mask.isConnected) return;
      mask.remove();
      shell.pages.inert = shell.layers.querySelector('.layer') !== null;
      before?.focus?.({ preventScroll: true });
    },
  };
  const dismiss = (): void => {
    if (!onDismiss) return;
    layer.close();
    onDismiss();
  };
  mask.addEventListener('click', (event) => {
    if (event.target === mask) dismiss();
  });
  trapFocus(box, dismiss);
  shell.layers.append(mask);
  shell.pages.inert = true;
  const target =
    box.querySelector<HTMLElement>('[autofocus]') ?? box.querySelector<HTMLElement>('input,textarea') ?? box;
  target.focus({ preventScroll: true });
  return layer;
}
