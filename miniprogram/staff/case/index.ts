/** One case for an officer: the person, the amount today, the story, and the next step at the thumb. */
import type { ApplicationView } from '../../../typings/api/applications';
import { decideVerification } from '../../services/accounts';
import {
  approve,
  check,
  followApplication,
  reject,
  returnForMore,
  type Followed,
} from '../../services/applications';
import type { CallError } from '../../services/call';
import { back, dial, go, replace, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import { payWords } from '../../shared/money';
import type { FieldEvent } from '../../pages/shared/form';
import { leaveOrder, nextAfter } from '../shared/order';
import { OWN_WORDS, REASONS, staffCase, type StaffCase } from './view';

type Asking = '' | 'check' | 'approve' | 'verify';
type Sheet = '' | 'sendBack' | 'reject';

definePage({
  applicationId: '',
  followed: null as Followed | null,
  data: {
    view: null as StaffCase | null,
    asking: '' as Asking,
    approveText: '',
    sheet: '' as Sheet,
    reasons: [...REASONS.sendBack],
    reason: '',
    ownWords: '',
    noteLimit: LIMITS.noteLength,
    done: { show: false, title: '', text: '', next: '' },
    changed: '',
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
    if (application) this.take(application);
  },
  take(application: ApplicationView) {
    this.setData({ view: staffCase(application, Date.now()) });
  },

  onDial() {
    if (this.data.view) void dial(this.data.view.phone);
  },
  onResident() {
    if (this.data.view) go(ROUTES.resident(this.data.view.residentId));
  },
  onVerifications() {
    go(ROUTES.verifications());
  },
  onDeliver() {
    go(ROUTES.deliver(this.applicationId));
  },
  onAsk(event: WechatMiniprogram.CustomEvent) {
    const asking = event.currentTarget.dataset.what as Asking;
    const pay = payWords(this.data.view?.todayFen ?? 0);
    this.setData({ asking, approveText: `申请人要付：${pay}。批准后由村残协送货。` });
  },
  onCancel() {
    this.setData({ asking: '' });
  },

  async onVerify() {
    const input = { verificationId: this.data.view?.verificationId ?? '', approve: true };
    const done = await this.act('verify', input, (requestId) => decideVerification(input, requestId));
    this.setData({ asking: '' });
    if (!done) return;
    void wx.showToast({ title: '身份已核实', icon: 'success' });
    await this.reload();
  },
  async onCheck() {
    const input = { applicationId: this.applicationId };
    const done = await this.act('check', input, (requestId) => check(input, requestId));
    this.setData({ asking: '' });
    if (done) this.finish('已核实通过', '已交给镇残联审批。');
  },
  async onApprove() {
    const seenPayFen = this.data.view?.todayFen;
    if (seenPayFen === null || seenPayFen === undefined) return;
    const input = { applicationId: this.applicationId, seenPayFen };
    const overtaken = (error: CallError): boolean => {
      if (error.code !== 'QUOTE_CHANGED') return false;
      void this.showNewAmount(seenPayFen);
      return true;
    };
    const done = await this.act('approve', input, (requestId) => approve(input, requestId), overtaken);
    this.setData({ asking: '' });
    if (!done) return;
    const told = done.difference ? '金额和申请时不同，已告诉申请人。' : '';
    this.finish('已批准', `申请人要付：${payWords(done.decision.payFen)}。${told}`);
  },
  async showNewAmount(before: number) {
    await this.reload();
    const now = this.data.view?.todayFen ?? null;
    const words = now === null ? '现在算不出金额' : `现在是${payWords(now)}`;
    this.setData({ changed: `您刚才看到的是${payWords(before)}，${words}。请看清楚原因再批准。` });
  },

  onOpenSheet(event: WechatMiniprogram.CustomEvent) {
    const sheet = event.currentTarget.dataset.what as 'sendBack' | 'reject';
    this.setData({ sheet, reasons: [...REASONS[sheet]], reason: '', ownWords: '', errors: {} });
  },
  onCloseSheet() {
    this.setData({ sheet: '' });
  },
  onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  onOwnWords(event: FieldEvent) {
    this.setData({ ownWords: event.detail.value, errors: {} });
  },
  async onSendReason() {
    const { sheet, reason, ownWords } = this.data;
    const words = (reason === OWN_WORDS ? ownWords : reason).trim();
    if (words === '' || sheet === '') {
      this.setData({
        errors: reason === OWN_WORDS ? { ownWords: '请写明原因' } : { reason: '请选一个原因' },
      });
      return;
    }
    const input = { applicationId: this.applicationId, reason: words };
    const send = sheet === 'sendBack' ? returnForMore : reject;
    const done = await this.act(sheet, input, (requestId) => send(input, requestId));
    // A second officer may have been faster: the message lies over the page, not under the sheet.
    this.setData({ sheet: '' });
    if (!done) return;
    if (sheet === 'sendBack') this.finish('已退回补充', '已告诉申请人要补充什么。');
    else this.finish('已记为不予通过', '原因已告诉申请人。');
  },

  finish(title: string, text: string) {
    const next = nextAfter(this.applicationId) ?? '';
    leaveOrder(this.applicationId);
    this.setData({ done: { show: true, title, text, next } });
  },
  onDoneNext() {
    const { next } = this.data.done;
    if (next) replace(ROUTES.case(next));
    else back();
  },
  onDoneBack() {
    back();
  },
});
