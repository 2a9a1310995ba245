/** A resident finds their own record by name and document number, or asks staff to enter them. */
import { bind, requestRegistration } from '../../services/accounts';
import { dropDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import { definePage } from '../../services/page';
import type { ChoiceOption } from '../../components/types';
import { normalisePhone } from '../../shared/contact';
import { normaliseDocument } from '../../shared/id-number';
import { CONSENT_VERSION } from '../../shared/limits';
import { nameProblem, phoneProblem, type FieldEvent } from '../../pages/shared/form';
import { documentProblem, JOIN_DATA, joinHandlers } from '../shared/join-form';
import { villageOptions } from '../../pages/shared/village-options';
import { DOCUMENT_DATA, documentHandlers } from '../shared/document-photo';

const DRAFT = 'bind';

definePage({
  data: {
    form: { name: '', document: '', phone: '' },
    ...JOIN_DATA,
    ...DOCUMENT_DATA,
    /** 'form', then 'done', or 'noMatch' and 'asked'. */
    step: 'form' as 'form' | 'noMatch' | 'done' | 'asked',
    triesLeft: 0,
    villages: [] as ChoiceOption[],
    villageId: '',
    residentName: '',
    villageName: '',
  },

  ...joinHandlers(DRAFT, ['name', 'phone'], 'document'),

  ...documentHandlers('name', 'document'),

  onLoad() {
    this.restore();
  },
  onField(event: FieldEvent) {
    this.setField(event.detail.name, event.detail.value);
  },
  checked(): boolean {
    const { form } = this.data;
    return this.passes({
      name: nameProblem(form.name),
      document: documentProblem(form.document),
      phone: phoneProblem(form.phone),
    });
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
      (error) => this.waits(error),
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
    this.setData({ step: 'asked', villageName: answer.village.name });
  },
  async onTellMe() {
    await askForUpdates(['step']);
    this.setData({ tellingAsked: true });
  },
  onHome() {
    goHome();
  },
});
