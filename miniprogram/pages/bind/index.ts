/** A resident finds their own record by name and document number, or asks staff to enter them. */
import { bind, requestRegistration } from '../../services/accounts';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { definePage } from '../../services/page';
import type { ChoiceOption } from '../../components/types';
import { normalisePhone } from '../../shared/contact';
import { CONSENT_RIGHTS, RESIDENT_CONSENT } from '../../shared/consent';
import { normaliseDocument } from '../../shared/id-number';
import { CONSENT_VERSION } from '../../shared/limits';
import {
  documentProblem,
  nameProblem,
  phoneProblem,
  problems,
  showFirstProblem,
  type ChoiceEvent,
  type FieldEvent,
} from '../shared/form';
import { villageOptions } from '../shared/village-options';

const DRAFT = 'bind';

definePage({
  data: {
    form: { name: '', document: '', phone: '' },
    consents: [] as string[],
    consentOptions: RESIDENT_CONSENT.map(({ key, title, text }) => ({
      value: key,
      label: title,
      note: text,
    })),
    consentRights: CONSENT_RIGHTS,
    /** 'form', then 'done', or 'noMatch' and 'asked'. */
    step: 'form' as 'form' | 'noMatch' | 'done' | 'asked',
    triesLeft: 0,
    villages: [] as ChoiceOption[],
    villageId: '',
    residentName: '',
    villageName: '',
    /** A note that stays: too many tries. */
    wait: '',
  },

  onLoad() {
    const draft = loadDraft(DRAFT);
    if (draft) this.setData({ 'form.name': draft.name ?? '', 'form.phone': draft.phone ?? '' });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    const { form } = this.data;
    saveDraft(DRAFT, { name: form.name, phone: form.phone });
  },
  /** A slip of the finger is said as soon as the number is complete, not after sending. */
  onFieldLeft(event: FieldEvent) {
    const { name, value } = event.detail;
    if (name === 'document' && value !== '') this.setData({ 'errors.document': documentProblem(value) });
  },
  onConsent(event: ChoiceEvent) {
    this.setData({ consents: event.detail.value, 'errors.consent': '' });
  },
  checked(): boolean {
    const { form, consents } = this.data;
    const errors = problems({
      name: nameProblem(form.name),
      document: documentProblem(form.document),
      phone: phoneProblem(form.phone),
      consent: consents.length < RESIDENT_CONSENT.length ? '请看一看，两项都同意才能继续' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length === 0) return true;
    showFirstProblem();
    return false;
  },
  input() {
    const { form } = this.data;
    return {
      name: form.name.trim(),
      document: normaliseDocument(form.document),
      phone: normalisePhone(form.phone),
      consentVersion: CONSENT_VERSION,
    };
  },
  async onSubmit() {
    if (!this.checked()) return;
    const input = this.input();
    this.setData({ wait: '' });
    const outcome = await this.act(
      'bind',
      input,
      (requestId) => bind(input, requestId),
      (error) => {
        if (error.code !== 'TOO_MANY_TRIES') return false;
        this.setData({ wait: error.message });
        return true;
      },
    );
    if (!outcome) return;
    if (outcome.outcome === 'noMatch') {
      this.setData({ step: 'noMatch', triesLeft: outcome.triesLeft });
      await this.readVillages();
      return;
    }
    dropDraft(DRAFT);
    this.setData({ step: 'done', residentName: outcome.residentName, villageName: outcome.villageName });
  },
  async readVillages() {
    try {
      this.setData({ villages: await villageOptions() });
    } catch {
      this.say('村名没有读出来', '请检查网络，再按一次“重新读取”。');
    }
  },
  onTryAgain() {
    this.setData({ step: 'form' });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ villageId: event.detail.value, 'errors.village': '' });
  },
  async onAskRegistration() {
    const { villageId } = this.data;
    if (villageId === '') {
      this.setData({ 'errors.village': '请选择您住的村（社区）' });
      return;
    }
    const input = { ...this.input(), villageId };
    const answer = await this.act('register', input, (requestId) => requestRegistration(input, requestId));
    if (!answer) return;
    dropDraft(DRAFT);
    saveDraft('asked', { words: `您的登记申请已交给${answer.village.name}的工作人员，核实后就能使用。` });
    this.setData({ step: 'asked', villageName: answer.village.name });
  },
  onHome() {
    goHome();
  },
});
