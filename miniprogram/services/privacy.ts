/**
 * WeChat asks before the first use of photos, microphone, album, files and clipboard whether the person agrees to the privacy guide.
 * We ask ourselves, in plain words, on a page of its own: a pop-up in small grey print is read by nobody. Calling for help, dialling and
 * scanning need none of it and never wait for it.
 */
import { ROUTES } from './nav';

type Answer = { event: 'exposureAuthorization' | 'disagree' } | { event: 'agree'; buttonId: string };

/** What for, by the API that waits: the page says it in a sentence. */
const USES: Record<string, PrivacyUse> = {
  chooseMedia: 'photo',
  chooseImage: 'photo',
  chooseMessageFile: 'file',
  saveImageToPhotosAlbum: 'album',
  'scope.writePhotosAlbum': 'album',
  'scope.record': 'voice',
  startRecord: 'voice',
  setClipboardData: 'copy',
};
export type PrivacyUse = 'photo' | 'voice' | 'album' | 'file' | 'copy' | 'other';

/** APIs that wait for the one answer; WeChat may ask for several at once. */
const waiting: ((answer: Answer) => void)[] = [];

/** Once, when the mini-program starts. Before base library 2.32.3 WeChat does not ask. */
export function startPrivacy(): void {
  if (!wx.canIUse('onNeedPrivacyAuthorization')) return;
  // The typings have another function's parameters here.
  const listen = wx.onNeedPrivacyAuthorization as unknown as (
    listener: (resolve: (answer: Answer) => void, info?: { referrer: string }) => void,
  ) => void;
  listen((resolve, info) => {
    waiting.push(resolve);
    if (waiting.length > 1) return;
    wx.navigateTo({
      url: ROUTES.privacyAsk(USES[info?.referrer ?? ''] ?? 'other'),
      // Without the page nobody can agree; what was wanted ends as if it had been declined, and can be tried again.
      fail: () => answerPrivacy({ event: 'disagree' }),
    });
  });
}

/** What the person decided; `buttonId`: the agreeing button, which WeChat checks. After leaving the page without deciding: no. */
export function answerPrivacy(answer: Answer): void {
  for (const resolve of waiting.splice(0)) resolve(answer);
}

/** Whether the person is being asked right now: the page behind is hidden, not left. */
export function privacyIsAsked(): boolean {
  return waiting.length > 0;
}

/** The page with the question is being seen. */
export function privacyAskShown(): void {
  for (const resolve of waiting) resolve({ event: 'exposureAuthorization' });
}

/** Whether an API ended because the person did not agree. */
export function privacyDeclined(cause: unknown): boolean {
  const { errno, errMsg } = (cause ?? {}) as { errno?: number; errMsg?: string };
  return errno === 104 || /privacy/.test(errMsg ?? '');
}

/** Opens the guide that WeChat keeps; false when it cannot be opened. */
export function openPrivacyGuide(): Promise<boolean> {
  return new Promise((opened) => {
    wx.openPrivacyContract({ success: () => opened(true), fail: () => opened(false) });
  });
}
