/** What the volunteer would like to do, how staff arrange it, and the answer to whom they named. */
import type { IntentionTime, IntentionView } from '../../../typings/api/intentions';
import type { ServiceKind } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { intentionShown, type IntentionShown } from '../../pages/shared/intention-view';
import { villageOptions } from '../../pages/shared/village-options';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { replace, ROUTES } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import {
  answerIntention,
  changeIntention,
  myIntention,
  submitIntention,
  withdrawIntention,
} from '../../services/pairing';
import { definePage } from '../../services/page';
import { INTENTION_TIME_LABELS, INTENTION_TIMES } from '../../shared/intention-words';
import { LIMITS } from '../../shared/limits';
import { SERVICE_KIND_OPTIONS } from '../shared/service-kinds';

const DRAFT = 'intention';
const ANY: ChoiceOption = { value: 'any', label: '哪个村都行' };

interface Form {
  kinds: ServiceKind[];
  times: IntentionTime[];
  village: string;
  words: string;
}

const EMPTY: Form = { kinds: [], times: [], village: '', words: '' };
type FormEvent = WechatMiniprogram.CustomEvent<{ name: keyof Form; value: string | string[] }>;

const listOf = <T>(text: string | undefined): T[] => (text ?? '').split(',').filter(Boolean) as T[];

definePage({
  /** The intention that is changed, null for a new one. */
  changing: null as { intentionId: string; version: number } | null,
  view: null as IntentionView | null,
  data: {
    shown: null as IntentionShown | null,
    form: null as Form | null,
    isChange: false,
    kindOptions: SERVICE_KIND_OPTIONS,
    timeOptions: INTENTION_TIMES.map((value) => ({ value, label: INTENTION_TIME_LABELS[value] })),
    villages: [ANY],
    limit: LIMITS.noteLength,
    accepting: false,
    declining: false,
    withdrawing: false,
    reason: '',
  },

  async load() {
    const [view, villages] = await Promise.all([myIntention(), villageOptions()]);
    this.view = view;
    const open = view?.state === 'submitted' || view?.state === 'arranged';
    const shown = view && intentionShown(view, 'volunteer', Date.now());
    const form = this.data.form ?? (open ? null : this.draft());
    this.setData({ shown, villages: [ANY, ...villages], form });
  },
  draft(): Form {
    const draft = loadDraft(DRAFT);
    if (!draft) return EMPTY;
    const { village = '', words = '' } = draft;
    return { kinds: listOf(draft.kinds), times: listOf(draft.times), village, words };
  },
  onForm(event: FormEvent) {
    const { name, value } = event.detail;
    const form = { ...(this.data.form ?? EMPTY), [name]: value };
    this.setData({ form, [`errors.${name}`]: '', 'errors.villageId': '' });
    if (this.changing) return;
    const { kinds, times, village, words } = form;
    saveDraft(DRAFT, { kinds: kinds.join(), times: times.join(), village, words });
  },
  onChange() {
    const { view } = this;
    if (!view) return;
    const { intentionId, version, kinds, times, villageId, words } = view;
    this.changing = { intentionId, version };
    this.setData({ isChange: true, form: { kinds, times, village: villageId ?? ANY.value, words } });
  },
  onKeep() {
    this.changing = null;
    this.setData({ isChange: false, form: null, errors: {} });
  },
  async onSubmit() {
    const form = this.data.form ?? EMPTY;
    const errors = problems({
      kinds: form.kinds.length === 0 ? '请选想帮什么忙，可以选几样' : '',
      times: form.times.length === 0 ? '请选什么时候有空，可以选几个' : '',
      village: form.village === '' ? '请选想在哪个村帮忙' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const input = {
      kinds: form.kinds,
      times: form.times,
      villageId: form.village === ANY.value ? null : form.village,
      words: form.words.trim(),
    };
    await askForUpdates(['step']);
    const { changing } = this;
    const done = changing
      ? await this.act('submit', { ...input, ...changing }, (requestId) =>
          changeIntention({ ...input, ...changing }, requestId),
        )
      : await this.act('submit', input, (requestId) => submitIntention(input, requestId));
    if (!done) return;
    dropDraft(DRAFT);
    this.onKeep();
    void wx.showToast({ title: changing ? '已修改' : '已提交', icon: 'success' });
    await this.reload();
  },

  onAccept() {
    this.setData({ accepting: true });
  },
  onDecline() {
    this.setData({ declining: true, reason: '', errors: {} });
  },
  onWithdraw() {
    this.setData({ withdrawing: true });
  },
  onClose() {
    this.setData({ accepting: false, declining: false, withdrawing: false });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  async onConfirmAccept() {
    const intentionId = this.data.shown?.intentionId ?? '';
    const input = { intentionId, accept: true };
    const done = await this.act('answer', input, (requestId) => answerIntention(input, requestId));
    this.onClose();
    if (!done) return;
    void wx.showToast({ title: '已接受', icon: 'success' });
    replace(ROUTES.volunteerPairings());
  },
  async onConfirmDecline() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ errors: { reason: '请写一句不能去的原因，好再帮您找' } });
      return;
    }
    const input = { intentionId: this.data.shown?.intentionId ?? '', accept: false, reason };
    const done = await this.act('answer', input, (requestId) => answerIntention(input, requestId));
    this.onClose();
    if (!done) return;
    void wx.showToast({ title: '已回复', icon: 'success' });
    await this.reload();
  },
  async onConfirmWithdraw() {
    const input = { intentionId: this.data.shown?.intentionId ?? '' };
    const done = await this.act('withdraw', input, (requestId) => withdrawIntention(input, requestId));
    this.onClose();
    if (!done) return;
    void wx.showToast({ title: '已撤回', icon: 'success' });
    await this.reload();
  },
});
