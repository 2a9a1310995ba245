/** One application of any kind, followed live: what is to be done now, where it is, what happened so far. */
import type { CaseKind } from '../../../typings/domain';
import { NO_VOICE, photoHandlers, voiceHandlers } from '../../pages/shared/attachments';
import type { FieldEvent } from '../../pages/shared/form';
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
import { ANSWER_DATA, answerHandlers, NO_REASON } from '../shared/answer-form';
import { openForm, type Form, type OpenForm } from './forms';
import { residentCase, type ResidentCase } from './view';

definePage({
  ...photoHandlers,
  ...voiceHandlers,
  ...answerHandlers,
  applicationId: '',
  kind: 'device' as CaseKind,
  followed: null as Followed | null,
  opened: null as OpenForm | null,
  data: {
    view: null as ResidentCase | null,
    /** The form that is open now. */
    form: '' as Form | '',
    ...ANSWER_DATA,
    asking: '' as '' | 'withdraw' | 'confirm',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.followed = followApplication(this.applicationId);
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

  /** After a step: what was typed has served, and the page shows the new state. */
  async stepDone(words: string) {
    this.opened?.forget();
    this.open('');
    void wx.showToast({ title: words, icon: 'success' });
    await this.reload();
  },
  async onAnswer() {
    const said = this.said('请写几句，或打电话告诉村残协');
    if (!said) return;
    const input = { applicationId: this.applicationId, answer: said.words, photoIds: said.photoIds };
    if (await this.act('answer', input, (requestId) => resubmit(input, requestId)))
      await this.stepDone('已交上去');
  },
  async onSendDispute() {
    const said = this.said(NO_REASON);
    if (!said) return;
    const input = { applicationId: this.applicationId, reason: said.words, photoIds: said.photoIds };
    if (await this.act('dispute', input, (requestId) => dispute(input, requestId)))
      await this.stepDone('已告诉村残协');
  },
  async onRate() {
    const rating = this.rating();
    if (!rating) return;
    const input = { applicationId: this.applicationId, ...rating };
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
});
