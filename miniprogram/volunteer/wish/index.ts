/** One wish: claimed by exactly one volunteer, handed over through the village, with a photo. */
import type { PublicWish } from '../../../typings/api/applications';
import type { UploadItem } from '../../components/types';
import { photoHandlers } from '../../pages/shared/attachments';
import type { FieldEvent } from '../../pages/shared/form';
import { claimWish, deliverWish, releaseWish, wish } from '../../services/applications';
import type { CallError } from '../../services/call';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back, dial } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { friendlyDay } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import { wishView, type WishView } from '../shared/wish-view';

definePage({
  wishId: '',
  tray: null as PhotoTray | null,
  data: {
    view: null as WishView | null,
    can: { claim: false, release: false, deliver: false },
    handOver: null as { officers: { name: string; duty: string; phone: string }[]; words: string } | null,
    photos: [] as UploadItem[],
    maxPhotos: LIMITS.photosPerStep,
    noteLimit: LIMITS.noteLength,
    note: '',
    reason: '',
    asking: '' as '' | 'claim' | 'deliver',
    releasing: false,
    /** Somebody else was faster. */
    taken: '',
    notifyReason: NOTIFY_REASON,
  },

  onLoad(query) {
    this.wishId = query.wishId ?? '';
    this.tray = createPhotoTray('wish', (photos) => this.setData({ photos, 'errors.photos': '' }), {
      keep: this.draftKey(),
    });
    this.setData({ note: loadDraft(this.draftKey())?.note ?? '' });
  },
  draftKey(): string {
    return `wish-${this.wishId}`;
  },
  async load() {
    const answer = await wish(this.wishId);
    this.take(answer.wish);
  },
  take(found: PublicWish) {
    const { handOver, actions } = found;
    this.setData({
      view: wishView(found),
      can: {
        claim: actions.includes('claim'),
        release: actions.includes('release'),
        deliver: actions.includes('deliver'),
      },
      handOver: handOver && {
        officers: handOver.officers,
        words: `请在${friendlyDay(handOver.until, Date.now())}前准备好，送到村残协，由他们转交给${handOver.residentMasked}。`,
      },
    });
  },

  onAskClaim() {
    this.setData({ asking: 'claim' });
  },
  onCancel() {
    this.setData({ asking: '' });
  },
  async onClaim() {
    const asked = askForUpdates(['step']);
    const input = { wishId: this.wishId };
    const first = (error: CallError): boolean => {
      if (error.code !== 'WISH_TAKEN' && error.code !== 'NOT_FOUND') return false;
      this.setData({ taken: error.message });
      return true;
    };
    const done = await this.act('claim', input, (requestId) => claimWish(input, requestId), first);
    this.setData({ asking: '' });
    await asked;
    if (!done) return;
    void wx.showToast({ title: '认领成功', icon: 'success' });
    await this.reload();
  },
  onDial(event: WechatMiniprogram.CustomEvent) {
    void dial(String(event.currentTarget.dataset.phone));
  },

  ...photoHandlers,
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
    if (name === 'note') saveDraft(this.draftKey(), { note: value });
  },
  onAskDeliver() {
    if (this.tray?.underWay()) {
      this.setData({ 'errors.photos': '照片还在上传，请等一下' });
      return;
    }
    if ((this.tray?.photoIds() ?? []).length === 0) {
      this.setData({ 'errors.photos': '请至少拍一张照片，拍东西就行，不用拍人' });
      return;
    }
    this.setData({ asking: 'deliver' });
  },
  async onDeliver() {
    const note = this.data.note.trim();
    const photoIds = this.tray?.photoIds() ?? [];
    const input = { wishId: this.wishId, photoIds, ...(note ? { note } : {}) };
    const done = await this.act('deliver', input, (requestId) => deliverWish(input, requestId));
    this.setData({ asking: '' });
    if (!done) return;
    dropDraft(this.draftKey());
    this.tray?.forget();
    void wx.showToast({ title: '谢谢您', icon: 'success' });
    await this.reload();
  },

  onOpenRelease() {
    this.setData({ releasing: true, reason: '' });
  },
  onCloseRelease() {
    this.setData({ releasing: false });
  },
  async onRelease() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ 'errors.reason': '请写一下原因，别的志愿者好接手' });
      return;
    }
    const input = { wishId: this.wishId, reason };
    const done = await this.act('release', input, (requestId) => releaseWish(input, requestId));
    this.setData({ releasing: false });
    if (!done) return;
    void wx.showToast({ title: '已取消认领' });
    await this.reload();
  },
  onBack() {
    back();
  },
});
