/** The application form: where to bring it and whom to call; what one pays is on the screen while one sends. */
import { devicePicture, quoteWords, type QuoteWords } from '../../pages/shared/device-view';
import { phoneProblem, problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { quote, submit } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { replace, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { definePage } from '../../services/page';
import { activeHeldRole } from '../../services/session';
import { normalisePhone } from '../../shared/contact';
import { LIMITS } from '../../shared/limits';
import { payWords } from '../../shared/money';

definePage({
  itemId: '',
  data: {
    name: '',
    picture: '',
    price: null as QuoteWords | null,
    payFen: 0,
    form: { contactPhone: '', deliverTo: '', reason: '' },
    limits: { address: LIMITS.addressLength, reason: LIMITS.noteLength },
    behalf: '',
    notifyReason: NOTIFY_REASON,
    confirming: false,
    confirmText: '',
    /** After QUOTE_CHANGED: what it was and what it is now. */
    changed: '',
  },

  onLoad(query) {
    this.itemId = query.itemId ?? '';
    const held = activeHeldRole();
    this.setData({ behalf: held?.as.role === 'guardian' ? held.label : '' });
  },
  draftKey(): string {
    return `apply-${this.itemId}`;
  },
  async load() {
    const answer = await quote(this.itemId);
    if (answer.openApplicationId) {
      replace(ROUTES.application(answer.openApplicationId));
      return;
    }
    const first = this.data.phase === 'loading';
    const draft = first ? loadDraft(this.draftKey()) : null;
    this.setData({
      name: answer.item.name,
      picture: devicePicture(answer.item.image),
      price: quoteWords(answer.view),
      payFen: answer.view.quotable ? answer.view.quote.payFen : 0,
      // A refresh must not wipe what is being typed.
      ...(first
        ? {
            form: {
              contactPhone: draft?.contactPhone ?? answer.contactPhone,
              deliverTo: answer.deliverTo,
              reason: draft?.reason ?? '',
            },
          }
        : {}),
    });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    // The address comes from the register again; it is not kept on the phone.
    const { contactPhone, reason } = this.data.form;
    saveDraft(this.draftKey(), { contactPhone, reason });
  },
  onSubmit() {
    const { form } = this.data;
    const errors = problems({
      contactPhone: phoneProblem(form.contactPhone),
      deliverTo: form.deliverTo.trim() === '' ? '请填送货地址' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    this.ask();
  },
  ask() {
    const pay = payWords(this.data.payFen);
    this.setData({
      confirming: true,
      confirmText: `申请${this.data.name}，您要付：${pay}。${this.data.notifyReason}`,
    });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    // Straight from the tap, before anything is awaited: WeChat asks only then.
    const asked = askForUpdates();
    const { form, payFen } = this.data;
    const input = {
      itemId: this.itemId,
      contactPhone: normalisePhone(form.contactPhone),
      deliverTo: form.deliverTo.trim(),
      reason: form.reason.trim(),
      agreedPayFen: payFen,
    };
    let changed = false;
    const answer = await this.act(
      'submit',
      input,
      (requestId) => submit(input, requestId),
      (error) => {
        changed = error.code === 'QUOTE_CHANGED';
        return changed;
      },
    );
    this.setData({ confirming: false });
    await asked;
    if (answer) {
      dropDraft(this.draftKey());
      void wx.showToast({ title: '已提交', icon: 'success' });
      replace(ROUTES.application(answer.applicationId));
    } else if (changed) {
      await this.showNewAmount(payFen);
    }
  },
  /** Reads the quote again and asks whether the new amount is fine, too. */
  async showNewAmount(before: number) {
    await this.reload();
    this.setData({
      changed: `刚才看到的是${payWords(before)}，现在是${payWords(this.data.payFen)}。原因写在下面。`,
    });
    if (this.data.price?.quotable) this.ask();
  },
});
