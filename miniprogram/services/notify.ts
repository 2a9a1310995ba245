/** Asking whether WeChat may tell the person of the next step. Always a favour, never a condition. */
import { CONFIG } from './config';

/** What WeChat would tell: progress of an application, or that somebody waits for an answer. */
export type Telling = keyof typeof CONFIG.templates;

/** Said before the question comes up. */
export const NOTIFY_REASON = '办理有进展时，微信会通知您。您也可以不要通知，不影响办理。';

/**
 * Asks once. Must be called straight from a tap, before anything is awaited. Resolves when answered, whatever the answer;
 * it never fails, because a refusal or an old WeChat must not stop an application.
 */
export async function askForUpdates(tellings: readonly Telling[] = ['step']): Promise<void> {
  const tmplIds = tellings.map((telling) => CONFIG.templates[telling]).filter((id) => id.length > 0);
  if (tmplIds.length === 0) return;
  try {
    await wx.requestSubscribeMessage({ tmplIds });
  } catch {
    // Refused, switched off, or not possible here: the person simply looks into 我的申请.
  }
}
