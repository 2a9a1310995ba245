/** Handlers of ui-photos for pages with one tray, to be spread into definePage. */
import type { UploadItem } from '../../components/types';
import type { PhotoTray } from '../../services/photos';

interface WithTray {
  tray: PhotoTray | null;
  data: { photos: UploadItem[] };
}
type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>;

export const photoHandlers = {
  onAddPhotos(this: WithTray, event: WechatMiniprogram.CustomEvent<{ remaining: number }>) {
    void this.tray?.add(event.detail.remaining);
  },
  onRemovePhoto(this: WithTray, event: IdEvent) {
    this.tray?.remove(event.detail.id);
  },
  onRetryPhoto(this: WithTray, event: IdEvent) {
    void this.tray?.retry(event.detail.id);
  },
  onPreviewPhoto(this: WithTray, event: IdEvent) {
    const { photos } = this.data;
    const current = photos.find((photo) => photo.id === event.detail.id)?.src;
    if (current) void wx.previewImage({ urls: photos.map((photo) => photo.src), current });
  },
};

/** Why the photos cannot be handed in yet, in words; '' when they can. */
export function photosProblem(tray: PhotoTray | null, needed: string): string {
  if (tray?.underWay()) return '照片还在上传，请等一下再提交';
  return needed !== '' && (tray?.photoIds() ?? []).length === 0 ? needed : '';
}
