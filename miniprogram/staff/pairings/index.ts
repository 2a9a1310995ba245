/** Pairings by state; the village answers, pairs and ends for residents whom nobody can ask by phone. */
import type { PairingState } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { END_DATA, endHandlers } from '../../pages/shared/pairing-end';
import { appended } from '../../shared/paging';
import { pairingCard, type PairingCard } from '../../pages/shared/service-view';
import { decidePairing, pairForResident, pairings, volunteers } from '../../services/pairing';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';
import { activeRole } from '../../services/session';
import { PAIRING_STATES } from '../../shared/service-words';

const STATES: readonly PairingState[] = ['active', 'asked', 'ended', 'declined', 'cancelled'];
type SearchEvent = WechatMiniprogram.CustomEvent<{ value: string }>;

definePage({
  ...endHandlers('请写明原因，会记下来'),
  data: {
    isVillage: false,
    state: 'active' as PairingState,
    tabs: STATES.map((key) => ({ key, label: PAIRING_STATES[key].label })),
    q: '',
    villageId: '',
    cards: [] as PairingCard[],
    asking: '' as '' | 'accept' | 'decline',
    ...END_DATA,
    /** Pairing for somebody without a phone. */
    arranging: false,
    residentOptions: [] as ChoiceOption[],
    volunteerOptions: [] as ChoiceOption[],
    residentId: '',
    volunteerId: '',
    note: '',
  },

  onLoad() {
    this.setData({ isVillage: activeRole()?.role === 'villageStaff' });
  },
  input() {
    const { state, q, villageId } = this.data;
    return { state, ...(q ? { q } : {}), ...(villageId ? { villageId } : {}) };
  },
  async load() {
    const list = await this.readList(this.data.cards.length, (how) => pairings({ ...this.input(), ...how }));
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ cards: list.items.map((one) => pairingCard(one, 'staff', now)), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  ask(change: { state?: PairingState; q?: string; villageId?: string }) {
    void this.askAnew({ ...change, cards: [] });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: PairingState }>) {
    this.ask({ state: event.detail.key });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  onSearch(event: SearchEvent) {
    const q = event.detail.value.trim();
    if (q !== this.data.q) this.ask({ q });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await pairings({ ...this.input(), cursor });
      const more = page.items.map((one) => pairingCard(one, 'staff', Date.now()));
      return { cards: appended(this.data.cards, more, ({ pairingId }) => pairingId), next: page.next };
    });
  },

  choose(event: WechatMiniprogram.CustomEvent): PairingCard | null {
    const id = String(event.currentTarget.dataset.id);
    return this.data.cards.find(({ pairingId }) => pairingId === id) ?? null;
  },
  onAccept(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.choose(event), asking: 'accept' });
  },
  onDecline(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.choose(event), asking: 'decline' });
  },
  onCancel() {
    this.setData({ asking: '' });
  },
  async onDecide() {
    const { chosen, asking } = this.data;
    if (!chosen) return;
    const input = { pairingId: chosen.pairingId, accept: asking === 'accept' };
    const done = await this.act('decide', input, (requestId) => decidePairing(input, requestId));
    this.setData({ asking: '' });
    if (!done) return;
    void wx.showToast({ title: input.accept ? '已结对' : '已回复', icon: 'success' });
    await this.reload();
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
  },

  async onArrange() {
    this.setData({ arranging: true, residentId: '', volunteerId: '', note: '', errors: {} });
    await this.findBoth();
  },
  async findBoth() {
    await this.findResidents('');
    await this.findVolunteers('');
  },
  onArrangeClose() {
    this.setData({ arranging: false });
  },
  async findResidents(q: string) {
    const page = await this.act('find', { q }, () => residents(q ? { q } : {}));
    if (!page) return;
    const free = page.items.filter(({ bound, status }) => !bound && status === 'active');
    this.setData({
      residentOptions: free.map(({ residentId, name, age, idNumberMasked }) => ({
        value: residentId,
        label: name,
        note: `${age}岁，${idNumberMasked}`,
      })),
    });
  },
  async findVolunteers(q: string) {
    const page = await this.act('find', { q }, () => volunteers(q ? { q } : {}));
    if (!page) return;
    this.setData({
      volunteerOptions: page.items.map(({ volunteerId, name, pairings: n }) => ({
        value: volunteerId,
        label: name,
        note: n === 0 ? '还没有结对' : `已和${n}位结对`,
      })),
    });
  },
  onFindResident(event: SearchEvent) {
    void this.findResidents(event.detail.value.trim());
  },
  onFindVolunteer(event: SearchEvent) {
    void this.findVolunteers(event.detail.value.trim());
  },
  async onPair() {
    const { residentId, volunteerId } = this.data;
    const note = this.data.note.trim();
    const errors = problems({
      residentId: residentId === '' ? '请选一位残障朋友' : '',
      volunteerId: volunteerId === '' ? '请选一位志愿者' : '',
      note: note === '' ? '请写怎么和双方商量的' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const input = { residentId, volunteerId, note };
    const done = await this.act('pair', input, (requestId) => pairForResident(input, requestId));
    if (!done) return;
    this.setData({ arranging: false });
    void wx.showToast({ title: '已结对', icon: 'success' });
    this.ask({ state: 'active', q: '' });
  },
});
