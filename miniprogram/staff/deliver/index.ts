/** Recording a delivery at the door: photos first, a note when needed. */
import type { UploadItem } from '../../components/types';
import { deliver, followApplication } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { LIMITS } from '../../shared/limits';
import type { FieldEvent } from '../../pages/shared/form';
import { leaveOrder } from '../shared/order';

type IdEvent = WechatMiniprogram.CustomEvent<{ id: string }>;

definePage({
  applicationId: '',
  tray: null as PhotoTray | null,
  data: {
    title: '',
    address: '',
    canDeliver: false,
    photos: [] as UploadItem[],
    max: LIMITS.photosPerStep,
    note: '',
    noteLimit: LIMITS.noteLength,
    done: false,
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.tray = createPhotoTray('delivery', (photos) => this.setData({ photos, 'errors.photos': '' }));
    this.setData({ note: loadDraft(`deliver-${this.applicationId}`)?.note ?? '' });
  },
  async load() {
    const application = await followApplication(this.applicationId).next();
    if (!application) return;
    this.setData({
      title: `${application.staff?.residentName ?? ''}的${application.itemName}`,
      address: application.deliverTo,
      canDeliver: application.actions.includes('deliver'),
    });
  },
  onAdd(event: WechatMiniprogram.CustomEvent<{ remaining: number }>) {
    void this.tray?.add(event.detail.remaining);
  },
  onRemove(event: IdEvent) {
    this.tray?.remove(event.detail.id);
  },
  onRetryPhoto(event: IdEvent) {
    void this.tray?.retry(event.detail.id);
  },
  onPreview(event: IdEvent) {
    const { photos } = this.data;
    const current = photos.find((photo) => photo.id === event.detail.id)?.src;
    if (current) void wx.previewImage({ urls: photos.map((photo) => photo.src), current });
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
    saveDraft(`deliver-${this.applicationId}`, { note: event.detail.value });
  },
  async onSubmit() {
    const photoIds = this.tray?.photoIds() ?? [];
    if (this.tray?.underWay()) {
      this.setData({ 'errors.photos': '照片还在上传，请等一下再提交' });
      return;
    }
    if (photoIds.length === 0) {
      this.setData({ 'errors.photos': '请至少拍一张送到时的照片' });
      return;
    }
    const note = this.data.note.trim();
    const input = { applicationId: this.applicationId, photoIds, ...(note ? { note } : {}) };
    if (!(await this.act('deliver', input, (requestId) => deliver(input, requestId)))) return;
    dropDraft(`deliver-${this.applicationId}`);
    leaveOrder(this.applicationId);
    this.setData({ done: true });
  },
  onBack() {
    back();
  },
});
