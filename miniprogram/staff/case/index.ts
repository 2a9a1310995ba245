/** One case for an officer: the person, what is asked for, the story, and the next step at the thumb. */
import type { CaseAction } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { decideVerification } from '../../services/accounts';
import * as api from '../../services/applications';
import type { CallError } from '../../services/call';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back, dial, go, replace, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { LIMITS } from '../../shared/limits';
import { payWords } from '../../shared/money';
import { takeDone } from '../shared/done';
import { leftWords } from './desk';
import { leaveOrder, nextAfter } from '../shared/order';
import { OWN_WORDS, reasonsFor } from './reasons';
import { stepOf, type StepDef } from './steps';
import { staffCase, type StaffCase } from './view';

type WordsStep = Extract<StepDef, { way: 'words' }>;
type SentStep = Exclude<StepDef, { way: 'page' }>;

definePage({
  applicationId: '',
  followed: null as api.Followed | null,
  data: {
    view: null as StaffCase | null,
    isVillage: false,
    verifying: false,
    /** The step that is being taken. */
    action: '' as CaseAction | '',
    sheet: { show: false, title: '', label: '', danger: false, optional: false },
    reasons: [] as ChoiceOption[],
    reason: '',
    ownWords: '',
    noteLimit: LIMITS.noteLength,
    question: { show: false, title: '', text: '', confirm: '', danger: false },
    done: { show: false, title: '', text: '', next: '' },
    changed: '',
    /** Minutes and seconds in which the last step can be taken back; '' when it cannot. */
    undoLeft: '',
    undoing: false,
    noting: false,
    note: '',
  },
  ticking: null as ReturnType<typeof setInterval> | null,

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.followed = api.followApplication(this.applicationId);
    this.setData({ isVillage: activeRole()?.role === 'villageStaff' });
  },
  onShow() {
    const done = takeDone(this.applicationId);
    if (done) void this.finish(done.title, done.text);
    this.tick();
  },
  onHide() {
    this.stopTicking();
  },
  onUnload() {
    this.stopTicking();
  },
  async load() {
    this.followed?.forget();
    await this.poll();
  },
  async poll() {
    const application = await this.followed?.next();
    if (application) this.setData({ view: staffCase(application, Date.now()) });
    this.tick();
  },
  /** Counts the time down in which the last step can be taken back. */
  tick() {
    const undoLeft = leftWords(this.data.view?.desk.undo ?? null, Date.now());
    if (undoLeft !== this.data.undoLeft) this.setData({ undoLeft });
    if (undoLeft === '') this.stopTicking();
    else this.ticking ??= setInterval(() => this.tick(), 1000);
  },
  stopTicking() {
    if (this.ticking !== null) clearInterval(this.ticking);
    this.ticking = null;
  },
  onUndo() {
    this.setData({ undoing: true });
  },
  onUndoCancel() {
    this.setData({ undoing: false });
  },
  async onUndoConfirm() {
    const input = { applicationId: this.applicationId };
    const answer = await this.act('undo', input, (requestId) => api.undoStep(input, requestId));
    this.setData({ undoing: false, 'done.show': false });
    if (answer) void wx.showToast({ title: '已撤回', icon: 'success' });
    await this.reload();
  },

  async onTake() {
    const input = { applicationId: this.applicationId };
    if (!(await this.act('take', input, (requestId) => api.takeCase(input, requestId)))) return;
    void wx.showToast({ title: '由您来办', icon: 'success' });
    await this.reload();
  },
  async onRelease() {
    const input = { applicationId: this.applicationId };
    if (await this.act('release', input, (requestId) => api.releaseCase(input, requestId)))
      await this.reload();
  },
  onHandOn() {
    go(ROUTES.handOn(this.applicationId));
  },
  onContacts() {
    go(ROUTES.contacts(this.applicationId));
  },
  onOther(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },
  onNote() {
    this.setData({ noting: true, note: loadDraft(this.noteKey())?.note ?? '', errors: {} });
  },
  noteKey(): string {
    return `note-${this.applicationId}`;
  },
  onNoteClose() {
    this.setData({ noting: false });
  },
  onNoteWords(event: FieldEvent) {
    this.setData({ note: event.detail.value, errors: {} });
    saveDraft(this.noteKey(), { note: event.detail.value });
  },
  async onNoteSave() {
    const words = this.data.note.trim();
    if (words === '') {
      this.setData({ errors: { words: '请写几句' } });
      return;
    }
    const input = { applicationId: this.applicationId, words };
    if (!(await this.act('note', input, (requestId) => api.addNote(input, requestId)))) return;
    dropDraft(this.noteKey());
    this.setData({ noting: false });
    await this.reload();
  },

  onDial() {
    if (this.data.view) void dial(this.data.view.phone);
  },
  onResident() {
    if (this.data.view) go(ROUTES.resident(this.data.view.residentId));
  },
  onAssist() {
    if (this.data.view) go(ROUTES.assist(this.data.view.residentId));
  },
  onVerifications() {
    go(ROUTES.verifications());
  },
  onAskVerify() {
    this.setData({ verifying: true });
  },
  onVerifyCancel() {
    this.setData({ verifying: false });
  },
  async onVerify() {
    const input = { verificationId: this.data.view?.verificationId ?? '', approve: true };
    const done = await this.act('verify', input, (requestId) => decideVerification(input, requestId));
    this.setData({ verifying: false });
    if (!done) return;
    void wx.showToast({ title: '身份已核实', icon: 'success' });
    await this.reload();
  },

  step(): StepDef | undefined {
    const { view, action } = this.data;
    return view && action !== '' ? stepOf(view.kind, action) : undefined;
  },
  draftKey(): string {
    return `step-${this.data.action}-${this.applicationId}`;
  },
  onStep(event: WechatMiniprogram.CustomEvent) {
    const action = event.currentTarget.dataset.action as CaseAction;
    this.setData({ action, changed: '' });
    const step = this.step();
    if (step?.way === 'page') go(step.url(this.applicationId));
    else if (step?.way === 'words') this.openSheet(step);
    else if (step) this.ask(step);
  },
  openSheet(step: WordsStep) {
    const { view, action } = this.data;
    const draft = loadDraft(this.draftKey());
    const reasons = view && action !== '' ? reasonsFor(view.kind, action) : [];
    const { title, wordsLabel: label, danger = false, optional = false } = step;
    this.setData({
      sheet: { show: true, title, label, danger, optional },
      reasons,
      reason: draft?.reason ?? (reasons.length === 0 ? OWN_WORDS : ''),
      ownWords: draft?.ownWords ?? '',
      errors: {},
    });
  },
  onCloseSheet() {
    this.setData({ 'sheet.show': false });
  },
  onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ reason: event.detail.value, errors: {} });
    saveDraft(this.draftKey(), { reason: this.data.reason, ownWords: this.data.ownWords });
  },
  onOwnWords(event: FieldEvent) {
    this.setData({ ownWords: event.detail.value, errors: {} });
    saveDraft(this.draftKey(), { reason: this.data.reason, ownWords: this.data.ownWords });
  },
  words(): string {
    const { reason, ownWords } = this.data;
    return (reason === OWN_WORDS ? ownWords : reason).trim();
  },
  onWords() {
    const step = this.step();
    if (step?.way !== 'words') return;
    if (this.words() === '' && !step.optional) {
      const own = this.data.reason === OWN_WORDS;
      this.setData({ errors: own ? { ownWords: '请写几句' } : { reason: '请选一个原因' } });
      return;
    }
    // The question lies under an open sheet.
    this.setData({ 'sheet.show': false });
    this.ask(step);
  },
  ask(step: SentStep) {
    const amounts = this.data.view?.amounts;
    const pays =
      this.data.action === 'approve' && amounts ? `申请人要付：${payWords(amounts.todayFen ?? 0)}。` : '';
    const words = step.way === 'words' && this.words() !== '' ? `“${this.words()}”` : '';
    const { title, label: confirm, danger = false } = step;
    this.setData({
      question: { show: true, title, text: `${pays}${step.message}${words}`, confirm, danger },
    });
  },
  onCancel() {
    const step = this.step();
    this.setData({ 'question.show': false });
    if (step?.way === 'words') this.openSheet(step);
  },
  async onConfirm() {
    const step = this.step();
    const { view, action } = this.data;
    if (!view || !step || step.way === 'page') return;
    const seenPayFen = view.amounts?.todayFen ?? null;
    const words = step.way === 'words' ? this.words() : '';
    const sent = { applicationId: this.applicationId, words, seenPayFen };
    const overtaken = (error: CallError): boolean => {
      if (error.code !== 'QUOTE_CHANGED') return false;
      void this.showNewAmount(seenPayFen ?? 0);
      return true;
    };
    const text = await this.act(action, sent, (requestId) => step.send(sent, requestId), overtaken);
    this.setData({ 'question.show': false });
    if (text === null) return;
    dropDraft(this.draftKey());
    await this.finish(step.done, text);
  },
  async showNewAmount(before: number) {
    await this.reload();
    const now = this.data.view?.amounts?.todayFen ?? null;
    const words = now === null ? '现在算不出金额' : `现在是${payWords(now)}`;
    this.setData({ changed: `您刚才看到的是${payWords(before)}，${words}。请看清楚原因再批准。` });
  },

  async finish(title: string, text: string) {
    const next = nextAfter(this.applicationId) ?? '';
    leaveOrder(this.applicationId);
    this.setData({ done: { show: true, title, text, next } });
    // Says whether the step can be taken back; the words above stand without it.
    await this.poll().catch(() => undefined);
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
