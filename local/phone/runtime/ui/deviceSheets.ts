/** Sheets of the phone's devices: call, scan, where a picture comes from, full-screen pictures. */
import { sharedCodes } from '../sharedCodes';
import { displayUrl, readFile } from '../api/files';
import { showSheet } from './dialogs';
import { h, icon } from './dom';
import { openLayer } from './layers';

/** Shows the number and asks; answers whether it is called. */
export function callSheet(number: string): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (called: boolean): void => {
      layer.close();
      resolve(called);
    };
    const button = (text: string, kind: string, called: boolean): HTMLElement =>
      h(
        'button',
        { type: 'button', class: `call-button ${kind}`, onclick: () => finish(called) },
        h('i', { 'aria-hidden': 'true' }, icon('phone', 28)),
        text,
      );
    const layer = openLayer(
      'sheet',
      `拨打 ${number}`,
      [
        h(
          'div',
          { class: 'call-sheet' },
          h('div', {}, '拨打电话'),
          h('div', { class: 'call-number' }, number),
          h('div', { class: 'call-buttons' }, button('取消', '', false), button('呼叫', 'go', true)),
        ),
      ],
      () => resolve(false),
    );
  });
}

interface Detector {
  detect(source: ImageBitmap): Promise<{ rawValue: string }[]>;
}

async function decode(file: Blob): Promise<string | undefined> {
  const Class = (globalThis as { BarcodeDetector?: new (options: object) => Detector }).BarcodeDetector;
  if (!Class) return undefined;
  const found = await new Class({ formats: ['qr_code'] }).detect(await createImageBitmap(file));
  return found[0]?.rawValue;
}

/** Lets choose a code that another phone shows, a picture, or a text; undefined when cancelled. */
export function scanSheet(onlyCamera: boolean): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (text: string | undefined): void => {
      layer.close();
      resolve(text);
    };
    const codes = sharedCodes().map(({ text, label }) =>
      h(
        'button',
        { type: 'button', class: 'scan-code', onclick: () => finish(text) },
        h('b', {}, label),
        h('small', {}, text),
      ),
    );
    const input = h('input', {
      class: 'ask-input',
      placeholder: '粘贴码里的文字',
      'aria-label': '码里的文字',
    });
    const hint = h('p', { class: 'scan-hint', role: 'status' });
    const picture = async (): Promise<void> => {
      const [file] = await chooseFiles('image/*', false);
      const text = file && (await decode(file).catch(() => undefined));
      if (text) finish(text);
      else hint.textContent = '没有认出码，请粘贴文字。';
    };
    const layer = openLayer(
      'sheet',
      '扫一扫',
      [
        h('h2', { class: 'ask-title' }, '扫一扫'),
        h('div', { class: 'ask-body' }, codes.length ? '其他手机上正显示的码：' : '现在没有别的手机显示码。'),
        h('div', { class: 'scan-list' }, ...codes, input, hint),
        h(
          'div',
          { class: 'ask-buttons' },
          h('button', { type: 'button', class: 'ask-button', onclick: () => finish(undefined) }, '取消'),
          onlyCamera
            ? undefined
            : h('button', { type: 'button', class: 'ask-button', onclick: () => void picture() }, '相册'),
          h(
            'button',
            {
              type: 'button',
              class: 'ask-button primary',
              onclick: () => input.value && finish(input.value),
            },
            '确定',
          ),
        ),
      ],
      () => resolve(undefined),
    );
  });
}

/** The browser's file dialog. */
export function chooseFiles(accept: string, multiple: boolean, capture?: string): Promise<File[]> {
  return new Promise((resolve) => {
    const input = h('input', { type: 'file', accept, multiple, capture, hidden: true });
    const finish = (): void => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', finish);
    input.addEventListener('cancel', finish);
    document.body.append(input);
    input.click();
  });
}

/** WeChat's question where a picture comes from, then the file dialog; an empty list when cancelled. */
export async function chooseMediaFiles(
  accept: string,
  multiple: boolean,
  sources: string[],
): Promise<File[]> {
  const items = [sources.includes('camera') && '拍照', sources.includes('album') && '从手机相册选择'].filter(
    Boolean,
  ) as string[];
  const index = await showSheet(items);
  if (index < 0) return [];
  return chooseFiles(
    accept,
    multiple && items[index] !== '拍照',
    items[index] === '拍照' ? 'environment' : undefined,
  );
}

/** wx.previewImage */
export function previewSheet(urls: string[], current: string): void {
  let at = Math.max(0, urls.indexOf(current));
  const picture = h('img', { alt: '' });
  const count = h('span', { 'aria-live': 'polite' });
  const show = (step: number): void => {
    at = (at + step + urls.length) % urls.length;
    picture.src = displayUrl(urls[at] ?? '');
    picture.alt = `第 ${at + 1} 张`;
    count.textContent = `${at + 1} / ${urls.length}`;
  };
  const close = (): void => layer.close();
  const bar = h(
    'div',
    { class: 'preview-bar' },
    h('button', { type: 'button', 'aria-label': '上一张', onclick: () => show(-1) }, '‹'),
    count,
    h('button', { type: 'button', 'aria-label': '下一张', onclick: () => show(1) }, '›'),
  );
  const layer = openLayer(
    'full',
    '图片预览',
    [
      h(
        'div',
        { class: 'preview' },
        picture,
        h('button', { type: 'button', class: 'preview-close', onclick: close }, '关闭'),
        bar,
      ),
    ],
    () => undefined,
  );
  show(0);
}

/** Saves a file from the browser. */
export async function saveFile(path: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await readFile(path));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
