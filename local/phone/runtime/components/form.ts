/** form, label, button and how fields belong together. */
import type { WxElement, WxEvent } from '../types';
import { defineBuiltIn, hostOf, type Host } from './define';
import { HOVER } from './basic';
import { runOpenType } from './openType';

/** All built-in fields below a DOM node, in order. */
function fieldsIn(dom: HTMLElement): WxElement[] {
  const found: WxElement[] = [];
  for (const node of dom.querySelectorAll('*')) {
    const element = (node as { __wxElement?: WxElement }).__wxElement;
    if (element?.control) found.push(element);
  }
  return found;
}

function formValues(dom: HTMLElement): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { control } of fieldsIn(dom)) {
    const name = control?.name();
    if (name) values[name] = control?.value();
  }
  // Components with the behaviour wx://form-field.
  for (const node of dom.querySelectorAll('*')) {
    const element = (node as { __wxElement?: WxElement }).__wxElement;
    if (!element || element.control || !element.data || hostOf(element)) continue;
    const { name, value } = element.data;
    if (typeof name === 'string' && name && 'value' in element.data) values[name] = value;
  }
  return values;
}

function submitOrReset(host: Host): void {
  const form = host.dom.closest('wx-form') as (HTMLElement & { __wxElement?: WxElement }) | null;
  const target = form && form.__wxElement ? hostOf(form.__wxElement) : undefined;
  if (!form || !target) return;
  if (host.data.formType === 'submit') {
    target.emit('submit', { value: formValues(form), formId: 'the formId is a mock one' });
  } else if (host.data.formType === 'reset') {
    fieldsIn(form).forEach((field) => field.control?.reset());
    target.emit('reset', { target: {} });
  }
}

function setupButton(host: Host): { update(): void; attached(): void } {
  const { dom } = host;
  dom.setAttribute('role', 'button');
  dom.tabIndex = 0;
  const update = (): void => {
    const { disabled, loading, type, plain, size } = host.data;
    dom.dataset.type = String(type ?? 'default');
    dom.dataset.size = String(size ?? 'default');
    dom.toggleAttribute('plain', Boolean(plain));
    dom.toggleAttribute('loading', Boolean(loading));
    dom.toggleAttribute('disabled', Boolean(disabled));
    if (disabled) dom.setAttribute('aria-disabled', 'true');
    else dom.removeAttribute('aria-disabled');
    dom.tabIndex = disabled ? -1 : 0;
    (dom as { __wxDisabled?: boolean }).__wxDisabled = Boolean(disabled);
  };
  host.on('tap', () => {
    submitOrReset(host);
    if (host.data.openType) void runOpenType(host);
  });
  return { update, attached: update };
}

/** Registers them. */
export function registerForm(): void {
  defineBuiltIn({ name: 'form', properties: { reportSubmit: Boolean, reportSubmitTimeout: Number } });
  defineBuiltIn({
    name: 'label',
    properties: { for: String },
    setup(host) {
      host.on('tap', (event: WxEvent) => {
        const wanted = host.data.for as string;
        const own = fieldsIn(host.dom);
        // The control inside has had the tap itself.
        if (own.some((field) => field.$$?.contains((event.target as WxElement).$$ ?? null))) return;
        let target = own[0];
        if (wanted) {
          target = host.element.ownerShadowRoot
            ? ((host.element.ownerShadowRoot as any).querySelector(`#${CSS.escape(wanted)}`) as WxElement)
            : undefined;
        }
        target?.control?.activate();
      });
      return {
        attached: () => {
          // Lets assistive technology name the field by the text of its label.
          const field = fieldsIn(host.dom)[0];
          const control = field?.controlElement ?? field?.$$;
          if (control && !control.hasAttribute('aria-label')) {
            const text = host.dom.textContent?.trim();
            if (text) control.setAttribute('aria-label', text);
          }
        },
      };
    },
  });
  defineBuiltIn({
    name: 'button',
    properties: {
      ...HOVER,
      hoverClass: { type: String, value: 'button-hover' },
      size: { type: String, value: 'default' },
      type: { type: String, value: 'default' },
      plain: Boolean,
      disabled: Boolean,
      loading: Boolean,
      formType: String,
      openType: String,
      lang: String,
      appParameter: String,
      sessionFrom: String,
      sendMessageTitle: String,
      sendMessagePath: String,
      sendMessageImg: String,
      showMessageCard: Boolean,
      phoneNumberNoQuotaToast: Boolean,
    },
    setup: setupButton,
  });
}
