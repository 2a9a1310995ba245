/** What is kept about me: to see, to have corrected, to take along; what I agreed to; who acts for me; and how to leave. */
import type { CorrectableField, MyData } from '../../../typings/api/accounts';
import type { ChoiceOption } from '../../components/types';
import {
  askCorrection,
  endGuardian,
  exportMyData,
  giveConsent,
  myData,
  unbind,
  withdrawConsent,
} from '../../services/accounts';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import { definePage } from '../../services/page';
import { CONSENTS } from '../../shared/consent';
import { APPLIED_CORRECTIONS, CORRECTION_LABELS, correctionProblem } from '../../shared/corrections';
import { LIMITS } from '../../shared/limits';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { canShareFile, copyHandlers } from './copy-file';
import {
  choicesFor,
  consentCard,
  factRows,
  fieldType,
  guardianRow,
  type ConsentCard,
  type FactRow,
  type GuardianRow,
} from './view';

/** Reasons of both sides for ending; none has to be typed. */
const REASONS = ['自己能办了', '换别人代办', '不方便再代办', '其他原因'];

const draftOf = (field: CorrectableField): string => `correction-${field}`;

definePage({
  ...copyHandlers,
  residentId: '',
  data: {
    guardian: false,
    name: '',
    verified: true,
    facts: [] as FactRow[],
    guardians: [] as GuardianRow[],
    consents: [] as ConsentCard[],

    /** The fact to be corrected, with the sheet open. */
    field: '' as CorrectableField | '',
    fieldLabel: '',
    fieldNow: '',
    fieldType: 'text',
    fieldMax: 0,
    fieldChoices: [] as ChoiceOption[],
    value: '',
    note: '',
    noteLimit: LIMITS.noteLength,

    /** The copy, only as long as the page is looked at. */
    copyTitle: '',
    copy: '',
    askingCopy: false,
    canShare: false,

    /** The consent in question. */
    consent: null as ConsentCard | null,
    withdrawing: false,
    giving: false,

    /** The guardian in question. */
    ending: null as GuardianRow | null,
    reasons: REASONS.map((label) => ({ value: label, label })),
    reason: '',

    unbinding: false,
  },

  onLoad() {
    this.setData({ canShare: canShareFile() });
  },
  /** Full numbers do not stay on the screen of a phone that is put away. */
  onHide() {
    this.setData({ copy: '', copyTitle: '' });
  },
  async load() {
    this.show(await myData());
  },
  show(data: MyData) {
    const now = Date.now();
    this.residentId = data.residentId;
    this.setData({
      guardian: data.binding === null,
      name: data.name,
      verified: data.binding?.state !== 'toVerify',
      facts: factRows(data),
      guardians: data.guardians.map((guardian) => guardianRow(guardian, now)),
      consents: data.consents.map((consent) => consentCard(consent, now)),
    });
  },

  onFact(event: WechatMiniprogram.CustomEvent) {
    const field = event.currentTarget.dataset.field as CorrectableField;
    const row = this.data.facts.find((one) => one.field === field);
    if (!row) return;
    if (row.note) {
      this.say('已经提交过更正', '村残协核对以后，这里会变成新的。着急请打电话给村残协。');
      return;
    }
    if (!this.data.verified) {
      this.say('身份等待核实', '村残协核实您的身份以后，就能更正。着急请打电话给村残协。');
      return;
    }
    const draft = loadDraft(draftOf(field));
    const { type, maxlength } = fieldType(field);
    this.setData({
      field,
      fieldLabel: row.label,
      fieldNow: row.value,
      fieldType: type,
      fieldMax: maxlength,
      fieldChoices: choicesFor(field),
      value: draft?.value ?? '',
      note: draft?.note ?? '',
      errors: {},
    });
  },
  onFactClose() {
    this.setData({ field: '' });
  },
  onValue(event: FieldEvent) {
    this.setData({ value: event.detail.value, 'errors.value': '' });
    this.keepDraft();
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
    this.keepDraft();
  },
  /** Names and numbers are typed again: they do not belong into the phone's storage. */
  keepDraft() {
    const { field, value, note } = this.data;
    if (field !== '') saveDraft(draftOf(field), { note, ...(field === 'address' ? { value } : {}) });
  },
  async onSendCorrection() {
    const { field, value, note } = this.data;
    if (field === '') return;
    const errors = problems({ value: correctionProblem(field, value) });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const input = { field, value, note: note.trim() };
    const told = askForUpdates(['step']);
    const done = await this.act(
      'correct',
      input,
      async (requestId) => {
        await told;
        return askCorrection(input, requestId);
      },
      // What is wrong with the value is said at the field, and the sheet stays.
      (error) => {
        if (error.code !== 'BAD_INPUT') return false;
        this.setData({ errors: error.fields });
        return true;
      },
    );
    if (!done) return;
    dropDraft(draftOf(field));
    this.setData({ field: '' });
    this.say(
      '更正已提交',
      APPLIED_CORRECTIONS.includes(field)
        ? `村残协核对以后，${CORRECTION_LABELS[field]}就会改过来。`
        : `村残协会请您出示证件，核对以后在名册里改${CORRECTION_LABELS[field]}。`,
    );
    await this.reload();
  },

  onAskCopy() {
    this.setData({ askingCopy: true });
  },
  onCopyCancel() {
    this.setData({ askingCopy: false });
  },
  async onCopyConfirm() {
    const copy = await this.act('export', {}, () => exportMyData());
    this.setData({ askingCopy: false });
    if (copy) this.setData({ copyTitle: copy.title, copy: copy.text });
  },
  onCopyClose() {
    this.setData({ copy: '', copyTitle: '' });
  },
  consentOf(event: WechatMiniprogram.CustomEvent): ConsentCard | null {
    const purpose = String(event.currentTarget.dataset.purpose);
    return this.data.consents.find((one) => one.purpose === purpose) ?? null;
  },
  onWithdraw(event: WechatMiniprogram.CustomEvent) {
    this.setData({ consent: this.consentOf(event), withdrawing: true });
  },
  onGive(event: WechatMiniprogram.CustomEvent) {
    this.setData({ consent: this.consentOf(event), giving: true });
  },
  onConsentCancel() {
    this.setData({ withdrawing: false, giving: false });
  },
  async onWithdrawConfirm() {
    const { consent } = this.data;
    if (!consent) return;
    const input = { purpose: consent.purpose };
    const done = await this.act('withdraw', input, (requestId) =>
      withdrawConsent(input, consent.leaves, requestId),
    );
    this.setData({ withdrawing: false });
    if (!done) return;
    if (consent.leaves) goHome();
    else await this.reload();
  },
  async onGiveConfirm() {
    const { consent } = this.data;
    if (!consent) return;
    const { purpose } = consent;
    const input = { purpose, version: CONSENTS[purpose].version };
    const done = await this.act('give', input, (requestId) => giveConsent(input, requestId));
    this.setData({ giving: false });
    if (done) await this.reload();
  },

  onEnd(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    const ending = this.data.guardians.find(({ guardianId }) => guardianId === id) ?? null;
    this.setData({ ending, reason: '', errors: {} });
  },
  onEndClose() {
    this.setData({ ending: null });
  },
  onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  async onEndConfirm() {
    const { ending, reason } = this.data;
    if (!ending) return;
    if (reason === '') {
      this.setData({ errors: { reason: '请选一个原因' } });
      return;
    }
    const input = { residentId: this.residentId, guardianId: ending.guardianId, reason };
    const done = await this.act('end', input, (requestId) => endGuardian(input, ending.me, requestId));
    this.setData({ ending: null });
    if (!done) return;
    if (ending.me) goHome();
    else await this.reload();
  },

  onUnbind() {
    this.setData({ unbinding: true });
  },
  onUnbindCancel() {
    this.setData({ unbinding: false });
  },
  async onUnbindConfirm() {
    const input = { reason: '' };
    const done = await this.act('unbind', input, (requestId) => unbind(input, requestId));
    this.setData({ unbinding: false });
    if (done) goHome();
  },
});
