import type { Photo } from '../types';

/** Photos to look at; each says what is to be seen. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    photos: { type: Array, value: [] as Photo[] },
    label: { type: String, value: '照片' },
    autoPreview: { type: Boolean, value: true },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const index = event.currentTarget.dataset.index as number;
      const photos = this.data.photos as Photo[];
      const photo = photos[index];
      if (!photo) return;
      this.triggerEvent('preview', { id: photo.id ?? '', index });
      if (this.data.autoPreview) {
        void wx.previewImage({ current: photo.src, urls: photos.map(({ src }) => src) });
      }
    },
  },
});
