/** Facts of the register are put right; who did it, when, why and what it was before is kept. */
import type { GuardianView } from '../../../typings/api/accounts';
import type { ResidentDetail } from '../../../typings/api/register';
import type { ChoiceOption } from '../../components/types';
import { showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { guardians } from '../../services/accounts';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { resident } from '../../services/registry';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../shared/labels';
import { LIMITS } from '../../shared/limits';
import { registerCommand } from '../shared/register';
import { noteRegisterChange } from '../shared/register-change';
import { editOf, editProblems, formOf, type EditForm } from './form';

const options = (labels: Readonly<Record<string, string>>): ChoiceOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Numbers are not kept on the phone: only what everybody may read is. */
const KEPT = ['name', 'address', 'certificateUntil', 'category', 'level'] as const;

definePage({
  residentId: '',
  person: null as ResidentDetail | null,
  reloadOnShow: false,
  data: {
    name: '',
    masked: { phone: '', idNumber: '', certificate: '' },
    form: {} as Partial<EditForm>,
    categories: options(CATEGORY_LABELS),
    levels: options(LEVEL_LABELS),
    guardians: [] as ChoiceOption[],
    why: '',
    noteLimit: LIMITS.noteLength,
    addressLimit: LIMITS.addressLength,
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
  },
  draftName(): string {
    return `edit-${this.residentId}`;
  },
  async load() {
    const [{ resident: person }, known] = await Promise.all([
      resident(this.residentId),
      guardians({ residentId: this.residentId }),
    ]);
    this.person = person;
    const draft = loadDraft(this.draftName()) ?? {};
    const form = { ...formOf(person), ...draft };
    this.setData({
      name: person.name,
      masked: {
        phone: person.phoneMasked,
        idNumber: person.idNumberMasked,
        certificate: person.certificateMasked,
      },
      form,
      guardians: known.guardians.map(({ guardianId, name, phoneMasked }: GuardianView) => ({
        value: guardianId,
        label: name,
        note: phoneMasked,
      })),
    });
  },
  change(name: string, value: string) {
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    const form = this.data.form as EditForm;
    saveDraft(this.draftName(), Object.fromEntries(KEPT.map((key) => [key, form[key]])));
  },
  onField(event: FieldEvent) {
    this.change(event.detail.name, event.detail.value);
  },
  onUntil(event: WechatMiniprogram.PickerChange) {
    this.change('certificateUntil', String(event.detail.value));
  },
  onWhy(event: FieldEvent) {
    this.setData({ why: event.detail.value, 'errors.why': '' });
  },
  async onSave() {
    const { person } = this;
    if (!person) return;
    const edit = editOf(this.data.form as EditForm, person);
    const why = this.data.why.trim();
    if (Object.keys(edit).length === 0) {
      this.say('没有改动', '改了哪一项再保存；不改就返回。');
      return;
    }
    const errors = editProblems(edit, why);
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const input = { residentId: this.residentId, lastChangeId: person.lastChangeId, edit, why };
    const done = await this.act('save', input, (requestId) =>
      registerCommand('editResident', input, requestId),
    );
    if (!done) {
      this.nameFields();
      return;
    }
    dropDraft(this.draftName());
    noteRegisterChange();
    void wx.showToast({ title: '改好了', icon: 'success' });
    back();
  },
  /** The function names fields within the edit. */
  nameFields() {
    const errors = Object.entries(this.data.errors).map(([key, words]) => [
      key.replace(/^edit\./, ''),
      words,
    ]);
    this.setData({ errors: Object.fromEntries(errors) as Record<string, string> });
  },
});
