/** Intentions of volunteers by state; staff name a resident for one, or say that nothing can be arranged. */
import type { IntentionActions, IntentionVolunteer, Suggestion } from '../../../typings/api/intentions';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { intentionShown, type IntentionShown } from '../../pages/shared/intention-view';
import { appended } from '../../shared/paging';
import { asCallError } from '../../services/call';
import { arrangeIntention, closeIntention, intention, intentions, suggestions } from '../../services/pairing';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import { durationWords } from '../../shared/service-words';

type Tab = IntentionActions['intentions']['input']['tab'];

const EMPTY: Record<Tab, string> = {
  submitted: '没有等安排的意向',
  arranged: '没有等志愿者答复的',
  done: '还没有办完的意向',
};

const optionOf = ({ residentId, name, villageName, reasons }: Suggestion): ChoiceOption => ({
  value: residentId,
  label: `${name}（${villageName}）`,
  note: reasons.join('，'),
});

function volunteerWords(volunteer: IntentionVolunteer | null): string {
  if (!volunteer) return '';
  const { villageName, skills, pairings, pairingLimit, minutes } = volunteer;
  return [
    `家在${villageName}`,
    skills.length > 0 ? `会${skills.join('、')}` : '',
    `已结对${pairings}位，最多${pairingLimit}位`,
    minutes > 0 ? `已服务${durationWords(minutes)}` : '还没有服务记录',
  ]
    .filter(Boolean)
    .join('，');
}

definePage({
  /** Grows with each search for residents. */
  asked: 0,
  data: {
    tab: 'submitted' as Tab,
    tabs: [
      { key: 'submitted', label: '等安排' },
      { key: 'arranged', label: '等志愿者答复' },
      { key: 'done', label: '办完的' },
    ],
    emptyTitle: EMPTY.submitted,
    villageId: '',
    rows: [] as IntentionShown[],
    chosen: null as IntentionShown | null,
    arranging: false,
    closing: false,
    volunteer: '',
    options: [] as ChoiceOption[],
    finding: false,
    residentId: '',
    note: '',
    reason: '',
    limit: LIMITS.noteLength,
  },

  input() {
    const { tab, villageId } = this.data;
    return { tab, ...(villageId ? { villageId } : {}) };
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) => intentions({ ...this.input(), ...how }));
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ rows: list.items.map((one) => intentionShown(one, 'staff', now)), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    const tab = event.detail.key;
    this.ask({ tab, emptyTitle: EMPTY[tab] });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  ask(change: Record<string, unknown>) {
    void this.askAnew({ ...change, rows: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await intentions({ ...this.input(), cursor });
      const more = page.items.map((one) => intentionShown(one, 'staff', Date.now()));
      return { rows: appended(this.data.rows, more, ({ intentionId }) => intentionId), next: page.next };
    });
  },
  choose(event: WechatMiniprogram.CustomEvent): IntentionShown | null {
    const id = String(event.currentTarget.dataset.id);
    return this.data.rows.find(({ intentionId }) => intentionId === id) ?? null;
  },
  async onArrange(event: WechatMiniprogram.CustomEvent) {
    const chosen = this.choose(event);
    if (!chosen) return;
    this.setData({
      chosen,
      arranging: true,
      options: [],
      residentId: '',
      note: '',
      volunteer: '',
      errors: {},
    });
    const { intentionId } = chosen;
    const { asked } = this;
    const found = await this.act('open', { intentionId }, () => intention(intentionId));
    if (!found) {
      this.setData({ arranging: false });
      return;
    }
    this.setData({
      volunteer: volunteerWords(found.volunteer),
      chosen: intentionShown(found.intention, 'staff', Date.now()),
    });
    // Whoever has searched by name meanwhile waits for those people, not for the proposed ones.
    if (asked === this.asked) await this.find('');
  },
  /** Typing goes on while an earlier question is under way: only the last answer counts. */
  async find(q: string) {
    this.asked += 1;
    const mine = this.asked;
    const intentionId = this.data.chosen?.intentionId ?? '';
    this.setData({ finding: true });
    try {
      const { items } = await suggestions({ intentionId, ...(q ? { q } : {}) });
      if (mine === this.asked) this.setData({ options: items.map(optionOf), residentId: '' });
    } catch (cause) {
      if (mine === this.asked) this.say('没有读出来', asCallError(cause).message);
    } finally {
      if (mine === this.asked) this.setData({ finding: false });
    }
  },
  onFind(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    void this.find(event.detail.value.trim());
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
  },
  onSheetClose() {
    this.setData({ arranging: false, closing: false });
  },
  async onConfirmArrange() {
    const { chosen, residentId, note } = this.data;
    if (!chosen) return;
    if (residentId === '') {
      this.setData({ errors: { residentId: '请选一位残障朋友' } });
      return;
    }
    const { intentionId, version } = chosen;
    const input = { intentionId, version, residentId, note: note.trim() };
    const done = await this.act('arrange', input, (requestId) => arrangeIntention(input, requestId));
    if (!done) return;
    this.setData({ arranging: false });
    void wx.showToast({ title: '已安排', icon: 'success' });
    await this.reload();
  },
  onCloseOpen(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.choose(event), closing: true, reason: '', errors: {} });
  },
  async onConfirmClose() {
    const { chosen } = this.data;
    const reason = this.data.reason.trim();
    if (!chosen) return;
    if (reason === '') {
      this.setData({ errors: { reason: '请写明原因，志愿者会看到' } });
      return;
    }
    const input = { intentionId: chosen.intentionId, reason };
    const done = await this.act('close', input, (requestId) => closeIntention(input, requestId));
    this.setData({ closing: false });
    if (!done) return;
    void wx.showToast({ title: '已回复', icon: 'success' });
    await this.reload();
  },
});
