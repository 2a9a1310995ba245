/** Pictures drawn on the phone, saved to the person's own album. */
import { privacyDeclined } from '../../services/privacy';

export type Saved = 'saved' | 'declined' | 'refused' | 'failed';

/**
 * Saves what a canvas shows. 'refused': WeChat was not allowed to; `openAlbumSettings` leads there. 'declined': the person did not
 * agree just now and knows it.
 */
export async function saveToAlbum(canvas: WechatMiniprogram.Canvas): Promise<Saved> {
  try {
    const { tempFilePath } = await wx.canvasToTempFilePath({ canvas, fileType: 'png' });
    await wx.saveImageToPhotosAlbum({ filePath: tempFilePath });
    return 'saved';
  } catch (cause) {
    if (privacyDeclined(cause)) return 'declined';
    const text = String((cause as { errMsg?: string } | null)?.errMsg ?? cause);
    return /auth|deny|cancel/i.test(text) ? 'refused' : 'failed';
  }
}

/** Where a refusal can be taken back; closing it without a change is no error. */
export async function openAlbumSettings(): Promise<void> {
  try {
    await wx.openSetting();
  } catch {
    // The person went back without a change.
  }
}
