/** One service as the resident's side sees it, live: whether it happened, how it was, or that it was not so. */
import type { ServiceView } from '../../../typings/api/pairing';
import { NO_VOICE, photoHandlers, voiceHandlers } from '../../pages/shared/attachments';
import { showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { SERVICE_DATA, serviceHandlers } from '../../pages/shared/service-page';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { confirmService, disputeService } from '../../services/pairing';
import { definePage } from '../../services/page';
import { createPhotoTray } from '../../services/photos';
import { behalfLabel } from '../../services/session';
import { createVoiceNote } from '../../services/voice';
import { ANSWER_DATA, answerHandlers, NO_REASON } from '../shared/answer-form';

type Form = '' | 'rate' | 'dispute';

definePage({
  ...photoHandlers,
  ...voiceHandlers,
  ...answerHandlers,
  ...serviceHandlers('resident'),
  data: {
    ...SERVICE_DATA,
    behalf: '',
    form: '' as Form,
    ...ANSWER_DATA,
  },

  onLoad(query) {
    this.serviceId = query.serviceId ?? '';
    this.setData({ behalf: behalfLabel() });
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
  async sent(words: string) {
    dropDraft(this.draftKey(this.data.form));
    this.tray?.forget();
    this.voice?.forget();
    this.open('');
    void wx.showToast({ title: words, icon: 'success' });
    await this.reload();
  },
  async onSendRate() {
    const rating = this.rating();
    if (!rating) return;
    const input = { serviceId: this.serviceId, ...rating };
    if (await this.act('rate', input, (requestId) => confirmService(input, requestId)))
      await this.sent('谢谢评价');
  },
  async onSendDispute() {
    const said = this.said(NO_REASON);
    if (!said) return;
    const input = { serviceId: this.serviceId, reason: said.words, photoIds: said.photoIds };
    if (await this.act('dispute', input, (requestId) => disputeService(input, requestId)))
      await this.sent('已告诉工作人员');
  },
});
