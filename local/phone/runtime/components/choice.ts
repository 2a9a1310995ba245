/** switch, checkbox, radio, slider and their groups. */
import { h } from '../ui/dom';
import { defineBuiltIn, hostOf, type Host, type Lifecycle } from './define';
import type { WxElement } from '../types';

interface Choice {
  host: Host;
  kind: 'checkbox' | 'radio' | 'switch';
  checked: boolean;
}

const choices = new WeakMap<WxElement, Choice>();

function groupOf(host: Host, kind: string): Host | undefined {
  const dom = host.dom.closest(`wx-${kind}-group`) as { __wxElement?: WxElement } | null;
  return dom?.__wxElement && hostOf(dom.__wxElement);
}

function members(group: Host, kind: string): Choice[] {
  return [...group.dom.querySelectorAll(`wx-${kind}`)].flatMap((dom) => {
    const element = (dom as { __wxElement?: WxElement }).__wxElement;
    const choice = element && choices.get(element);
    return choice ? [choice] : [];
  });
}

function draw({ host, checked, kind }: Choice): void {
  const { disabled, color } = host.data;
  host.dom.setAttribute('role', kind);
  host.dom.setAttribute('aria-checked', String(checked));
  if (disabled) host.dom.setAttribute('aria-disabled', 'true');
  else host.dom.removeAttribute('aria-disabled');
  host.dom.tabIndex = disabled ? -1 : 0;
  if (color) host.dom.style.setProperty('--choice-color', String(color));
  (host.dom as { __wxDisabled?: boolean }).__wxDisabled = Boolean(disabled);
}

function groupValue(group: Host, kind: string): unknown {
  const on = members(group, kind).filter((choice) => choice.checked);
  const values = on.map((choice) => choice.host.data.value);
  return kind === 'radio' ? (values[0] ?? '') : values;
}

function toggle(choice: Choice): void {
  const { host, kind } = choice;
  if (host.data.disabled || (kind === 'radio' && choice.checked)) return;
  const group = kind === 'switch' ? undefined : groupOf(host, kind);
  if (kind === 'radio' && group) {
    for (const other of members(group, kind)) {
      other.checked = false;
      draw(other);
    }
  }
  choice.checked = kind === 'radio' ? true : !choice.checked;
  draw(choice);
  host.set('checked', choice.checked);
  if (kind === 'switch') host.emit('change', { value: choice.checked });
  group?.emit('change', { value: groupValue(group, kind) });
}

function setup(kind: Choice['kind']) {
  return (host: Host): Lifecycle => {
    const choice: Choice = { host, kind, checked: false };
    choices.set(host.element, choice);
    host.dom.prepend(h('span', { class: `wx-choice wx-choice-${kind}`, 'aria-hidden': 'true' }));
    let initial = false;
    host.on('tap', () => toggle(choice));
    const reset = (): void => {
      choice.checked = initial;
      host.set('checked', initial);
      draw(choice);
    };
    const control = {
      name: () => (kind === 'switch' ? String(host.data.name ?? '') : ''),
      value: () => choice.checked,
      reset,
      activate: () => toggle(choice),
    };
    host.element.control = control;
    return {
      update(changed) {
        if (changed === 'checked') choice.checked = Boolean(host.data.checked);
        draw(choice);
      },
      attached() {
        initial = Boolean(host.data.checked);
        choice.checked = initial;
        draw(choice);
      },
    };
  };
}

function setupGroup(kind: 'radio' | 'checkbox') {
  return (host: Host): Lifecycle => {
    host.dom.setAttribute('role', kind === 'radio' ? 'radiogroup' : 'group');
    host.element.control = {
      name: () => String(host.data.name ?? ''),
      value: () => groupValue(host, kind),
      reset: () => undefined,
      activate: () => undefined,
    };
    return {};
  };
}

function setupSlider(host: Host): Lifecycle {
  const input = h('input', { type: 'range', class: 'wx-slider' });
  const text = h('span', { class: 'wx-slider-value', 'aria-hidden': 'true' });
  host.dom.append(input, text);
  host.element.controlElement = input;
  let initial: unknown;
  const show = (): void => {
    text.textContent = host.data.showValue ? input.value : '';
    const { min, max, activeColor, backgroundColor } = host.data;
    const share = ((Number(input.value) - Number(min)) / (Number(max) - Number(min))) * 100;
    input.style.setProperty(
      '--track',
      `linear-gradient(90deg, ${String(activeColor)} ${share}%, ${String(backgroundColor)} ${share}%)`,
    );
  };
  input.addEventListener('input', () => {
    show();
    host.emit('changing', { value: Number(input.value) });
  });
  input.addEventListener('change', () => {
    host.set('value', Number(input.value));
    host.emit('change', { value: Number(input.value) });
  });
  host.element.control = {
    name: () => String(host.data.name ?? ''),
    value: () => Number(input.value),
    reset: () => host.set('value', initial),
    activate: () => input.focus(),
  };
  const update = (): void => {
    Object.assign(input, {
      min: String(host.data.min),
      max: String(host.data.max),
      step: String(host.data.step),
    });
    input.value = String(host.data.value);
    input.disabled = Boolean(host.data.disabled);
    show();
  };
  return {
    update,
    attached() {
      initial = host.data.value;
      update();
    },
  };
}

/** Registers them. */
export function registerChoices(): void {
  const common = { checked: Boolean, disabled: Boolean, color: String, name: String };
  defineBuiltIn({
    name: 'switch',
    properties: { ...common, type: { type: String, value: 'switch' } },
    setup: setup('switch'),
  });
  defineBuiltIn({ name: 'checkbox', properties: { ...common, value: null }, setup: setup('checkbox') });
  defineBuiltIn({ name: 'radio', properties: { ...common, value: null }, setup: setup('radio') });
  defineBuiltIn({ name: 'radio-group', properties: { name: String }, setup: setupGroup('radio') });
  defineBuiltIn({ name: 'checkbox-group', properties: { name: String }, setup: setupGroup('checkbox') });
  defineBuiltIn({
    name: 'slider',
    properties: {
      name: String,
      min: { type: Number, value: 0 },
      max: { type: Number, value: 100 },
      step: { type: Number, value: 1 },
      value: { type: Number, value: 0 },
      disabled: Boolean,
      showValue: Boolean,
      activeColor: { type: String, value: '#1aad19' },
      backgroundColor: { type: String, value: '#e9e9e9' },
      blockSize: Number,
      blockColor: String,
      color: String,
      selectedColor: String,
    },
    setup: setupSlider,
  });
}
