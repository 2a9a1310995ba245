/** Somebody registers as a volunteer; staff verify. */
import type { VolunteerKind } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import {
  nameProblem,
  phoneProblem,
  problems,
  showFirstProblem,
  type FieldEvent,
} from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { registerVolunteer } from '../../services/accounts';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { definePage } from '../../services/page';
import { normalisePhone } from '../../shared/contact';
import { CONSENT_RIGHTS, VOLUNTEER_CONSENT } from '../../shared/consent';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
import { CONSENT_VERSION } from '../../shared/limits';
import { SKILLS } from '../../shared/skills';

const DRAFT = 'volunteer';

type ChoiceEvent = WechatMiniprogram.CustomEvent<{ name: string; value: string | string[] }>;

definePage({
  data: {
    form: { name: '', phone: '' },
    village: '',
    villages: [] as ChoiceOption[],
    kind: '',
    kinds: Object.entries(VOLUNTEER_KIND_LABELS).map(([value, label]) => ({ value, label })),
    skills: [] as string[],
    skillOptions: SKILLS.map((label) => ({ value: label, label })),
    consent: [] as string[],
    consentOptions: VOLUNTEER_CONSENT.map(({ key, title, text }) => ({
      value: key,
      label: title,
      note: text,
    })),
    consentRights: CONSENT_RIGHTS,
    done: false,
  },

  async load() {
    this.setData({ villages: await villageOptions() });
  },
  onLoad() {
    const draft = loadDraft(DRAFT);
    if (!draft) return;
    const { name = '', phone = '', village = '', kind = '', skills = '' } = draft;
    this.setData({ form: { name, phone }, village, kind, skills: skills ? skills.split('、') : [] });
  },
  keepDraft() {
    const { form, village, kind, skills } = this.data;
    saveDraft(DRAFT, { ...form, village, kind, skills: skills.join('、') });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    this.keepDraft();
  },
  onChoice(event: ChoiceEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
    this.keepDraft();
  },
  async onSubmit() {
    const { form, village, kind, skills, consent } = this.data;
    const errors = problems({
      name: nameProblem(form.name),
      phone: phoneProblem(form.phone),
      village: village === '' ? '请选择您所在的村（社区）' : '',
      kind: kind === '' ? '请选择一类' : '',
      consent: consent.length === 0 ? '请看一看，同意才能继续' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const input = {
      name: form.name.trim(),
      phone: normalisePhone(form.phone),
      villageId: village,
      kind: kind as VolunteerKind,
      skills,
      consentVersion: CONSENT_VERSION,
    };
    if (!(await this.act('register', input, (requestId) => registerVolunteer(input, requestId)))) return;
    dropDraft(DRAFT);
    this.setData({ done: true });
  },
  onHome() {
    goHome();
  },
});
