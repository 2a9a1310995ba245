/** `<input>` and `<textarea>`: a native field inside, with WeChat's events and placeholder styles. */
import { h } from '../ui/dom';
import { defineBuiltIn, type Host, type Lifecycle } from './define';
import type { WxElement } from '../types';

const PROPERTIES = {
  value: { type: null, value: '' },
  type: { type: String, value: 'text' },
  password: Boolean,
  placeholder: String,
  placeholderStyle: String,
  placeholderClass: String,
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  focus: Boolean,
  autoFocus: Boolean,
  autoHeight: Boolean,
  confirmType: { type: String, value: 'done' },
  confirmHold: Boolean,
  cursor: { type: Number, value: -1 },
  cursorSpacing: Number,
  cursorColor: String,
  selectionStart: { type: Number, value: -1 },
  selectionEnd: { type: Number, value: -1 },
  adjustPosition: { type: Boolean, value: true },
  holdKeyboard: Boolean,
  alwaysEmbed: Boolean,
  name: String,
  fixed: Boolean,
  showConfirmBar: { type: Boolean, value: true },
  disableDefaultPadding: Boolean,
  safePasswordCertPath: String,
};

/** [inputmode, enterkeyhint]-like hints of WeChat's keyboards. */
const INPUT_MODES: Record<string, string> = {
  number: 'numeric',
  digit: 'decimal',
  idcard: 'text',
  tel: 'tel',
  'safe-password': 'text',
};
const ENTER_KEYS: Record<string, string> = {
  send: 'send',
  search: 'search',
  next: 'next',
  go: 'go',
  done: 'done',
  return: 'enter',
};

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The class names in the DOM for a class written in the owner's template (they may be prefixed there). */
function scopedClass(element: WxElement, name: string): string {
  if (!name || !element.ownerShadowRoot) return '';
  const probe = element.ownerShadowRoot.createNativeNode('i');
  probe.setNodeClass(name);
  return probe.$$?.className ?? '';
}

/** Connects the native field with its host. */
function setup(host: Host, field: Field, multiline: boolean): Lifecycle {
  const { element, dom } = host;
  const placeholder = h('div', { class: 'wx-placeholder', 'aria-hidden': 'true' });
  dom.append(placeholder, field);
  element.controlElement = field;
  let initial: unknown;
  let composing = false;

  const draw = (): void => {
    placeholder.hidden = field.value !== '';
    dom.toggleAttribute('auto-height', Boolean(host.data.autoHeight));
    if (multiline && host.data.autoHeight) {
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight}px`;
    }
  };
  const apply = (value: unknown): void => {
    const text = value === undefined || value === null ? '' : String(value);
    if (field.value !== text) field.value = text;
    draw();
  };
  const typed = (): void => {
    const limit = Number(host.data.maxlength);
    if (limit >= 0 && field.value.length > limit) field.value = field.value.slice(0, limit);
    const value = field.value;
    draw();
    host.set('value', value);
    host.emit('input', { value, cursor: field.selectionStart ?? value.length, keyCode: 0 });
  };
  field.addEventListener('compositionstart', () => {
    composing = true;
  });
  field.addEventListener('compositionend', () => {
    composing = false;
    typed();
  });
  field.addEventListener('input', () => {
    if (!composing) typed();
  });
  field.addEventListener('focus', () => host.emit('focus', { value: field.value, height: 0 }));
  field.addEventListener('blur', () => {
    host.emit('blur', {
      value: field.value,
      cursor: field.selectionStart ?? 0,
      encryptedValue: '',
      encryptError: '',
    });
    if (host.data.focus) host.set('focus', false);
  });
  field.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Enter' || (multiline && host.data.confirmType === 'return')) return;
    if (multiline && !(event as KeyboardEvent).ctrlKey) return;
    host.emit('confirm', { value: field.value });
    if (!host.data.confirmHold) field.blur();
  });
  element.control = {
    name: () => String(host.data.name ?? ''),
    value: () => field.value,
    reset: () => {
      apply(initial);
      host.set('value', field.value);
    },
    activate: () => field.focus(),
  };
  const configure = (): void => {
    const { data } = host;
    field.placeholder = String(data.placeholder ?? '');
    field.disabled = Boolean(data.disabled);
    field.name = String(data.name ?? '');
    field.inputMode = INPUT_MODES[String(data.type)] ?? 'text';
    field.enterKeyHint = ENTER_KEYS[String(data.confirmType)] ?? 'done';
    if (field instanceof HTMLInputElement)
      field.type = data.password || data.type === 'safe-password' ? 'password' : 'text';
    if (data.type === 'nickname') field.setAttribute('autocomplete', 'nickname');
    placeholder.textContent = String(data.placeholder ?? '');
    placeholder.className = `wx-placeholder ${scopedClass(element, String(data.placeholderClass ?? ''))}`;
    placeholder.style.cssText = String(data.placeholderStyle ?? '').replace(
      /([\d.]+)rpx/g,
      'calc($1 * var(--phone-rpx))',
    );
  };
  return {
    update(changed) {
      if (changed === 'value') apply(host.data.value);
      else if (changed === 'focus') {
        // Attached first: a field that is not in the document cannot take the focus.
        if (host.data.focus) setTimeout(() => field.focus({ preventScroll: false }), 0);
        else if (document.activeElement === field) field.blur();
      } else configure();
    },
    attached() {
      initial = host.data.value;
      configure();
      apply(host.data.value);
      if (host.data.autoFocus) setTimeout(() => field.focus(), 0);
    },
  };
}

/** Registers them. */
export function registerInput(): void {
  defineBuiltIn({
    name: 'input',
    properties: PROPERTIES,
    setup: (host) => setup(host, h('input', { class: 'wx-field' }), false),
  });
  defineBuiltIn({
    name: 'textarea',
    properties: PROPERTIES,
    setup: (host) => setup(host, h('textarea', { class: 'wx-field', rows: 1 }), true),
  });
}
