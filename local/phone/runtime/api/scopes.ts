/** Permissions that a person gave or refused. */
import { storageKey } from '../context';

const KEY = storageKey('auth');

/** Scopes with the words WeChat uses for them. */
export const SCOPES: [string, string][] = [
  ['scope.userLocation', '你的位置信息'],
  ['scope.record', '使用你的麦克风'],
  ['scope.camera', '使用你的摄像头'],
  ['scope.writePhotosAlbum', '保存到你的相册'],
];

/** Answers given so far; a scope that was never asked is missing. */
export function authSettings(): Record<string, boolean> {
  return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, boolean>;
}

/** Records an answer. */
export function setAuth(scope: string, allowed: boolean): void {
  localStorage.setItem(KEY, JSON.stringify({ ...authSettings(), [scope]: allowed }));
}
