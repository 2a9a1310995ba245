/** One donation as officers carry it out: answer, receive, allot, hand over, each step in one sheet. */
import type { DonationView } from '../../../typings/api/donations';
import type { ChoiceOption, UploadItem } from '../../components/types';
import { attachmentsProblem, photoHandlers } from '../../pages/shared/attachments';
import { donationShown, type DonationShown } from '../../pages/shared/donation-view';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { accept, allot, decline, deliver, donation, receive } from '../../services/donations';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back, replace, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { amountWords, MONEY_UNIT } from '../../shared/donation-words';
import { LIMITS } from '../../shared/limits';
import { fenOf, plainYuan } from '../../shared/money';
import { leaveOrder, nextAfter } from '../shared/order';
import { residentOptions } from '../shared/resident-options';

type Step = 'accept' | 'decline' | 'receive' | 'allot' | 'deliver';
/** Of a village or the whole of it, when no resident is meant. */
const NOBODY = 'village';

const STEPS: Record<
  Step,
  { title: string; button: string; note: string; noteNeeded: boolean; done: string }
> = {
  accept: {
    title: '接受这份捐赠',
    button: '接受',
    note: '怎么送来（可以不填）',
    noteNeeded: false,
    done: '已接受',
  },
  decline: { title: '不接受', button: '不接受', note: '原因', noteNeeded: true, done: '已告诉捐赠人' },
  receive: {
    title: '实际收到多少',
    button: '记下来',
    note: '说明（可以不填）',
    noteNeeded: false,
    done: '已收到',
  },
  allot: { title: '分给谁', button: '分配', note: '说明（可以不填）', noteNeeded: false, done: '已分配' },
  deliver: { title: '送到了', button: '记下来', note: '说明（可以不填）', noteNeeded: false, done: '已送到' },
};

