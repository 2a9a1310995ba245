/** The phone's storage with one prefix. A full or broken storage never stops a page: it is only a convenience here. */
const PREFIX = 'zhinan:';

/** What was stored under the key, or null. */
export function readStored<T>(key: string): T | null {
  try {
    const value: unknown = wx.getStorageSync(PREFIX + key);
    return value === '' || value === undefined || value === null ? null : (value as T);
  } catch {
    return null;
  }
}

/** Stores a value; failing to is not an error for the person. */
export function writeStored(key: string, value: unknown): void {
  try {
    wx.setStorageSync(PREFIX + key, value);
  } catch {
    // Storage full: the page works without its memory.
  }
}

/** Forgets one key. */
export function removeStored(key: string): void {
  try {
    wx.removeStorageSync(PREFIX + key);
  } catch {
    // Nothing to forget.
  }
}

/** Forgets all keys that begin with the text. */
export function removeStoredUnder(start: string): void {
  try {
    for (const key of wx.getStorageInfoSync().keys) {
      if (key.startsWith(PREFIX + start)) wx.removeStorageSync(key);
    }
  } catch {
    // Nothing to forget.
  }
}
