/** Sheets of WeChat itself: phone number, avatar, sharing, settings. */
import { settings, storageKey } from '../context';
import { put } from '../api/files';
import { calls } from '../records';
import { authSettings, setAuth, SCOPES } from '../api/scopes';
import { askPermission } from './dialogs';
import { h } from './dom';
import { openLayer } from './layers';

/** A number that belongs to this person for ever, in the range that is not given to anybody (199 0000 xxxx). */
function ownNumber(): string {
  const stored = localStorage.getItem(storageKey('phoneNumber'));
  if (stored) return stored;
  let hash = 7;
  for (const letter of settings.openid) hash = (hash * 31 + letter.charCodeAt(0)) % 10_000;
  return `1990000${String(hash).padStart(4, '0')}`;
}

/** Asks to give the phone number; answers the code, or undefined when refused. The code ends with the number. */
export async function askPhoneNumber(): Promise<string | undefined> {
  const input = h('input', { class: 'ask-input', inputmode: 'tel', 'aria-label': '手机号', maxlength: 11 });
  input.value = ownNumber();
  const allowed = await askPermission('申请获取并验证你的手机号', [
    h('p', {}, '选择要提供给小程序的手机号：'),
    input,
  ]);
  if (!allowed) return undefined;
  localStorage.setItem(storageKey('phoneNumber'), input.value);
  return `phone-${Math.random().toString(36).slice(2, 10)}-${input.value}`;
}

/** Chooses an avatar: a picture file. */
export async function chooseAvatar(): Promise<string | undefined> {
  const file = await new Promise<File | undefined>((resolve) => {
    const input = h('input', { type: 'file', accept: 'image/*' });
    input.onchange = () => resolve(input.files?.[0]);
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
  if (!file) return undefined;
  const path = `wxfile://tmp_avatar_${Date.now().toString(36)}.png`;
  put(path, file);
  return path;
}

/** Shows what a share card would look like; records it for tests. */
export async function shareSheet(message: Record<string, unknown> | undefined, route: string): Promise<void> {
  const card = {
    title: String(message?.title ?? '小程序'),
    path: String(message?.path ?? `/${route}`),
    imageUrl: message?.imageUrl,
  };
  calls.push({ kind: 'share', ...card });
  await askPermission(
    '发送给朋友',
    [h('div', { class: 'share-card' }, h('b', {}, card.title), h('small', {}, card.path))],
    '发送',
  );
}

/** WeChat's page of granted permissions. */
export function openSettingSheet(): Promise<Record<string, boolean>> {
  return new Promise((resolve) => {
    const rows = SCOPES.map(([scope, label]) => {
      const box = h('input', { type: 'checkbox' });
      box.checked = authSettings()[scope] === true;
      box.onchange = () => setAuth(scope, box.checked);
      return h('label', { class: 'setting-row' }, h('span', {}, label), box);
    });
    const finish = (): void => {
      layer.close();
      resolve(authSettings());
    };
    const done = h('button', { type: 'button', class: 'sheet-item', onclick: finish }, '完成');
    const layer = openLayer(
      'sheet',
      '设置',
      [h('h2', { class: 'ask-title' }, '允许小程序使用'), ...rows, done],
      () => resolve(authSettings()),
    );
  });
}