definePage({
  ...photoHandlers,
  donationId: '',
  found: null as DonationView | null,
  tray: null as PhotoTray | null,
  allotmentId: null as string | null,
  data: {
    view: null as DonationShown | null,
    step: '' as Step | '',
    /** A step was taken just now; `following` is what followed in the list. */
    decided: false,
    following: '',
    /** The sheet keeps its words while it closes. */
    words: STEPS.accept,
    shown: { quantity: false, photos: false, village: false, resident: false, danger: false },
    most: '',
    unit: '',
    fixed: false,
    quantity: '',
    note: '',
    villageId: '',
    villages: [] as ChoiceOption[],
    residentId: NOBODY,
    people: [] as ChoiceOption[],
    photos: [] as UploadItem[],
    limits: { photos: LIMITS.photosPerStep, note: LIMITS.noteLength },
  },

  onLoad(query) {
    this.donationId = query.donationId ?? '';
    this.tray = createPhotoTray('donation', (photos) => this.setData({ photos, 'errors.photoIds': '' }), {
      keep: this.draftKey(),
    });
  },
  draftKey(): string {
    return `donation-${this.donationId}`;
  },
  async load() {
    this.found = null;
    await this.poll();
  },
  async poll() {
    const found = await donation(this.donationId, this.found?.version);
    if (!found) return;
    this.found = found;
    this.setData({ view: donationShown(found, 'staff', Date.now()) });
  },

  /** How much a step is about when nothing else is typed. */
  mostOf(step: Step, found: DonationView): number {
    const part = found.allotments.find(({ allotmentId }) => allotmentId === this.allotmentId);
    if (part) return part.quantity;
    return step === 'receive' ? found.quantity : found.received - found.allotted;
  },
  async open(step: Step) {
    const { found } = this;
    if (!found) return;
    const most = this.mostOf(step, found);
    const needsWhom =
      step === 'allot' || (step === 'deliver' && found.directed && found.residentName === null);
    const draft = loadDraft(this.draftKey());
    this.setData({
      step,
      words: STEPS[step],
      errors: {},
      shown: {
        quantity: step === 'receive' || step === 'allot' || step === 'deliver',
        photos: step === 'receive' || step === 'deliver',
        village: step === 'allot',
        resident: needsWhom,
        danger: step === 'decline',
      },
      fixed: this.allotmentId !== null,
      most: amountWords(found, most),
      unit: found.kind === 'money' ? MONEY_UNIT : found.unit,
      quantity: found.kind === 'money' ? plainYuan(most) : String(most),
      note: draft?.step === step ? (draft.note ?? '') : '',
      villageId: '',
      residentId: NOBODY,
      people: [],
    });
    if (step === 'allot') await this.readVillages();
    else if (needsWhom) await this.findPeople('');
  },
  async readVillages() {
    try {
      this.setData({ villages: await villageOptions() });
    } catch {
      this.setData({ step: '' });
      this.say('没有读出村名', '请检查网络，再试一次。');
    }
  },
  async findPeople(q: string) {
    const { villageId } = this.data;
    const nobody = { value: NOBODY, label: '给村里', note: '由村残协用在大家身上' };
    try {
      this.setData({ people: [nobody, ...(await residentOptions(q, villageId))] });
    } catch {
      this.setData({ people: [nobody] });
    }
  },
  onStep(event: WechatMiniprogram.CustomEvent) {
    this.allotmentId = null;
    void this.open(String(event.currentTarget.dataset.step) as Step);
  },
  onPart(event: WechatMiniprogram.CustomEvent) {
    this.allotmentId = String(event.currentTarget.dataset.id);
    void this.open('deliver');
  },
  onNext() {
    if (this.data.following) replace(ROUTES.staffDonation(this.data.following));
  },
  onList() {
    back();
  },
  onClose() {
    this.setData({ step: '' });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
    if (name === 'note') saveDraft(this.draftKey(), { step: this.data.step, note: value });
    if (name !== 'villageId') return;
    this.setData({ residentId: NOBODY });
    void this.findPeople('');
  },
  onFind(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    void this.findPeople(event.detail.value.trim());
  },
  /** Pieces or fen as typed; null when it is no such number. */
  quantityTyped(): number | null {
    const typed = this.data.quantity.trim();
    if (this.found?.kind === 'money') return fenOf(typed) || null;
    return /^\d{1,6}$/.test(typed) ? Number(typed) || null : null;
  },
  stepProblems(step: Step): Record<string, string> {
    const { shown, note, words, villageId, most } = this.data;
    const { found, tray } = this;
    const quantity = this.quantityTyped();
    const bounded = step === 'allot' || step === 'deliver';
    const tooMuch = found && quantity !== null && bounded && quantity > this.mostOf(step, found);
    const noPhoto = step === 'deliver' && (tray?.photoIds() ?? []).length === 0;
    return problems({
      villageId: shown.village && villageId === '' ? '请选一个村（社区）' : '',
      quantity: !shown.quantity
        ? ''
        : quantity === null
          ? '请填数量'
          : tooMuch
            ? `最多${most}，请改少一些`
            : '',
      photoIds: !shown.photos
        ? ''
        : attachmentsProblem(tray, null) || (noPhoto ? '请至少拍一张照片，捐赠人会看到' : ''),
      note: words.noteNeeded && note.trim() === '' ? '请写明原因，捐赠人会看到' : '',
    });
  },
  send(step: Step, requestId: string): Promise<unknown> {
    const { donationId, allotmentId } = this;
    const { villageId } = this.data;
    const text = this.data.note.trim();
    const note = text === '' ? {} : { note: text };
    const quantity = this.quantityTyped() ?? 0;
    const photoIds = this.tray?.photoIds() ?? [];
    const residentId = this.data.residentId === NOBODY ? null : this.data.residentId;
    switch (step) {
      case 'accept':
        return accept({ donationId, ...note }, requestId);
      case 'decline':
        return decline({ donationId, reason: text }, requestId);
      case 'receive':
        return receive({ donationId, quantity, photoIds, ...note }, requestId);
      case 'allot':
        return allot({ donationId, villageId, residentId, quantity, ...note }, requestId);
      case 'deliver':
        return deliver({ donationId, allotmentId, quantity, residentId, photoIds, ...note }, requestId);
    }
  },
  async onSend() {
    const { step, words, quantity, note, villageId, residentId } = this.data;
    if (step === '') return;
    const errors = this.stepProblems(step);
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const photoIds = this.tray?.photoIds() ?? [];
    const said = { step, quantity, note, villageId, residentId, photoIds, part: this.allotmentId };
    const done = await this.act('step', said, (requestId) => this.send(step, requestId));
    if (!done) {
      // What is wrong with a field is said beside it; anything else has been said in a dialog over the page.
      if (Object.keys(this.data.errors).length === 0) this.setData({ step: '' });
      return;
    }
    dropDraft(this.draftKey());
    if (this.data.shown.photos) this.tray?.forget();
    this.setData({ step: '', decided: true, following: nextAfter(this.donationId) ?? '' });
    leaveOrder(this.donationId);
    void wx.showToast({ title: words.done, icon: 'success' });
    await this.reload();
  },
});
