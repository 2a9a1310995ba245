/** Calls for help that wait for somebody to call back, live; how they were found is written down here. */
import type { FollowUpOutcome } from '../../../typings/api/emergency';
import type { TabItem } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { appended } from '../../shared/paging';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { callerPhone, calls, dialNumber, followUp, take } from '../../services/emergency';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import { callCard, OUTCOME_OPTIONS, type CallCard } from './view';

type Tab = 'open' | 'closed';

const draftOf = ({ callId }: CallCard): string => `emergency-${callId}`;

const tabItems = (open: number): TabItem[] => [
  { key: 'open', label: '等回电', count: open },
  { key: 'closed', label: '已办结' },
];

definePage({
  live: true,
  data: {
    tab: 'open' as Tab,
    tabs: tabItems(0),
    cards: [] as CallCard[],
    /** The call whose outcome is being written down, with the sheet open. */
    chosen: null as CallCard | null,
    recording: false,
    outcome: '' as FollowUpOutcome | '',
    outcomes: OUTCOME_OPTIONS,
    note: '',
    noteLimit: LIMITS.noteLength,
  },

  async load() {
    const list = await this.readList(this.data.cards.length, (how) =>
      calls({ state: this.data.tab, ...how }),
    );
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({
      tabs: tabItems(list.open),
      cards: list.items.map((row) => callCard(row, now)),
      next: list.next,
    });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.askAnew({ tab: event.detail.key, cards: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await calls({ state: this.data.tab, cursor });
      if (page.unchanged) return null;
      const more = page.items.map((row) => callCard(row, Date.now()));
      return { cards: appended(this.data.cards, more, (card) => card.callId), next: page.next };
    });
  },

  choose(event: WechatMiniprogram.CustomEvent): CallCard | null {
    const id = String(event.currentTarget.dataset.id);
    return this.data.cards.find((card) => card.callId === id) ?? null;
  },
  async onPhone(event: WechatMiniprogram.CustomEvent) {
    const card = this.choose(event);
    if (!card) return;
    const answer = await this.act('phone', { callId: card.callId }, () => callerPhone(card.callId));
    if (!answer) return;
    if (answer.phone === null) {
      this.say('没有电话', '来电的人没有绑定，不知道电话。');
      return;
    }
    const outcome = await dialNumber(answer.phone);
    if (outcome === 'failed') this.say('没有拨出去', `请用手机的电话直接拨 ${answer.phone}`);
  },
  async onTake(event: WechatMiniprogram.CustomEvent) {
    const card = this.choose(event);
    if (!card) return;
    const input = { callId: card.callId };
    const done = await this.act('take', input, (requestId) => take(input, requestId));
    if (done) await this.reload();
  },
  onResident(event: WechatMiniprogram.CustomEvent) {
    const card = this.choose(event);
    if (card?.residentId) go(ROUTES.resident(card.residentId));
  },
  onRecord(event: WechatMiniprogram.CustomEvent) {
    const chosen = this.choose(event);
    if (!chosen) return;
    const { outcome = '', note = '' } = loadDraft(draftOf(chosen)) ?? {};
    this.setData({ chosen, recording: true, outcome: outcome as FollowUpOutcome | '', note, errors: {} });
  },
  onCancel() {
    this.setData({ recording: false });
  },
  onOutcome(event: WechatMiniprogram.CustomEvent<{ value: FollowUpOutcome }>) {
    this.setData({ outcome: event.detail.value, errors: {} });
    this.keepDraft();
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
    this.keepDraft();
  },
  keepDraft() {
    const { chosen, outcome, note } = this.data;
    if (chosen) saveDraft(draftOf(chosen), { outcome, note });
  },
  async onSave() {
    const { chosen, outcome, note } = this.data;
    if (!chosen) return;
    if (outcome === '') {
      this.setData({ errors: { outcome: '请选一个结果' } });
      return;
    }
    const input = { callId: chosen.callId, outcome, note: note.trim() };
    const done = await this.act(
      'followUp',
      input,
      (requestId) => followUp(input, requestId),
      (error) => {
        // Somebody else was faster: the sheet makes room for that. A broken line keeps it open.
        if (!error.retryable) this.setData({ recording: false });
        return false;
      },
    );
    if (!done) return;
    dropDraft(draftOf(chosen));
    this.setData({ recording: false });
    void wx.showToast({ title: done.state === 'closed' ? '已办结' : '已记下', icon: 'success' });
    await this.reload();
  },
});
