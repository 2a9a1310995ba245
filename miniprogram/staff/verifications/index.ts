/** People who wait to be verified, live; yes or no with a reason. */
import type { VerificationKind } from '../../../typings/api/accounts';
import type { TabItem } from '../../components/types';
import { appended } from '../../shared/paging';
import { decideVerification, verifications } from '../../services/accounts';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import type { FieldEvent } from '../../pages/shared/form';
import { KIND_WORDS, verificationCard, type VerificationCard } from './view';

type Tab = VerificationKind | 'all';

definePage({
  live: true,
  data: {
    tab: 'all' as Tab,
    tabs: [
      { key: 'all', label: '全部' },
      ...Object.entries(KIND_WORDS).map(([key, words]) => ({ key, label: words.tab })),
    ] as TabItem[],
    cards: [] as VerificationCard[],
    /** The card in question, with the dialog or the sheet open. */
    chosen: null as VerificationCard | null,
    asking: false,
    refusing: false,
    note: '',
    noteLimit: LIMITS.noteLength,
  },

  input() {
    const { tab } = this.data;
    return tab === 'all' ? {} : { kind: tab };
  },
  async load() {
    const list = await this.readList(this.data.cards.length, (how) =>
      verifications({ ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    const now = Date.now();
    this.setData({ cards: list.items.map((row) => verificationCard(row, now)), next: list.next });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.askAnew({ tab: event.detail.key, cards: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await verifications({ ...this.input(), cursor });
      if (page.unchanged) return null;
      const more = page.items.map((row) => verificationCard(row, Date.now()));
      return {
        cards: appended(this.data.cards, more, (card) => card.verificationId),
        next: page.next,
      };
    });
  },

  choose(event: WechatMiniprogram.CustomEvent): VerificationCard | null {
    const id = String(event.currentTarget.dataset.id);
    return this.data.cards.find((card) => card.verificationId === id) ?? null;
  },
  onApprove(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.choose(event), asking: true });
  },
  onRefuse(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: this.choose(event), refusing: true, note: '', errors: {} });
  },
  onCancel() {
    this.setData({ asking: false, refusing: false });
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, errors: {} });
  },
  onConfirmApprove() {
    return this.decide(true, '');
  },
  onConfirmRefuse() {
    const note = this.data.note.trim();
    if (note === '') {
      this.setData({ errors: { note: '请写明原因，申请人会看到' } });
      return undefined;
    }
    return this.decide(false, note);
  },
  async decide(yes: boolean, note: string) {
    const { chosen } = this.data;
    if (!chosen) return;
    const input = { verificationId: chosen.verificationId, approve: yes, ...(note ? { note } : {}) };
    const done = await this.act('decide', input, (requestId) => decideVerification(input, requestId));
    this.setData({ asking: false, refusing: false });
    if (!done) return;
    if (yes && chosen.afterwards) this.say('还要您动手改', chosen.afterwards);
    else void wx.showToast({ title: yes ? KIND_WORDS[chosen.kind].approved : '已退回', icon: 'success' });
    await this.reload();
  },
});
