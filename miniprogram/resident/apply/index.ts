/** The application form: which devices, where to bring them, whom to call; what one pays is on the screen while one sends. */
import { attachmentsProblem, NO_VOICE, voiceField, voiceHandlers } from '../../pages/shared/attachments';
import { phoneProblem, problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { applyDevice, quote } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { go, replace, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { definePage } from '../../services/page';
import { behalfLabel } from '../../services/session';
import { createVoiceNote, type VoiceNote } from '../../services/voice';
import { normalisePhone } from '../../shared/contact';
import { LIMITS } from '../../shared/limits';
import { payWords } from '../../shared/money';
import { chooseItems, chosenItems, emptyBasket } from '../devices/basket';
import { applyList, changeWords, sentAlready, type ApplyList } from './items';

const DRAFT = 'apply-device';
/** Something stands in the way of one of the devices by now. */
const STUCK: readonly string[] = ['ITEM_WITHDRAWN', 'ALREADY_OPEN', 'SERVICE_LIFE'];
const NOTHING: ApplyList = applyList([]);

definePage({
  ...voiceHandlers,
  itemIds: [] as string[],
  /** The form has been filled with what is known. */
  filled: false,
  voice: null as VoiceNote | null,
  data: {
    list: NOTHING,
    form: { contactPhone: '', deliverTo: '', reason: '' },
    limits: { address: LIMITS.addressLength, reason: LIMITS.noteLength },
    voiceItem: NO_VOICE,
    behalf: '',
    confirming: false,
    confirmText: '',
    /** After a refusal: what it was and what it is now. */
    changed: '',
    /** What was just taken off, to bring it back. */
    removed: '',
  },

  onLoad(query) {
    // WeChat hands values of an address on as they stand there: the comma is still '%2C'.
    const asked = decodeURIComponent(query.itemIds ?? '')
      .split(',')
      .filter((id) => id !== '');
    this.itemIds = asked.length > 0 ? asked : chosenItems();
    chooseItems(this.itemIds);
    this.setData({ behalf: behalfLabel() });
    this.voice = createVoiceNote('application', (item) => this.setData({ voiceItem: item }), {
      keep: `${DRAFT}-voice`,
    });
  },
  onShow() {
    // Back from the catalogue, with more or other devices chosen.
    const chosen = chosenItems();
    if (chosen.length > 0) this.itemIds = chosen;
  },
  async load() {
    if (this.itemIds.length === 0) return 'empty';
    const { items, deliverTo, contactPhone } = await quote(this.itemIds);
    const sent = sentAlready(items);
    if (sent) {
      this.forget();
      replace(ROUTES.application(sent));
      return 'loading';
    }
    this.setData({ list: applyList(items) });
    // A refresh must not wipe what is being typed.
    if (!this.filled) this.setData({ form: { contactPhone, deliverTo, reason: '', ...loadDraft(DRAFT) } });
    this.filled = true;
    return 'ready';
  },
  /** Nothing of it is needed on the phone any more. */
  forget() {
    dropDraft(DRAFT);
    emptyBasket();
    this.voice?.forget();
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    saveDraft(DRAFT, this.data.form);
  },

  async changeItems(itemIds: string[]) {
    this.itemIds = itemIds;
    chooseItems(itemIds);
    await this.reload();
  },
  async onRemove(event: WechatMiniprogram.CustomEvent) {
    const itemId = String(event.currentTarget.dataset.id);
    this.setData({ removed: itemId, changed: '' });
    await this.changeItems(this.itemIds.filter((id) => id !== itemId));
  },
  async onUndoRemove() {
    const { removed } = this.data;
    this.setData({ removed: '' });
    await this.changeItems([...this.itemIds, removed]);
  },
  onInstead(event: WechatMiniprogram.CustomEvent) {
    const item = this.data.list.items.find(({ itemId }) => itemId === event.currentTarget.dataset.id);
    if (item?.instead === 'progress') go(ROUTES.application(item.applicationId));
    if (item?.instead === 'repair') go(ROUTES.repair(item.applicationId, item.itemId));
  },
  onMore() {
    go(ROUTES.devices());
  },

  onSubmit() {
    const { form } = this.data;
    const errors = problems({
      contactPhone: phoneProblem(form.contactPhone),
      deliverTo: form.deliverTo.trim() === '' ? '请填送货地址' : '',
      voice: attachmentsProblem(null, this.voice),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    this.ask();
  },
  ask() {
    const { items } = this.data.list;
    const what = items.map(({ name }) => name).join('、');
    const pay = payWords(this.data.list.payFen);
    const together = items.length > 1 ? '一共' : '';
    this.setData({
      confirming: true,
      confirmText: `申请${what}，您${together}要付：${pay}。${NOTIFY_REASON}`,
    });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    // Straight from the tap, before anything is awaited: WeChat asks only then.
    const asked = askForUpdates();
    const { form, list } = this.data;
    const input = {
      itemIds: this.itemIds,
      contactPhone: normalisePhone(form.contactPhone),
      deliverTo: form.deliverTo.trim(),
      reason: form.reason.trim(),
      agreedPayFen: list.payFen,
      ...voiceField(this.voice),
    };
    let refused = { code: '', message: '' };
    const answer = await this.act(
      'submit',
      input,
      (requestId) => applyDevice(input, requestId),
      ({ code, message }) => {
        refused = { code, message };
        return code === 'QUOTE_CHANGED' || STUCK.includes(code);
      },
    );
    this.setData({ confirming: false });
    await asked;
    if (answer) {
      this.forget();
      void wx.showToast({ title: '已提交', icon: 'success' });
      replace(ROUTES.application(answer.applicationId));
    } else if (refused.code === 'QUOTE_CHANGED') {
      await this.showNewAmount(list);
    } else if (STUCK.includes(refused.code)) {
      await this.showStuck(refused.message);
    }
  },
  /** Reads the quote again and asks whether the new amount is fine, too. */
  async showNewAmount(before: ApplyList) {
    await this.reload();
    const { list } = this.data;
    this.setData({ changed: `${changeWords(before, list)}原因写在下面。` });
    if (list.blocked === '') this.ask();
  },
  /** Reads again, which shows at the device what stands in its way; says it where it is gone again. */
  async showStuck(message: string) {
    await this.reload();
    if (this.data.phase === 'ready' && this.data.list.blocked === '') this.say('还不能申请', message);
    else showFirstProblem('.stuck');
  },
});
