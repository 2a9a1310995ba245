/** A promise: what, how much, until when; for a published need, a village, or the town. The draft outlives the page. */
import type { DonationKind, PublicNeed } from '../../../typings/api/donations';
import type { ChoiceOption } from '../../components/types';
import { needView, type NeedView } from '../../pages/shared/donation-view';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { need, promise } from '../../services/donations';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { replace, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { definePage } from '../../services/page';
import { chinaDate, friendlyDay } from '../../shared/china-time';
import { amountWords, DONATION_LIMITS, MONEY_UNIT, UNITS } from '../../shared/donation-words';
import { LIMITS } from '../../shared/limits';
import { fenOf } from '../../shared/money';

const DAY = 86_400_000;

const EMPTY = {
  kind: 'goods' as DonationKind,
  villageId: '',
  what: '',
  quantity: '',
  unit: '件',
  value: '',
  until: '',
  words: '',
};
type Form = typeof EMPTY;

/** Pieces, or fen for money; null when it is no number that can be given. */
function quantityOf({ kind, quantity }: Form): number | null {
  if (kind === 'money') return fenOf(quantity) || null;
  const typed = quantity.trim();
  return /^\d{1,6}$/.test(typed) ? Number(typed) || null : null;
}

definePage({
  needId: '',
  need: null as PublicNeed | null,
  /** Where it goes: a need's village, a village that is chosen, or the town. */
  to: 'need' as 'need' | 'village' | 'town',
  data: {
    form: EMPTY,
    need: null as NeedView | null,
    toVillage: false,
    title: '',
    /** Unit of what is counted: the need's own, or the one chosen. */
    unit: '',
    kinds: [
      { value: 'goods', label: '捐东西', icon: 'gift' },
      { value: 'money', label: '捐钱', note: '直接交给村里或镇里，不经过小程序', icon: 'money' },
    ] as ChoiceOption[],
    units: UNITS.map((value) => ({ value, label: value })) as ChoiceOption[],
    villages: [] as ChoiceOption[],
    firstDay: '',
    lastDay: '',
    untilWords: '',
    limits: { what: DONATION_LIMITS.whatLength, words: LIMITS.noteLength },
    confirming: false,
    confirmText: '',
  },

  onLoad(query) {
    this.needId = query.needId ?? '';
    this.to = this.needId !== '' ? 'need' : query.to === 'town' ? 'town' : 'village';
    const now = Date.now();
    this.setData({
      toVillage: this.to === 'village',
      title: { need: '帮这个村', village: '捐给一个村', town: '交给镇残联安排' }[this.to],
      firstDay: chinaDate(now),
      lastDay: chinaDate(now + DONATION_LIMITS.promiseDays * DAY),
    });
    this.showForm({ ...EMPTY, ...(loadDraft(this.draftKey()) as Partial<Form> | null) });
  },
  draftKey(): string {
    return `promise-${this.needId || this.to}`;
  },
  async load() {
    if (this.to === 'village') this.setData({ villages: await villageOptions() });
    if (this.to !== 'need') return;
    this.need = await need(this.needId);
    this.setData({ need: needView(this.need, Date.now()) });
    this.showForm(this.data.form);
  },
  showForm(form: Form) {
    const unit = form.kind === 'money' ? MONEY_UNIT : (this.need?.unit ?? form.unit);
    const untilWords = form.until ? `${friendlyDay(form.until, Date.now())}前` : '';
    this.setData({ form, unit, untilWords });
  },
  change(change: Partial<Form>) {
    this.showForm({ ...this.data.form, ...change });
    this.setData(Object.fromEntries(Object.keys(change).map((name) => [`errors.${name}`, ''])));
    saveDraft(this.draftKey(), this.data.form);
  },
  onField(event: FieldEvent) {
    this.change({ [event.detail.name]: event.detail.value });
  },
  onDay(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.change({ until: event.detail.value });
  },
  fieldProblems(): Record<string, string> {
    const { form } = this.data;
    const quantity = quantityOf(form);
    const wanted = this.need ? this.need.quantity - this.need.promised : Infinity;
    const tooMuch = form.kind === 'goods' && quantity !== null && quantity > wanted;
    return problems({
      villageId: this.to === 'village' && form.villageId === '' ? '请选一个村（社区）' : '',
      what:
        this.to !== 'need' && form.what.trim() === ''
          ? form.kind === 'money'
            ? '请写这笔钱想用在哪里'
            : '请写捐什么东西'
          : '',
      quantity:
        quantity === null
          ? form.kind === 'money'
            ? '请填多少元，比如200'
            : '请填数量，比如2'
          : tooMuch
            ? `现在只差${wanted}${this.data.unit}，请改少一些`
            : '',
      value: form.value.trim() !== '' && fenOf(form.value) === null ? '请填多少元，不清楚就不填' : '',
      promisedUntil: form.until === '' ? '请选哪天前送来' : '',
    });
  },
  onSubmit() {
    const errors = this.fieldProblems();
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const { form, unit, untilWords } = this.data;
    const what = this.need?.what ?? form.what.trim();
    const amount = amountWords({ kind: form.kind, unit }, quantityOf(form) ?? 0);
    const confirmText = `${what}${amount}，${untilWords}送到。来不及时可以取消。${NOTIFY_REASON}`;
    this.setData({ confirming: true, confirmText });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    const asked = askForUpdates();
    const { form } = this.data;
    const isNeed = this.to === 'need';
    const input = {
      needId: isNeed ? this.needId : null,
      villageId: this.to === 'village' ? form.villageId : null,
      kind: form.kind,
      what: isNeed ? '' : form.what.trim(),
      quantity: quantityOf(form) ?? 0,
      unit: isNeed || form.kind === 'money' ? '' : form.unit,
      valueFen: form.kind === 'goods' && form.value.trim() !== '' ? fenOf(form.value) : null,
      promisedUntil: form.until,
      words: form.words.trim(),
    };
    const done = await this.act('promise', input, (requestId) => promise(input, requestId));
    this.setData({ confirming: false });
    await asked;
    if (!done) {
      if (Object.keys(this.data.errors).length > 0) showFirstProblem();
      return;
    }
    dropDraft(this.draftKey());
    void wx.showToast({ title: '已登记，谢谢您', icon: 'success' });
    replace(ROUTES.donation(done.donationId));
  },
});
