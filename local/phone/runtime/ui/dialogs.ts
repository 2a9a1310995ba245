/** Modal, action sheet and the questions that WeChat itself asks. */
import { h } from './dom';
import { openLayer } from './layers';

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

/** wx.showModal */
export function showModal(
  options: ModalOptions,
): Promise<{ confirm: boolean; cancel: boolean; content?: string }> {
  return new Promise((resolve) => {
    const input = options.editable
      ? h('textarea', {
          class: 'modal-input',
          placeholder: options.placeholderText ?? '',
          'aria-label': options.title || '输入',
        })
      : undefined;
    if (input && options.content) input.value = options.content;
    const finish = (confirm: boolean): void => {
      layer.close();
      resolve({ confirm, cancel: !confirm, ...(input && { content: confirm ? input.value : '' }) });
    };
    const button = (
      text: string,
      colour: string | undefined,
      kind: string,
      confirm: boolean,
    ): HTMLElement => {
      const element = h(
        'button',
        { class: `modal-button ${kind}`, type: 'button', onclick: () => finish(confirm) },
        text,
      );
      if (colour) element.style.color = colour;
      return element;
    };
    const content =
      options.content && !input ? h('div', { class: 'modal-content' }, options.content) : undefined;
    const layer = openLayer('dialog', options.title || options.content || '提示', [
      options.title ? h('h2', { class: 'modal-title' }, options.title) : undefined,
      content,
      input,
      h(
        'div',
        { class: 'modal-buttons' },
        options.showCancel === false
          ? undefined
          : button(options.cancelText ?? '取消', options.cancelColor, 'cancel', false),
        button(options.confirmText ?? '确定', options.confirmColor, 'confirm', true),
      ),
    ]);
  });
}

/** A list of choices from below; answers the index, or -1 when cancelled. */
export function showSheet(items: string[], title?: string, colour?: string): Promise<number> {
  return new Promise((resolve) => {
    const finish = (index: number): void => {
      layer.close();
      resolve(index);
    };
    const buttons = items.map((text, index) => {
      const element = h(
        'button',
        { class: 'sheet-item', type: 'button', onclick: () => finish(index) },
        text,
      );
      if (colour) element.style.color = colour;
      return element;
    });
    const layer = openLayer(
      'sheet',
      title || '请选择',
      [
        title ? h('div', { class: 'sheet-title' }, title) : undefined,
        ...buttons,
        h('button', { class: 'sheet-item sheet-cancel', type: 'button', onclick: () => finish(-1) }, '取消'),
      ],
      () => resolve(-1),
    );
  });
}

/** A question from WeChat (not from the mini-program): who asks, what, details, 拒绝 / 允许. */
export function askPermission(title: string, details: (Node | string)[], allow = '允许'): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (answer: boolean): void => {
      layer.close();
      resolve(answer);
    };
    const layer = openLayer('sheet', title, [
      h('h2', { class: 'ask-title' }, title),
      h('div', { class: 'ask-body' }, ...details),
      h(
        'div',
        { class: 'ask-buttons' },
        h('button', { class: 'ask-button', type: 'button', onclick: () => finish(false) }, '拒绝'),
        h('button', { class: 'ask-button primary', type: 'button', onclick: () => finish(true) }, allow),
      ),
    ]);
  });
}
