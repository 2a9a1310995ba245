/** One service as the resident's side sees it, live: whether it happened, how it was, or that it was not so. */
import type { ServiceView } from '../../../typings/api/pairing';
import type { UploadItem, VoiceItem } from '../../components/types';
import {
  attachmentsProblem,
  NO_VOICE,
  photoHandlers,
  voiceField,
  voiceHandlers,
} from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { SERVICE_DATA, serviceHandlers } from '../../pages/shared/service-page';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { go, ROUTES } from '../../services/nav';
import { confirmService, disputeService } from '../../services/pairing';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { behalfLabel } from '../../services/session';
import { createVoiceNote, type VoiceNote } from '../../services/voice';
import { LIMITS } from '../../shared/limits';

type Form = '' | 'rate' | 'dispute';

definePage({
  ...photoHandlers,
  ...voiceHandlers,
  ...serviceHandlers('resident'),
  tray: null as PhotoTray | null,
  voice: null as VoiceNote | null,
  data: {
    ...SERVICE_DATA,
    behalf: '',
    form: '' as Form,
    score: 0,
    words: '',
    photos: [] as UploadItem[],
    voiceItem: NO_VOICE as VoiceItem,
    limits: { note: LIMITS.noteLength, words: LIMITS.feedbackLength, photos: LIMITS.photosPerStep },
  },

  onLoad(query) {
    this.serviceId = query.serviceId ?? '';
    this.setData({ behalf: behalfLabel() });
  },
  onHide() {
    this.voice?.leave();
  },
  onUnload() {
    this.voice?.leave();
  },
  onFound({ can }: ServiceView) {
    const { form } = this.data;
    // Answered on another phone meanwhile: the form would only be refused.
    if ((form === 'rate' && !can.confirm) || (form === 'dispute' && !can.dispute)) this.open('');
  },

  draftKey(form: Form): string {
    return `service-${this.serviceId}-${form}`;
  },
  open(form: Form) {
    this.voice?.leave();
    this.tray = null;
    this.voice = null;
    this.setData({ form, words: '', photos: [], voiceItem: NO_VOICE, errors: {} });
    if (form === '') return;
    const keep = this.draftKey(form);
    const mine = (): boolean => this.data.form === form;
    this.tray = createPhotoTray('feedback', (photos) => mine() && this.setData({ photos }), { keep });
    if (form === 'rate') {
      this.voice = createVoiceNote('feedback', (voiceItem) => mine() && this.setData({ voiceItem }), {
        keep,
      });
    }
    const { words = '', score = '0' } = loadDraft(keep) ?? {};
    this.setData({ words, score: Number(score) });
    showFirstProblem('.form');
  },
  onRate() {
    this.open('rate');
  },
  onDispute() {
    this.open('dispute');
  },
  onFormClose() {
    this.open('');
  },
  keep() {
    const { form, words, score } = this.data;
    saveDraft(this.draftKey(form), { words, score: score === 0 ? '' : String(score) });
  },
  onWords(event: FieldEvent) {
    this.setData({ words: event.detail.value, 'errors.words': '', 'errors.reason': '' });
    this.keep();
  },
  onScore(event: WechatMiniprogram.CustomEvent<{ value: number }>) {
    this.setData({ score: event.detail.value, 'errors.score': '' });
    this.keep();
  },
  complete(missing: Record<string, string>): boolean {
    const errors = problems({ ...missing, files: attachmentsProblem(this.tray, this.voice) });
    this.setData({ errors });
    if (Object.keys(errors).length === 0) return true;
    showFirstProblem();
    return false;
  },
  async sent(words: string) {
    dropDraft(this.draftKey(this.data.form));
    this.tray?.forget();
    this.voice?.forget();
    this.open('');
    void wx.showToast({ title: words, icon: 'success' });
    await this.reload();
  },
  async onSendRate() {
    const { score, words } = this.data;
    if (!this.complete({ score: score === 0 ? '请点一个笑脸或哭脸' : '' })) return;
    const input = {
      serviceId: this.serviceId,
      score,
      words: words.trim(),
      photoIds: this.tray?.photoIds() ?? [],
      ...voiceField(this.voice),
    };
    if (await this.act('rate', input, (requestId) => confirmService(input, requestId)))
      await this.sent('谢谢评价');
  },
  async onSendDispute() {
    const reason = this.data.words.trim();
    if (!this.complete({ words: reason === '' ? '请写一写哪里不对，或打电话告诉村残协' : '' })) return;
    const input = { serviceId: this.serviceId, reason, photoIds: this.tray?.photoIds() ?? [] };
    if (await this.act('dispute', input, (requestId) => disputeService(input, requestId)))
      await this.sent('已告诉工作人员');
  },
  onContact() {
    go(ROUTES.contact());
  },
});
