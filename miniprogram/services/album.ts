/** Pictures drawn on the phone, saved to the person's own album. */

export type Saved = 'saved' | 'refused' | 'failed';

/** Saves what a canvas shows. 'refused': WeChat was not allowed to; `openAlbumSettings` leads there. */
export async function saveToAlbum(canvas: WechatMiniprogram.Canvas): Promise<Saved> {
  try {
    const { tempFilePath } = await wx.canvasToTempFilePath({ canvas, fileType: 'png' });
    await wx.saveImageToPhotosAlbum({ filePath: tempFilePath });
    return 'saved';
  } catch (cause) {
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
