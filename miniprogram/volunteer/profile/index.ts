/** The volunteer's own facts: changed here; another village verifies anew; and leaving. */
import type { MyVolunteer } from '../../../typings/api/accounts';
import type { VolunteerKind } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { phoneProblem, problems, showFirstProblem } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { changeVolunteer, leaveVolunteer, myVolunteer } from '../../services/accounts';
import { go, goHome, ROUTES } from '../../services/nav';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { normalisePhone } from '../../shared/contact';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
import { LIMITS } from '../../shared/limits';
import { SKILLS } from '../../shared/skills';

const DRAFT = 'volunteer-profile';

interface Form {
  phone: string;
  villageId: string;
  kind: string;
  skills: string[];
}

type FormEvent = WechatMiniprogram.CustomEvent<{ name: keyof Form; value: string | string[] }>;

const optionOf = (label: string): ChoiceOption => ({ value: label, label });

definePage({
  stored: null as MyVolunteer | null,
  data: {
    name: '',
    form: { phone: '', villageId: '', kind: '', skills: [] } as Form,
    villages: [] as ChoiceOption[],
    kinds: Object.entries(VOLUNTEER_KIND_LABELS).map(([value, label]) => ({ value, label })),
    skillOptions: SKILLS.map(optionOf),
    /** Another village is chosen. */
    moves: false,
    moving: false,
    pairings: 0,
    leaving: false,
    reason: '',
    limit: LIMITS.noteLength,
  },

  async load() {
    const [stored, villages] = await Promise.all([myVolunteer(), villageOptions()]);
    // What is being typed stays, unless the record is another one by now.
    const fresh = this.stored?.version !== stored.version;
    this.stored = stored;
    const own = stored.skills.filter((skill) => !SKILLS.includes(skill));
    this.setData({
      name: stored.name,
      villages,
      pairings: stored.activePairings,
      skillOptions: [...SKILLS, ...own].map(optionOf),
    });
    if (fresh) this.show(this.draft(stored));
  },
  draft({ version, phone, villageId, kind, skills }: MyVolunteer): Form {
    const draft = loadDraft(DRAFT);
    if (draft?.version !== String(version)) return { phone, villageId, kind, skills };
    return {
      phone: draft.phone ?? '',
      villageId: draft.villageId ?? villageId,
      kind: draft.kind ?? kind,
      skills: (draft.skills ?? '').split('、').filter(Boolean),
    };
  },
  show(form: Form) {
    this.setData({ form, moves: form.villageId !== this.stored?.villageId });
  },
  onForm(event: FormEvent) {
    const { name, value } = event.detail;
    const form = { ...this.data.form, [name]: value };
    this.show(form);
    this.setData({ [`errors.${name}`]: '' });
    const { skills, ...texts } = form;
    saveDraft(DRAFT, { ...texts, skills: skills.join('、'), version: String(this.stored?.version ?? '') });
  },
  onSubmit() {
    const errors = problems({ phone: phoneProblem(this.data.form.phone) });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) showFirstProblem();
    else if (this.data.moves) this.setData({ moving: true });
    else void this.send();
  },
  onMoveCancel() {
    this.setData({ moving: false });
  },
  async send() {
    const { phone, villageId, kind, skills } = this.data.form;
    const input = {
      version: this.stored?.version ?? 0,
      phone: normalisePhone(phone),
      villageId,
      kind: kind as VolunteerKind,
      skills,
    };
    const done = await this.act('save', input, (requestId) => changeVolunteer(input, requestId));
    this.setData({ moving: false });
    if (!done) return;
    dropDraft(DRAFT);
    this.stored = null;
    void wx.showToast({ title: '已保存', icon: 'success' });
    await this.reload();
  },

  onCopy() {
    go(ROUTES.volunteerCopy());
  },
  onLeaveOpen() {
    this.setData({ leaving: true, reason: '', errors: {} });
  },
  onLeaveClose() {
    this.setData({ leaving: false });
  },
  onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ reason: event.detail.value, 'errors.reason': '' });
  },
  async onLeave() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ 'errors.reason': '请写一句原因，村残协好接着安排' });
      return;
    }
    const done = await this.act('leave', { reason }, (requestId) => leaveVolunteer({ reason }, requestId));
    this.setData({ leaving: false });
    if (done) goHome();
  },
});
