/** One member of staff: their duty, what they have in hand, how it came so; and ending it. */
import type { StaffMember } from '../../../typings/api/set-up';
import type { ChoiceOption, TimelineItem, Tone } from '../../components/types';
import { dial, go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { endStaff, reissueInvite, staffList, staffMember } from '../shared/calls';
import { PAGES, TOWN } from '../shared/routes';
import { LEVEL_WORDS, STATE_WORDS, stateNote } from '../shared/staff-words';

/** Nobody in particular: anybody of the office takes it. */
const OFFICE = 'office';

definePage({
  staffId: '',
  member: null as StaffMember | null,
  data: {
    isAdmin: false,
    name: '',
    state: 'active',
    status: '',
    tone: 'neutral' as Tone,
    stateNote: '',
    facts: [] as { label: string; value: string }[],
    phone: '',
    openWork: 0,
    onDuty: false,
    me: false,
    changes: [] as TimelineItem[],
    ending: false,
    colleagues: [] as ChoiceOption[],
    handTo: OFFICE,
    offDuty: 'yes',
    offDuties: [
      { value: 'yes', label: '一起去掉', note: '居民求助时不再打给他' },
      { value: 'no', label: '先留着' },
    ] as ChoiceOption[],
    asking: false,
    code: '',
    expires: '',
  },

  onLoad(query) {
    this.staffId = query.staffId ?? '';
  },
  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    const { member } = await staffMember({ staffId: this.staffId });
    this.member = member;
    const now = Date.now();
    this.setData({
      name: member.name,
      state: member.state,
      status: STATE_WORDS[member.state].text,
      tone: STATE_WORDS[member.state].tone,
      stateNote: stateNote(member, now),
      facts: [
        { label: '单位', value: member.orgName },
        { label: '职务', value: member.duty },
        { label: '权限', value: LEVEL_WORDS[member.level] },
      ],
      phone: member.phone,
      openWork: member.openWork,
      onDuty: member.onDuty,
      me: member.me,
      changes: member.changes.map(({ at, by, what }) => ({
        title: what,
        time: friendlyTime(at, now),
        actor: by,
        state: 'done' as const,
      })),
    });
  },
  onDial() {
    void dial(this.data.phone);
  },
  onEdit() {
    go(PAGES.memberEdit(this.staffId));
  },
  onLeave() {
    go(ROUTES.leave(this.staffId));
  },
  async onReissue() {
    const input = { staffId: this.staffId, version: this.member?.version ?? 1 };
    const answer = await this.act('reissue', input, (requestId) => reissueInvite(input, requestId));
    if (!answer) return;
    await this.reload();
    this.setData({ code: answer.code, expires: friendlyTime(answer.expiresAt, Date.now()) });
  },
  onCopy() {
    void this.copy(this.data.code);
  },
  onCancelInvite() {
    this.setData({ asking: true });
  },
  async onEnd() {
    this.setData({ ending: true, handTo: OFFICE, offDuty: 'yes' });
    const { openWork } = this.data;
    if (openWork === 0 || this.member === null) return;
    try {
      const { items } = await staffList({ state: 'active', office: this.member.villageId ?? TOWN });
      const others = items.filter(({ staffId }) => staffId !== this.staffId);
      this.setData({
        colleagues: [
          { value: OFFICE, label: '回到单位，谁都能接' },
          ...others.map(({ staffId, name, duty }) => ({ value: staffId, label: name, note: duty })),
        ],
      });
    } catch {
      // Back to the office is right without a list of colleagues.
    }
  },
  onEndClose() {
    this.setData({ ending: false });
  },
  onChoice(event: WechatMiniprogram.CustomEvent<{ name: string; value: string }>) {
    this.setData({ [event.detail.name]: event.detail.value });
  },
  onAskEnd() {
    this.setData({ ending: false, asking: true });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onConfirmEnd() {
    const { handTo, offDuty, onDuty, name, state } = this.data;
    const input = {
      staffId: this.staffId,
      handTo: handTo === OFFICE ? null : handTo,
      offDuty: onDuty && offDuty === 'yes',
    };
    const done = await this.act('end', input, (requestId) => endStaff(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    this.setData({ code: '' });
    await this.reload();
    const work = done.released > 0 ? `，${done.released}件事已交出去` : '';
    this.say(state === 'invited' ? '邀请已取消' : '已停用', `${name}从现在起用不了工作人员的功能${work}。`);
  },
});
