/** Somebody asks to act for a resident who cannot use a phone; staff decide. */
import { askGuardian } from '../../services/accounts';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { definePage } from '../../services/page';
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

const DRAFT = 'guardian-ask';
const RELATIONS = ['父亲或母亲', '子女', '配偶', '兄弟姐妹', '祖孙', '其他亲属或村里指定'];

definePage({
  data: {
    form: { guardianName: '', guardianPhone: '', residentName: '', residentDocument: '' },
    relation: '',
    relationOptions: RELATIONS.map((label) => ({ value: label, label })),
    consents: [] as string[],
    consentOptions: RESIDENT_CONSENT.map(({ key, title, text }) => ({
      value: key,
      label: title,
      note: text,
    })),
    consentRights: CONSENT_RIGHTS,
    /** Which record was not found, in words; empty otherwise. */
    noMatch: '',
    wait: '',
    done: false,
  },

  onLoad() {
    const draft = loadDraft(DRAFT);
    if (!draft) return;
    const { guardianName = '', guardianPhone = '', residentName = '', relation = '' } = draft;
    this.setData({ form: { ...this.data.form, guardianName, guardianPhone, residentName }, relation });
  },
  keepDraft() {
    const { guardianName, guardianPhone, residentName } = this.data.form;
    saveDraft(DRAFT, { guardianName, guardianPhone, residentName, relation: this.data.relation });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    this.keepDraft();
  },
  onFieldLeft(event: FieldEvent) {
    const { name, value } = event.detail;
    if (name === 'residentDocument' && value !== '') {
      this.setData({ 'errors.residentDocument': documentProblem(value) });
    }
  },
  onRelation(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ relation: event.detail.value, 'errors.relation': '' });
    this.keepDraft();
  },
  onConsent(event: ChoiceEvent) {
    this.setData({ consents: event.detail.value, 'errors.consent': '' });
  },
  checked(): boolean {
    const { form, relation, consents } = this.data;
    const errors = problems({
      guardianName: nameProblem(form.guardianName),
      guardianPhone: phoneProblem(form.guardianPhone),
      residentName: nameProblem(form.residentName),
      residentDocument: documentProblem(form.residentDocument),
      relation: relation === '' ? '请选择您是他（她）的什么人' : '',
      consent: consents.length < RESIDENT_CONSENT.length ? '请看一看，两项都同意才能继续' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length === 0) return true;
    showFirstProblem();
    return false;
  },
  async onSubmit() {
    if (!this.checked()) return;
    const { form, relation } = this.data;
    const input = {
      guardianName: form.guardianName.trim(),
      guardianPhone: normalisePhone(form.guardianPhone),
      relation,
      residentName: form.residentName.trim(),
      residentDocument: normaliseDocument(form.residentDocument),
      consentVersion: CONSENT_VERSION,
    };
    this.setData({ wait: '', noMatch: '' });
    const outcome = await this.act(
      'ask',
      input,
      (requestId) => askGuardian(input, requestId),
      (error) => {
        if (error.code !== 'TOO_MANY_TRIES') return false;
        this.setData({ wait: error.message });
        return true;
      },
    );
    if (!outcome) return;
    if (outcome.outcome === 'noMatch') {
      const left = outcome.triesLeft > 0 ? `还可以再试${outcome.triesLeft}次。` : '请过一会儿再试。';
      this.setData({
        noMatch: `家人的姓名和证件号对不上登记。请对照证件看一看，${left}也可以打电话请村残协帮忙。`,
      });
      return;
    }
    dropDraft(DRAFT);
    saveDraft('asked', { words: `您替${input.residentName}办事的申请已交给村残协，核实后就能使用。` });
    this.setData({ done: true });
  },
  onHome() {
    goHome();
  },
});
