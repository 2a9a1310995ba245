/** One application of any kind, followed live: what is to be done now, where it is, what happened so far. */
import type { UploadItem, VoiceItem } from '../../components/types';
import type { CaseKind } from '../../../typings/domain';
import {
  attachmentsProblem,
  NO_VOICE,
  photoHandlers,
  voiceField,
  voiceHandlers,
} from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import {
  acceptWork,
  confirmReceipt,
  dispute,
  followApplication,
  giveFeedback,
  resubmit,
  withdraw,
  type Followed,
} from '../../services/applications';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import { openForm, type Form, type OpenForm } from './forms';
import { residentCase, type ResidentCase } from './view';
import type { PhotoTray } from '../../services/photos';
import type { VoiceNote } from '../../services/voice';

definePage({
  ...photoHandlers,
  ...voiceHandlers,
  applicationId: '',
  kind: 'device' as CaseKind,
  followed: null as Followed | null,
  opened: null as OpenForm | null,
  tray: null as PhotoTray | null,
  voice: null as VoiceNote | null,
  data: {
    view: null as ResidentCase | null,
    /** The form that is open now. */
    form: '' as Form | '',
    words: '',
    score: 0,
    photos: [] as UploadItem[],
    voiceItem: NO_VOICE as VoiceItem,
    limits: { note: LIMITS.noteLength, words: LIMITS.feedbackLength, photos: LIMITS.photosPerStep },
    asking: '' as '' | 'withdraw' | 'confirm',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.followed = followApplication(this.applicationId);
  },
  onHide() {
    this.voice?.leave();
  },
  onUnload() {
    this.voice?.leave();
  },
  async load() {
    this.followed?.forget();
    await this.poll();
  },
  async poll() {
    const application = await this.followed?.next();
    if (!application) return;
    this.kind = application.kind;
    const view = residentCase(application, Date.now());
    this.setData({ view });
    this.fitForm(view);
  },

  /** The form that belongs to what can be done now; one that is being filled in stays open. */
  fitForm({ can, question }: ResidentCase) {
    const { form } = this.data;
    const fits = { '': false, answer: can.answer, rate: can.rate, dispute: question !== null };
    if (!fits[form]) this.open(can.answer ? 'answer' : can.rate ? 'rate' : '');
  },
  open(form: Form | '') {
    this.voice?.leave();
    this.opened = null;
    this.setData({ form, photos: [], voiceItem: NO_VOICE, words: '', errors: {} });
    if (form === '') return;
    const mine = (): boolean => this.data.form === form;
    this.opened = openForm(form, this.applicationId, this.kind, {
      photos: (photos) => {
        if (mine()) this.setData({ photos });
      },
      voice: (voiceItem) => {
        if (mine()) this.setData({ voiceItem });
      },
    });
    this.tray = this.opened.tray;
    this.voice = this.opened.voice;
    this.setData({ words: this.opened.words });
  },
  onWords(event: FieldEvent) {
    const { value } = event.detail;
    this.setData({ words: value, 'errors.words': '' });
    this.opened?.keep(value);
  },
  onScore(event: WechatMiniprogram.CustomEvent<{ value: number }>) {
    this.setData({ score: event.detail.value, 'errors.score': '' });
  },
  onDispute() {
    this.open('dispute');
  },
  onDisputeClose() {
    this.open(this.data.view?.can.rate ? 'rate' : '');
  },
  /** Whether the open form can be sent; shows what is missing otherwise. */
  complete(missing: Record<string, string>): boolean {
    const errors = problems({ ...missing, files: attachmentsProblem(this.tray, this.voice) });
    this.setData({ errors });
    if (Object.keys(errors).length === 0) return true;
    showFirstProblem();
    return false;
  },

  /** After a step: what was typed has served, and the page shows the new state. */
  async stepDone(words: string) {
    this.opened?.forget();
    this.open('');
    void wx.showToast({ title: words, icon: 'success' });
    await this.reload();
  },
  async onAnswer() {
    const answer = this.data.words.trim();
    if (!this.complete({ words: answer === '' ? '请写几句，或打电话告诉村残协' : '' })) return;
    const input = { applicationId: this.applicationId, answer, photoIds: this.tray?.photoIds() ?? [] };
    if (await this.act('answer', input, (requestId) => resubmit(input, requestId)))
      await this.stepDone('已交上去');
  },
  async onSendDispute() {
    const reason = this.data.words.trim();
    if (!this.complete({ words: reason === '' ? '请写一写哪里不对，或打电话告诉村残协' : '' })) return;
    const input = { applicationId: this.applicationId, reason, photoIds: this.tray?.photoIds() ?? [] };
    if (await this.act('dispute', input, (requestId) => dispute(input, requestId)))
      await this.stepDone('已告诉村残协');
  },
  async onRate() {
    const { score, words } = this.data;
    if (!this.complete({ score: score === 0 ? '请点一个笑脸或哭脸' : '' })) return;
    const input = {
      applicationId: this.applicationId,
      score,
      words: words.trim(),
      photoIds: this.tray?.photoIds() ?? [],
      ...voiceField(this.voice),
    };
    if (await this.act('rate', input, (requestId) => giveFeedback(input, requestId)))
      await this.stepDone('谢谢评价');
  },

  onAskConfirm() {
    this.setData({ asking: 'confirm' });
  },
  onAskWithdraw() {
    this.setData({ asking: 'withdraw' });
  },
  onCancel() {
    this.setData({ asking: '' });
  },
  async onConfirm() {
    const input = { applicationId: this.applicationId };
    const accept = this.data.view?.can.accept;
    const done = await this.act('confirm', input, (requestId) =>
      accept ? acceptWork(input, requestId) : confirmReceipt(input, requestId),
    );
    this.setData({ asking: '' });
    if (done) await this.stepDone(accept ? '验收通过' : '已确认收到');
  },
  async onWithdraw() {
    const input = { applicationId: this.applicationId };
    const done = await this.act('withdraw', input, (requestId) => withdraw(input, requestId));
    this.setData({ asking: '' });
    if (done) await this.stepDone('已撤回');
  },
  onRepair(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.repair(this.applicationId, String(event.currentTarget.dataset.id)));
  },
  onAgain() {
    go(this.data.view?.again?.url ?? ROUTES.home());
  },
  onContact() {
    go(ROUTES.contact());
  },
});
