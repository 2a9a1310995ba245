/** Pictures drawn on the phone, saved to the person's own album. */
import type { PageTools } from '../../services/page';
import { privacyDeclined } from '../../services/privacy';
import type { Pen, Size } from './paper';

type Saved = 'saved' | 'declined' | 'refused' | 'failed';

/**
 * Saves what a canvas shows. 'refused': WeChat was not allowed to; `openAlbumSettings` leads there. 'declined': the person did not
 * agree just now and knows it.
 */
async function saveToAlbum(canvas: WechatMiniprogram.Canvas): Promise<Saved> {
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
async function openAlbumSettings(): Promise<void> {
  try {
    await wx.openSetting();
  } catch {
    // The person went back without a change.
  }
}

/** As much of a page as these handlers need. */
interface AlbumPage extends Pick<PageTools, 'say'> {
  data: { saving: boolean };
  setData(change: Record<string, unknown>): void;
  /** What draws the picture; null while there is nothing to draw. */
  drawing(): ((pen: Pen) => void) | null;
  withCanvas(next: (canvas: WechatMiniprogram.Canvas) => void): void;
  save(canvas: WechatMiniprogram.Canvas): Promise<void>;
}

/** Data of a page with a picture to be saved. */
export const ALBUM_DATA = { saving: false, refused: false };

/** Handlers of a page with a picture of this size on the canvas of this class. */
export function albumHandlers(canvasClass: string, { width, height }: Size) {
  return {
    /** Draws on the canvas as it is laid out, then goes on with it. */
    withCanvas(this: AlbumPage, next: (canvas: WechatMiniprogram.Canvas) => void) {
      wx.createSelectorQuery()
        .select(`.${canvasClass}`)
        .fields({ node: true, size: true })
        .exec(([found]: [{ node: WechatMiniprogram.Canvas } | null]) => {
          const draw = this.drawing();
          if (!found?.node || !draw) return;
          found.node.width = width;
          found.node.height = height;
          draw(found.node.getContext('2d') as Pen);
          next(found.node);
        });
    },
    onSave(this: AlbumPage) {
      if (this.data.saving) return;
      this.setData({ saving: true, refused: false });
      this.withCanvas((canvas) => void this.save(canvas));
    },
    async save(this: AlbumPage, canvas: WechatMiniprogram.Canvas) {
      const saved = await saveToAlbum(canvas);
      this.setData({ saving: false, refused: saved === 'refused' });
      if (saved === 'saved') void wx.showToast({ title: '已存到相册', icon: 'success' });
      if (saved === 'failed') this.say('没有存成功', '请看看手机里还有没有空间，再试一次。');
    },
    onSettings() {
      void openAlbumSettings();
    },
  };
}
