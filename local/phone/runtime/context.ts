/** The one mini-program and the one phone of this window. */
import type { AppConfig, MiniProgram, PhoneSettings } from './types';

declare global {
  // The compiled mini-program defines it before the runtime starts.
  var __mp: MiniProgram;
  var __phoneBoot: { label: string };
}

function readSettings(): PhoneSettings {
  const query = new URLSearchParams(location.search);
  const fontSize = Number(query.get('fontSize') ?? 16);
  return {
    openid: query.get('openid') ?? 'o-nobody',
    label: globalThis.__phoneBoot?.label ?? '',
    path: query.get('path') ?? '',
    fontSize: Number.isFinite(fontSize) ? Math.min(30, Math.max(12, fontSize)) : 16,
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    offline: query.get('offline') === '1',
    privacyAgreed: query.get('privacy') === 'agreed',
  };
}

/** Settings of this phone; changed by its controls while it runs. */
export const settings = readSettings();

/** The compiled mini-program. */
export const mp: MiniProgram = globalThis.__mp;

/** True when app.json has `"darkmode": true`; otherwise WeChat stays light. */
export function darkModeSupported(): boolean {
  return mp.app.light.darkmode === true;
}

/** The theme in force. */
export function theme(): 'light' | 'dark' {
  return settings.theme === 'dark' && darkModeSupported() ? 'dark' : 'light';
}

/** app.json with the values of the theme in force. */
export function appConfig(): AppConfig {
  return mp.app[theme()];
}

/** Key of localStorage for this mini-program and this person. */
export function storageKey(name: string): string {
  return `${mp.appid}/${settings.openid}/${name}`;
}

/** WeChat's sizes in CSS pixels. */
export const STATUS_BAR_HEIGHT = 24;
export const NAVIGATION_BAR_HEIGHT = 44;
export const TAB_BAR_HEIGHT = 50;
