/** `App()`, `getApp()` and the life of the app. */
import { mp } from './context';
import { guard, onError, reportError } from './errors';
import { Listeners, register } from './api/define';
import { launchOptions } from './api/system';
import type { Json } from './types';

type AppInstance = Json & Record<string, any>;

let app: AppInstance = {};

const shows = new Listeners<Json>().register('AppShow');
const hides = new Listeners<Json>().register('AppHide');
const appErrors = new Listeners<string>().register('Error');
const rejections = new Listeners<{ reason: unknown; promise: Promise<unknown> }>().register(
  'UnhandledRejection',
);
new Listeners().register('PageNotFound');

function call(name: string, ...args: unknown[]): void {
  if (typeof app[name] === 'function') guard(`App ${name}`, () => app[name](...args));
}

/** Globals of the mini-program. */
export const appGlobals = {
  App(definition: AppInstance): void {
    app = definition;
  },
  getApp(options?: { allowDefault?: boolean }): AppInstance {
    return app ?? (options?.allowDefault ? {} : undefined);
  },
};

/** Runs app.ts, then onLaunch and onShow. */
export function launchApp(): void {
  guard('app', () => mp.modules.app?.());
  const options = launchOptions();
  call('onLaunch', options);
  call('onShow', options);
  shows.emit(options);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      call('onHide');
      hides.emit({});
    } else {
      call('onShow', options);
      shows.emit(options);
    }
  });
}

/** Tells the app of errors, as WeChat does. */
export function installAppErrors(): void {
  let telling = false;
  onError((error) => {
    // An error inside App.onError must not call it again.
    if (telling) return;
    telling = true;
    call('onError', `${error.message}\n${error.stack ?? ''}`);
    appErrors.emit(error.message);
    telling = false;
  });
  window.addEventListener('error', (event) => {
    // Says only that a size is reported one frame later.
    if (!event.error && event.message.startsWith('ResizeObserver loop')) return;
    reportError(event.error ?? event.message, 'window');
  });
  window.addEventListener('unhandledrejection', (event) => {
    reportError(event.reason, 'unhandledRejection');
    call('onUnhandledRejection', { reason: event.reason, promise: event.promise });
    rejections.emit({ reason: event.reason, promise: event.promise });
  });
}

register({
  exitMiniProgram: () => reportError('小程序已退出', 'wx.exitMiniProgram'),
});
