/** One application, followed live: where it is, what is to be done now, what happened so far. */
import {
  confirmReceipt,
  followApplication,
  giveFeedback,
  resubmit,
  withdraw,
  type Followed,
} from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import type { FieldEvent } from '../../pages/shared/form';
import { residentCase, type ResidentCase } from './view';

definePage({
  applicationId: '',
  followed: null as Followed | null,
  data: {
    view: null as ResidentCase | null,
    answer: '',
    score: 0,
    words: '',
    limits: { note: LIMITS.noteLength, words: LIMITS.feedbackLength },
    asking: '' as '' | 'withdraw' | 'confirm',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.followed = followApplication(this.applicationId);
    const draft = loadDraft(`case-${this.applicationId}`);
    if (draft) this.setData({ answer: draft.answer ?? '', words: draft.words ?? '' });
  },
  async load() {
    this.followed?.forget();
    await this.poll();
  },
  async poll() {
    const application = await this.followed?.next();
    if (application) this.setData({ view: residentCase(application, Date.now()) });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
    saveDraft(`case-${this.applicationId}`, { answer: this.data.answer, words: this.data.words });
  },
  /** After a step: the draft has served, and the page shows the new state. */
  async stepDone(words: string) {
    dropDraft(`case-${this.applicationId}`);
    void wx.showToast({ title: words, icon: 'success' });
    await this.reload();
  },

  async onAnswer() {
    const { applicationId } = this;
    const answer = this.data.answer.trim();
    if (answer === '') {
      this.setData({ 'errors.answer': '请写几句，或打电话告诉村残协' });
      return;
    }
    const input = { applicationId, answer };
    if (!(await this.act('answer', input, (requestId) => resubmit(input, requestId)))) return;
    this.setData({ answer: '' });
    await this.stepDone('已交上去');
  },
  onScore(event: WechatMiniprogram.CustomEvent<{ value: number }>) {
    this.setData({ score: event.detail.value, 'errors.score': '' });
  },
  async onRate() {
    const { applicationId } = this;
    const { score, words } = this.data;
    if (score === 0) {
      this.setData({ 'errors.score': '请点一个笑脸或哭脸' });
      return;
    }
    const input = { applicationId, score, words: words.trim() };
    if (await this.act('rate', input, (requestId) => giveFeedback(input, requestId))) {
      await this.stepDone('谢谢评价');
    }
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
    const done = await this.act('confirm', input, (requestId) => confirmReceipt(input, requestId));
    this.setData({ asking: '' });
    if (done) await this.stepDone('已确认收到');
  },
  async onWithdraw() {
    const input = { applicationId: this.applicationId };
    const done = await this.act('withdraw', input, (requestId) => withdraw(input, requestId));
    this.setData({ asking: '' });
    if (done) await this.stepDone('已撤回');
  },
  onContact() {
    go(ROUTES.contact());
  },
});
