/** One donation as the donor follows it: where it is, proof of each delivery, and the certificate of thanks. */
import type { DonationView } from '../../../typings/api/donations';
import type { FieldEvent } from '../../pages/shared/form';
import { donationShown, type DonationShown } from '../../pages/shared/donation-view';
import { ALBUM_DATA, albumHandlers } from '../shared/album';
import type { Pen } from '../shared/paper';
import { cancel, donation } from '../../services/donations';
import { definePage } from '../../services/page';
import { chinaDate } from '../../shared/china-time';
import { giftWords } from '../../shared/donation-words';
import { LIMITS } from '../../shared/limits';
import { drawThanks, THANKS_FROM, THANKS_SIZE, thanksWords, type Thanks } from './thanks';

/** How long a sheet takes to come up. */
const SHEET_MS = 300;

/** What a delivered donation is thanked for. */
function thanksOf(found: DonationView): Thanks {
  const delivered = found.allotments.filter(({ deliveredAt }) => deliveredAt !== null);
  const last = Math.max(...delivered.map(({ deliveredAt }) => deliveredAt ?? 0));
  const [year, month, day] = chinaDate(last).split('-').map(Number);
  return {
    donorName: found.donorName,
    gift: giftWords({ ...found, quantity: found.delivered }),
    villages: [...new Set(delivered.map(({ villageName }) => villageName))].join('、'),
    day: `${year}年${month}月${day}日`,
  };
}

definePage({
  ...albumHandlers('thanks', THANKS_SIZE),
  donationId: '',
  found: null as DonationView | null,
  data: {
    view: null as DonationShown | null,
    thanks: null as Thanks | null,
    thanksWords: '',
    thanksFrom: THANKS_FROM,
    showsThanks: false,
    ...ALBUM_DATA,
    cancelling: false,
    reason: '',
    noteLimit: LIMITS.noteLength,
  },

  onLoad(query) {
    this.donationId = query.donationId ?? '';
  },
  async load() {
    this.found = null;
    await this.poll();
  },
  async poll() {
    // A picture that passes its check is no new version of the donation.
    const { found: known } = this;
    const version = known?.picturesHeld === 0 ? known.version : undefined;
    const found = await donation(this.donationId, version);
    if (!found) return;
    this.found = found;
    const thanks = found.state === 'delivered' ? thanksOf(found) : null;
    this.setData({
      view: donationShown(found, 'donor', Date.now()),
      thanks,
      thanksWords: thanks ? `${thanks.donorName}：${thanksWords(thanks)}` : '',
    });
  },

  onThanks() {
    this.setData({ showsThanks: true, refused: false });
    // A canvas that is drawn while the sheet still comes up may get the size of a moment.
    setTimeout(() => this.withCanvas(() => undefined), SHEET_MS);
  },
  onThanksClose() {
    this.setData({ showsThanks: false });
  },
  drawing() {
    const { thanks } = this.data;
    return thanks && ((pen: Pen) => drawThanks(pen, thanks));
  },

  onCancelOpen() {
    this.setData({ cancelling: true, reason: '' });
  },
  onCancelClose() {
    this.setData({ cancelling: false });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, 'errors.reason': '' });
  },
  async onCancel() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ 'errors.reason': '请写一下原因，村里好另想办法' });
      return;
    }
    const input = { donationId: this.donationId, reason };
    const done = await this.act('cancel', input, (requestId) => cancel(input, requestId));
    this.setData({ cancelling: false });
    if (!done) return;
    void wx.showToast({ title: '已取消' });
    await this.reload();
  },
});
