/** One service of the volunteer, live: running, to be described, and what the others said. */
import type { ServiceKind } from '../../../typings/domain';
import type { UploadItem } from '../../components/types';
import { attachmentsProblem, photoHandlers } from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { SERVICE_DATA, serviceHandlers } from '../../pages/shared/service-page';
import { go, ROUTES } from '../../services/nav';
import { cancelService, describeService } from '../../services/pairing';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { LIMITS } from '../../shared/limits';
import { forgetContent, keepContent, readContent } from '../shared/content';
import { SERVICE_KIND_OPTIONS } from '../shared/service-kinds';

definePage({
  ...photoHandlers,
  ...serviceHandlers('volunteer'),
  tray: null as PhotoTray | null,
  data: {
    ...SERVICE_DATA,
    kindOptions: SERVICE_KIND_OPTIONS,
    kinds: [] as ServiceKind[],
    words: '',
    photos: [] as UploadItem[],
    limits: { note: LIMITS.noteLength, photos: LIMITS.photosPerStep },
    cancelling: false,
    reason: '',
  },

  onLoad(query) {
    this.serviceId = query.serviceId ?? '';
    const { kinds, words } = readContent(this.draftKey());
    this.setData({ kinds, words });
    this.tray = createPhotoTray('service', (photos) => this.setData({ photos, 'errors.photos': '' }), {
      keep: this.draftKey(),
    });
  },
  draftKey(): string {
    return `service-${this.serviceId}`;
  },
  onScan() {
    go(ROUTES.scan());
  },

  keep() {
    keepContent(this.draftKey(), this.data);
  },
  onKinds(event: WechatMiniprogram.CustomEvent<{ value: ServiceKind[] }>) {
    this.setData({ kinds: event.detail.value, 'errors.kinds': '' });
    this.keep();
  },
  onWords(event: FieldEvent) {
    this.setData({ words: event.detail.value, 'errors.words': '' });
    this.keep();
  },
  async onDescribe() {
    const { kinds, words } = this.data;
    const photoIds = this.tray?.photoIds() ?? [];
    const unsent = attachmentsProblem(this.tray, null);
    const errors = problems({
      kinds: kinds.length === 0 ? '请选帮了什么忙，可以选几样' : '',
      photos: unsent || (photoIds.length === 0 ? '请至少拍一张照片' : ''),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const input = { serviceId: this.serviceId, kinds, words: words.trim(), photoIds };
    const done = await this.act('describe', input, (requestId) => describeService(input, requestId));
    if (!done) return;
    forgetContent(this.draftKey());
    this.tray?.forget();
    void wx.showToast({ title: '已记下，谢谢', icon: 'success' });
    await this.reload();
  },

  onAskCancel() {
    this.setData({ cancelling: true, reason: '', errors: {} });
  },
  onCancelClose() {
    this.setData({ cancelling: false });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, 'errors.reason': '' });
  },
  async onCancelService() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ errors: { reason: '请写一句原因，比如“扫错了”' } });
      return;
    }
    const input = { serviceId: this.serviceId, reason };
    const done = await this.act('cancel', input, (requestId) => cancelService(input, requestId));
    this.setData({ cancelling: false });
    if (!done) return;
    void wx.showToast({ title: '已取消', icon: 'success' });
    await this.reload();
  },
});
