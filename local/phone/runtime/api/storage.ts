/** wx.*Storage*: kept per mini-program and person, 10 MB at most. */
import { storageKey } from '../context';
import { ApiError, register, registerAsync } from './define';

const LIMIT_KB = 10 * 1024;
const ONE_KEY_KB = 1024;
const PREFIX = storageKey('storage/');

function keys(): string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
}

function sizeKb(): number {
  return Math.ceil(
    keys().reduce((sum, key) => sum + key.length + (localStorage.getItem(PREFIX + key)?.length ?? 0), 0) /
      1024,
  );
}

function encode(value: unknown): string {
  if (value instanceof Date) return JSON.stringify({ type: 'date', data: value.getTime() });
  return JSON.stringify({ type: value === undefined ? 'undefined' : 'json', data: value });
}

function decode(text: string): unknown {
  const { type, data } = JSON.parse(text) as { type: string; data?: unknown };
  if (type === 'date') return new Date(data as number);
  return type === 'undefined' ? undefined : data;
}

function checkKey(key: unknown): asserts key is string {
  if (typeof key !== 'string')
    throw new ApiError(`parameter error: parameter.key should be String instead of ${typeof key};`);
}

function set(key: unknown, value: unknown): void {
  checkKey(key);
  const text = encode(value);
  const before = localStorage.getItem(PREFIX + key)?.length ?? 0;
  if (text.length / 1024 > ONE_KEY_KB) throw new ApiError('exceed storage item max length');
  if (sizeKb() + (text.length - before) / 1024 > LIMIT_KB) throw new ApiError('exceed storage max size 10Mb');
  try {
    localStorage.setItem(PREFIX + key, text);
  } catch {
    // All phones share the origin, so the browser's own limit may come first.
    throw new ApiError('exceed storage max size 10Mb');
  }
}

function get(key: unknown): { found: boolean; value: unknown } {
  checkKey(key);
  const text = localStorage.getItem(PREFIX + key);
  return text === null ? { found: false, value: '' } : { found: true, value: decode(text) };
}

function clear(): void {
  keys().forEach((key) => localStorage.removeItem(PREFIX + key));
}

function info(): { keys: string[]; currentSize: number; limitSize: number } {
  return { keys: keys(), currentSize: sizeKb(), limitSize: LIMIT_KB };
}

/** Synchronous functions throw what the asynchronous ones give to `fail`. */
function sync<A extends unknown[], R>(name: string, run: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    try {
      return run(...args);
    } catch (error) {
      throw new Error(`${name}:fail ${(error as Error).message}`);
    }
  };
}

register({
  setStorageSync: sync('setStorageSync', set),
  getStorageSync: sync('getStorageSync', (key: unknown) => get(key).value),
  removeStorageSync: sync('removeStorageSync', (key: unknown) => {
    checkKey(key);
    localStorage.removeItem(PREFIX + key);
  }),
  clearStorageSync: clear,
  getStorageInfoSync: info,
  batchSetStorageSync: sync('batchSetStorageSync', (list: { key: string; value: unknown }[]) =>
    list.forEach(({ key, value }) => set(key, value)),
  ),
  batchGetStorageSync: sync('batchGetStorageSync', (list: string[]) => list.map((key) => get(key).value)),
});

registerAsync({
  setStorage: ({ key, data }: { key: string; data: unknown }) => set(key, data),
  getStorage: ({ key }: { key: string }) => {
    const { found, value } = get(key);
    if (!found) throw new ApiError('data not found');
    return { data: value };
  },
  removeStorage: ({ key }: { key: string }) => {
    checkKey(key);
    localStorage.removeItem(PREFIX + key);
  },
  clearStorage: clear,
  getStorageInfo: info,
});
