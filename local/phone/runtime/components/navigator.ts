/** `<navigator>` and `<functional-page-navigator>`-like links. */
import { navigateBack, navigateTo, reLaunch, redirectTo, switchTab } from '../navigation';
import { reportError } from '../errors';
import { defineBuiltIn } from './define';
import { HOVER } from './basic';

const MOVES: Record<string, (options: { url: string; delta: number }) => Promise<unknown>> = {
  navigate: navigateTo,
  redirect: redirectTo,
  switchTab,
  reLaunch,
  navigateBack,
};

/** Registers it. */
export function registerNavigator(): void {
  defineBuiltIn({
    name: 'navigator',
    properties: {
      ...HOVER,
      hoverClass: { type: String, value: 'navigator-hover' },
      target: String,
      url: String,
      openType: { type: String, value: 'navigate' },
      delta: { type: Number, value: 1 },
      appId: String,
      path: String,
      extraData: Object,
      version: String,
      shortLink: String,
    },
    setup(host) {
      host.dom.setAttribute('role', 'link');
      host.dom.tabIndex = 0;
      host.on('tap', () => {
        const { url, delta, openType } = host.data as { url: string; delta: number; openType: string };
        const move = MOVES[openType] ?? MOVES.navigate;
        // Relative to the component or page that the navigator is written in is the page in front.
        void (async () => move?.({ url, delta }))().then(
          () => host.emit('success', { errMsg: `${openType}:ok` }),
          (error: Error) => {
            reportError(error, `<navigator url="${url}">`);
            host.emit('fail', { errMsg: `${openType}:fail ${error.message}` });
          },
        );
      });
    },
  });
}
