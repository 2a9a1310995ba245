/** Somebody asks to act for a resident who cannot use a phone; staff decide. */
import { askGuardian } from '../../services/accounts';
import { dropDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import { definePage } from '../../services/page';
import { normalisePhone } from '../../shared/contact';
import { normaliseDocument } from '../../shared/id-number';
import { CONSENT_VERSION } from '../../shared/limits';
import { nameProblem, phoneProblem, type FieldEvent } from '../../pages/shared/form';
import { documentProblem, JOIN_DATA, joinHandlers } from '../shared/join-form';
import { DOCUMENT_DATA, documentHandlers } from '../shared/document-photo';

const DRAFT = 'guardian-ask';
const RELATIONS = ['父亲或母亲', '子女', '配偶', '兄弟姐妹', '祖孙', '其他亲属或村里指定'];

definePage({
  data: {
    form: { guardianName: '', guardianPhone: '', residentName: '', residentDocument: '', relation: '' },
    relationOptions: RELATIONS.map((label) => ({ value: label, label })),
    ...JOIN_DATA,
    ...DOCUMENT_DATA,
    /** Which record was not found, in words; empty otherwise. */
    noMatch: '',
    done: false,
  },

  ...joinHandlers(DRAFT, ['guardianName', 'guardianPhone', 'residentName', 'relation'], 'residentDocument'),

  ...documentHandlers('residentName', 'residentDocument'),

  onLoad() {
    this.restore();
  },
  onField(event: FieldEvent) {
    this.setField(event.detail.name, event.detail.value);
  },
  onRelation(event: FieldEvent) {
    this.setField('relation', event.detail.value);
  },
  checked(): boolean {
    const { form } = this.data;
    return this.passes({
      guardianName: nameProblem(form.guardianName),
      guardianPhone: phoneProblem(form.guardianPhone),
      residentName: nameProblem(form.residentName),
      residentDocument: documentProblem(form.residentDocument),
      relation: form.relation === '' ? '请选择您是他（她）的什么人' : '',
    });
  },
  async onSubmit() {
    if (!this.checked()) return;
    const { form } = this.data;
    const input = {
      guardianName: form.guardianName.trim(),
      guardianPhone: normalisePhone(form.guardianPhone),
      relation: form.relation,
      residentName: form.residentName.trim(),
      residentDocument: normaliseDocument(form.residentDocument),
      consentVersion: CONSENT_VERSION,
    };
    this.setData({ wait: '', noMatch: '' });
    const outcome = await this.act(
      'ask',
      input,
      (requestId) => askGuardian(input, requestId),
      (error) => this.waits(error),
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
    this.setData({ done: true });
  },
  async onTellMe() {
    await askForUpdates(['step']);
    this.setData({ tellingAsked: true });
  },
  onHome() {
    goHome();
  },
});
