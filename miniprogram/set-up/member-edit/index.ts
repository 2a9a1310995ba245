/** Appoints somebody by an invitation, or changes a duty, a phone, an office. */
import type { StaffLevel, StaffMember } from '../../../typings/api/set-up';
import type { ChoiceOption } from '../../components/types';
import {
  nameProblem,
  phoneProblem,
  problems,
  showFirstProblem,
  type FieldEvent,
} from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { normalisePhone } from '../../shared/contact';
import { changeStaff, inviteStaff, staffMember } from '../shared/calls';
import { forget, keep, kept } from '../shared/draft';
import { LEVEL_WORDS } from '../shared/staff-words';

const DUTIES = ['主席', '副主席', '专职委员', '理事长', '工作人员', '管理员'];
const OTHER = 'other';
const EMPTY = { name: '', phone: '', level: '', village: '', duty: '', otherDuty: '', alsoOnDuty: 'yes' };
type Form = typeof EMPTY;

function formOf({ name, phone, level, villageId, duty }: StaffMember): Form {
  const listed = DUTIES.includes(duty);
  return {
    ...EMPTY,
    name,
    phone,
    level,
    village: villageId ?? '',
    duty: listed ? duty : OTHER,
    otherDuty: listed ? '' : duty,
  };
}

definePage({
  staffId: '',
  member: null as StaffMember | null,
  /** What is typed must not be read over when the page comes to the front again. */
  reloadOnShow: false,
  data: {
    isNew: true,
    form: EMPTY,
    restored: false,
    onDuty: false,
    levels: (Object.keys(LEVEL_WORDS) as StaffLevel[]).map((value) => ({ value, label: LEVEL_WORDS[value] })),
    villages: [] as ChoiceOption[],
    duties: [
      ...DUTIES.map((value) => ({ value, label: value })),
      { value: OTHER, label: '别的' },
    ] as ChoiceOption[],
    onDuties: [
      { value: 'yes', label: '一起改', note: '居民求助时打的就是新的' },
      { value: 'no', label: '不改' },
    ] as ChoiceOption[],
    asking: false,
    effect: '',
    code: '',
    expires: '',
    invited: '',
  },

  onLoad(query) {
    this.staffId = query.staffId ?? '';
    this.setData({ isNew: this.staffId === '' });
  },
  draftKey(): string {
    return `staff-${this.staffId || 'new'}`;
  },
  async load() {
    const [villages, answer] = await Promise.all([
      villageOptions(),
      this.staffId === '' ? null : staffMember({ staffId: this.staffId }),
    ]);
    this.member = answer?.member ?? null;
    const draft = kept(this.draftKey(), this.member?.version ?? 0);
    const form = { ...EMPTY, ...(this.member ? formOf(this.member) : {}), ...(draft ?? {}) };
    this.setData({ villages, form, restored: draft !== null, onDuty: this.member?.onDuty ?? false });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    const form: Form = { ...this.data.form, [name]: value };
    this.setData({ form, [`errors.${name}`]: '' });
    keep(this.draftKey(), form, this.member?.version ?? 0);
  },
  /** What is sent, or null with the problems shown. */
  input() {
    const { name, phone, level, village, duty, otherDuty } = this.data.form;
    const errors = problems({
      name: nameProblem(name),
      phone: phoneProblem(phone),
      level: level === '' ? '请选择权限' : '',
      village: level === 'village' && village === '' ? '请选择村（社区）' : '',
      duty: duty === '' ? '请选择职务' : '',
      otherDuty: duty === OTHER && otherDuty.trim() === '' ? '请填职务' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return null;
    }
    return {
      name: name.trim(),
      phone: normalisePhone(phone),
      level: level as StaffLevel,
      villageId: level === 'village' ? village : null,
      duty: duty === OTHER ? otherDuty.trim() : duty,
    };
  },
  async onInvite() {
    const input = this.input();
    if (!input) return;
    const answer = await this.act('save', input, (requestId) => inviteStaff(input, requestId));
    if (!answer) return;
    forget(this.draftKey());
    this.setData({
      code: answer.code,
      expires: friendlyTime(answer.expiresAt, Date.now()),
      invited: input.name,
    });
  },
  onAsk() {
    const input = this.input();
    if (!input || !this.member) return;
    const moved = input.villageId !== this.member.villageId;
    const work = this.member.openWork;
    const left = moved && work > 0 ? `手上的${work}件事留给${this.member.orgName}。` : '';
    const rights = input.level !== this.member.level || moved ? '他能看到的内容马上跟着变。' : '';
    this.setData({ asking: true, effect: `${rights}${left}改动会记在他的变动里。` });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onSave() {
    const facts = this.input();
    if (!facts || !this.member) return;
    const { form, onDuty } = this.data;
    const input = {
      ...facts,
      staffId: this.staffId,
      version: this.member.version,
      alsoOnDuty: onDuty && form.alsoOnDuty === 'yes',
    };
    const done = await this.act('save', input, (requestId) => changeStaff(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    forget(this.draftKey());
    void wx.showToast({ title: '改好了', icon: 'success' });
    back();
  },
  onCopy() {
    void this.copy(this.data.code);
  },
  onBack() {
    back();
  },
});
