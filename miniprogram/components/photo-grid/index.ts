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
      this.triggerEvent('preview', { id: photos[index].id ?? '', index });
      if (this.data.autoPreview) {
        void wx.previewImage({ current: photos[index].src, urls: photos.map((photo) => photo.src) });
      }
    },
  },
});
