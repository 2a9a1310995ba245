/** One volunteer with everything that hangs on them; the phone for a reason; ended where the volunteer cannot do it. */
import type { VolunteerDetail } from '../../../typings/api/register';
import type { Millis } from '../../../typings/domain';
import { groupPhone } from '../../components/shared/group';
import type { FieldEvent } from '../../pages/shared/form';
import { dial, go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { friendlyDate } from '../../shared/china-time';
import { DONATION_STATES } from '../../shared/donation-words';
import { INTENTION_STATES } from '../../shared/intention-words';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
import { durationWords, PAIRING_STATES, SERVICE_STATES } from '../../shared/service-words';
import { filled, type LinkSection } from '../shared/links';
import { registerCommand, registerQuery } from '../shared/register';
import {
  lastHelpWords,
  OTHER_REASON,
  REVEAL_REASONS,
  VOLUNTEER_STATE_LABELS,
} from '../shared/register-words';

function factsOf(one: VolunteerDetail, now: Millis) {
  const { points, note } = one;
  return [
    { label: '村（社区）', value: one.villageName },
    { label: '身份', value: VOLUNTEER_KIND_LABELS[one.kind] },
    { label: '会做什么', value: one.skills.join('、') || '没有写' },
    { label: '登记', value: `${VOLUNTEER_STATE_LABELS[one.state]}，${friendlyDate(one.since, now)}来的` },
    ...(note ? [{ label: '说明', value: note }] : []),
    { label: '服务', value: `共${durationWords(one.minutes)}，${lastHelpWords(one.lastServiceAt, now)}` },
    { label: '积分', value: `现有${points.balance}分，得过${points.earned}分，换了${points.spent}分` },
    ...(one.claimedWishes > 0 ? [{ label: '认领的微心愿', value: `${one.claimedWishes}个没送到` }] : []),
  ];
}

/** What hangs on a volunteer, as sections that have something in them. */
export function sectionsOf(one: VolunteerDetail, now: Millis): LinkSection[] {
  return filled([
    {
      key: 'pairings',
      title: '结对',
      lines: one.pairingList.map((pairing) => ({
        key: pairing.pairingId,
        label: pairing.residentName,
        value: PAIRING_STATES[pairing.state].label,
        note: `${pairing.services}次帮扶，共${durationWords(pairing.minutes)}`,
        url: pairing.state === 'active' ? ROUTES.resident(pairing.residentId) : '',
      })),
    },
    {
      key: 'services',
      title: '最近的服务',
      lines: one.services.slice(0, 10).map((service) => ({
        key: service.serviceId,
        label: `${friendlyDate(service.startedAt, now)} ${service.residentName}`,
        value: SERVICE_STATES[service.state].label,
        note: durationWords(service.minutes),
        url: ROUTES.staffService(service.serviceId),
      })),
    },
    {
      key: 'donations',
      title: '捐赠',
      lines: one.donations.map(({ donationId, what, state, promisedAt }) => ({
        key: donationId,
        label: what,
        value: DONATION_STATES[state].label,
        note: friendlyDate(promisedAt, now),
        url: ROUTES.staffDonation(donationId),
      })),
    },
    {
      key: 'intentions',
      title: '帮扶意向',
      lines: one.intentions.map(({ intentionId, state, createdAt }) => ({
        key: intentionId,
        label: friendlyDate(createdAt, now),
        value: INTENTION_STATES[state].label,
        note: '',
        url: state === 'submitted' || state === 'arranged' ? ROUTES.staffIntentions() : '',
      })),
    },
  ]);
}

definePage({
  volunteerId: '',
  reloadOnShow: false,
  data: {
    name: '',
    facts: [] as { label: string; value: string }[],
    phone: '',
    phoneShown: false,
    sections: [] as LinkSection[],
    mayEnd: false,
    endObstacle: '',
    asking: false,
    reasons: [...REVEAL_REASONS, OTHER_REASON],
    otherReason: OTHER_REASON.value,
    reason: '',
    ownReason: '',
    ending: false,
    endReason: '',
    masked: '',
  },

  onLoad(query) {
    this.volunteerId = query.volunteerId ?? '';
  },
  async load() {
    const now = Date.now();
    const { volunteer } = await registerQuery('volunteer', { volunteerId: this.volunteerId });
    const mayEnd = activeRole()?.role !== 'admin' && volunteer.state !== 'left';
    this.setData({
      name: volunteer.name,
      facts: factsOf(volunteer, now),
      phone: volunteer.phoneMasked,
      masked: volunteer.phoneMasked,
      phoneShown: false,
      sections: sectionsOf(volunteer, now),
      mayEnd,
      endObstacle: volunteer.endObstacle,
    });
  },
  onLink(event: WechatMiniprogram.CustomEvent) {
    const url = String(event.currentTarget.dataset.url);
    if (url !== '') go(url);
  },
  onPhone() {
    if (this.data.phoneShown) void dial(this.data.phone.replace(/\s/g, ''));
    else this.setData({ asking: true, reason: '', ownReason: '', errors: {} });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  onOwnReason(event: FieldEvent) {
    this.setData({ ownReason: event.detail.value, errors: {} });
  },
  async onReveal() {
    const other = this.data.reason === OTHER_REASON.value;
    const reason = other ? this.data.ownReason.trim() : this.data.reason;
    if (reason.length < 2) {
      const words = other ? '请写明为什么要看' : '请选一个原因，会记在查看记录里';
      this.setData({ errors: { [other ? 'ownReason' : 'reason']: words } });
      return;
    }
    const input = { volunteerId: this.volunteerId, reason };
    const answer = await this.act('reveal', input, () => registerQuery('revealVolunteer', input));
    this.setData({ asking: false });
    if (answer) this.setData({ phone: groupPhone(answer.value), phoneShown: true });
  },
  /** Full numbers do not stay on the screen of a phone that is put away. */
  onHide() {
    this.setData({ phone: this.data.masked, phoneShown: false });
  },

  onEnd() {
    this.setData({ ending: true, endReason: '', errors: {} });
  },
  onEndClose() {
    this.setData({ ending: false });
  },
  onEndReason(event: FieldEvent) {
    this.setData({ endReason: event.detail.value, errors: {} });
  },
  async onEndConfirm() {
    const reason = this.data.endReason.trim();
    if (reason.length < 2) {
      this.setData({ errors: { endReason: '请写明原因，会告诉结对的家庭' } });
      return;
    }
    const input = { volunteerId: this.volunteerId, reason };
    const done = await this.act('end', input, (requestId) =>
      registerCommand('endVolunteer', input, requestId),
    );
    this.setData({ ending: false });
    if (!done) return;
    void wx.showToast({ title: '已停用', icon: 'success' });
    await this.reload();
  },
});
