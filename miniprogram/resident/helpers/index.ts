/** Who wants to help and who helps: answering, calling, ending, and what each of them did. */
import type { Paged } from '../../../typings/wire';
import type { PairingView } from '../../../typings/api/pairing';
import { END_DATA, endHandlers } from '../../pages/shared/pairing-end';
import { appended, readOn } from '../../shared/paging';
import {
  pairingCard,
  serviceLine,
  type PairingCard,
  type ServiceLine,
} from '../../pages/shared/service-view';
import { dial, go, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { decidePairing, myPairings, myServices } from '../../services/pairing';
import { definePage } from '../../services/page';
import { behalfLabel } from '../../services/session';

type Asking = '' | 'accept' | 'decline';

definePage({
  ...endHandlers('请写一句原因，比如“搬走了”'),
  pollMs: 6_000,
  data: {
    behalf: '',
    asked: [] as PairingCard[],
    active: [] as PairingCard[],
    ended: null as PairingCard[] | null,
    moreEnded: null as string | null,
    services: [] as ServiceLine[],
    asking: '' as Asking,
    notifyReason: NOTIFY_REASON,
    ...END_DATA,
  },

  onLoad() {
    this.setData({ behalf: behalfLabel() });
  },
  async load() {
    const [pairings, first] = await Promise.all([myPairings(), myServices()]);
    const services = await readOn(first, this.data.services.length, (cursor) => myServices({ cursor }));
    const now = Date.now();
    const cards = pairings.items.map((pairing) => pairingCard(pairing, 'resident', now));
    this.setData({
      asked: cards.filter(({ state }) => state === 'asked'),
      active: cards.filter(({ state }) => state === 'active'),
      services: services.items.map((row) => serviceLine(row, 'resident', now)),
      next: services.next,
    });
  },
  poll() {
    return this.load();
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await myServices({ cursor });
      const more = page.items.map((row) => serviceLine(row, 'resident', Date.now()));
      return {
        services: appended(this.data.services, more, ({ serviceId }) => serviceId),
        next: page.next,
      };
    });
  },
  async onEnded() {
    const cursor = this.data.moreEnded;
    const read = (): Promise<Paged<PairingView>> => myPairings({ ended: true, cursor });
    const page = await this.act('ended', { cursor }, read);
    if (!page) return;
    const more = page.items.map((pairing) => pairingCard(pairing, 'resident', Date.now()));
    const ended = appended(this.data.ended ?? [], more, ({ pairingId }) => pairingId);
    this.setData({ ended, moreEnded: page.next });
  },

  choose(event: WechatMiniprogram.CustomEvent): PairingCard | null {
    const id = String(event.currentTarget.dataset.id);
    const { asked, active } = this.data;
    return [...asked, ...active].find(({ pairingId }) => pairingId === id) ?? null;
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
    const accept = asking === 'accept';
    // Straight from the tap, before anything is awaited: WeChat asks only then.
    const allowed = accept ? askForUpdates(['ask']) : Promise.resolve();
    const input = { pairingId: chosen.pairingId, accept };
    const done = await this.act('decide', input, (requestId) => decidePairing(input, requestId));
    this.setData({ asking: '' });
    await allowed;
    if (!done) return;
    void wx.showToast({ title: accept ? '已同意' : '已回复', icon: 'success' });
    await this.reload();
  },

  onCall(event: WechatMiniprogram.CustomEvent) {
    const phone = this.choose(event)?.phone;
    if (phone) void dial(phone);
  },
  onService(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.service(String(event.currentTarget.dataset.id)));
  },
  onCode() {
    go(ROUTES.code());
  },
});
