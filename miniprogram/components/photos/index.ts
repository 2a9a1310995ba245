import type { UploadItem } from '../types';

/** How one photo is, in words for ear and eye. */
function say(item: UploadItem): string {
  switch (item.state) {
    case 'uploading':
      return item.progress ? `正在上传 ${item.progress}%` : '正在上传';
    case 'failed':
      return item.error || '没有传上';
    case 'done':
      return '已传上';
    case 'ready':
      return '等待上传';
  }
}

/** Photos being put together. A pure view: the page takes, sends and removes them. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    items: { type: Array, value: [] as UploadItem[] },
    max: { type: Number, value: 6 },
    label: { type: String, value: '照片' },
    hint: { type: String, value: '' },
    error: { type: String, value: '' },
    required: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
  },
  data: { rows: [] as (UploadItem & { said: string })[], remaining: 6 },
  observers: {
    'items, max'(items: UploadItem[], max: number) {
      const rows = items.map((item) => ({ ...item, said: say(item) }));
      this.setData({ rows, remaining: Math.max(0, max - items.length) });
    },
  },
  methods: {
    onAdd() {
      this.triggerEvent('add', { remaining: this.data.remaining });
    },
    tell(event: 'remove' | 'retry' | 'preview', source: WechatMiniprogram.BaseEvent) {
      this.triggerEvent(event, { id: source.currentTarget.dataset.id as string });
    },
    onRemove(event: WechatMiniprogram.BaseEvent) {
      this.tell('remove', event);
    },
    onRetry(event: WechatMiniprogram.BaseEvent) {
      this.tell('retry', event);
    },
    onPreview(event: WechatMiniprogram.BaseEvent) {
      this.tell('preview', event);
    },
  },
});
