/** Privacy authorisation: WeChat asks before the first use of personal data. */
import { appConfig, settings, storageKey } from '../context';
import { ApiError, register, registerAsync } from './define';
import { askPermission } from '../ui/dialogs';

const KEY = storageKey('privacy');

type Resolve = (answer: { event?: string; buttonId?: string }) => void;
let handler: ((resolve: Resolve, info: { referrer: string }) => void) | undefined;

/** Remembers that this person agreed. */
export function agreePrivacy(_buttonId?: string): void {
  localStorage.setItem(KEY, 'agreed');
}

function agreed(): boolean {
  return settings.privacyAgreed || localStorage.getItem(KEY) === 'agreed';
}

/** Asks unless agreed before; the mini-program's own dialog when it registered one. */
async function requirePrivacy(referrer: string): Promise<void> {
  if (agreed()) return;
  const answer = handler
    ? await new Promise<boolean>((resolve) => {
        handler?.(
          ({ event }) => {
            if (event !== 'exposureAuthorization') resolve(event === 'agree');
          },
          { referrer },
        );
      })
    : await askPermission(
        '用户隐私保护提示',
        ['感谢您使用本小程序。使用前请阅读并同意《用户隐私保护指引》。'],
        '同意',
      );
  if (!answer) throw new ApiError('privacy permission is not authorized', { errno: 104 });
  agreePrivacy();
}

/** Before an API that the privacy guide has to name; only in a mini-program that says `__usePrivacyCheck__`. */
export async function privacyGate(referrer: string): Promise<void> {
  if (appConfig().__usePrivacyCheck__ === true) await requirePrivacy(referrer);
}

registerAsync({
  getPrivacySetting: () => ({ needAuthorization: !agreed(), privacyContractName: '《用户隐私保护指引》' }),
  requirePrivacyAuthorize: () => requirePrivacy('requirePrivacyAuthorize'),
  openPrivacyContract: () =>
    askPermission('用户隐私保护指引', ['正式版中，这里由微信显示小程序在后台填写的隐私保护指引。'], '知道了'),
});

register({
  onNeedPrivacyAuthorization: (listener: typeof handler) => {
    handler = listener;
  },
  offNeedPrivacyAuthorization: () => {
    handler = undefined;
  },
});
