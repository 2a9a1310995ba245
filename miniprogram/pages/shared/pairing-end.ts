/** Ending a pairing, or taking back the request for one: the sheet that asks why, on the pages of all sides. */
import { endPairing } from '../../services/pairing';
import type { PageTools } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import type { FieldEvent } from './form';
import type { PairingCard } from './service-view';

/** As much of a page as these handlers need. */
interface PairingsPage extends Pick<PageTools, 'act' | 'reload'> {
  data: { chosen: PairingCard | null; reason: string };
  setData(change: Record<string, unknown>): void;
  /** The card that was pressed. */
  choose(event: WechatMiniprogram.CustomEvent): PairingCard | null;
}

/** Data of a page that ends pairings. */
export const END_DATA = {
  chosen: null as PairingCard | null,
  ending: false,
  reason: '',
  noteLimit: LIMITS.noteLength,
};

/** Handlers of the sheet. `missing`: what is said without a reason; `takenBack`: after a request, which was no pairing yet. */
export function endHandlers(missing: string, takenBack = '已结束') {
  return {
    onEnd(this: PairingsPage, event: WechatMiniprogram.CustomEvent) {
      this.setData({ chosen: this.choose(event), ending: true, reason: '', errors: {} });
    },
    onEndClose(this: PairingsPage) {
      this.setData({ ending: false });
    },
    onReason(this: PairingsPage, event: FieldEvent) {
      this.setData({ reason: event.detail.value, errors: {} });
    },
    async onConfirmEnd(this: PairingsPage) {
      const { chosen } = this.data;
      const reason = this.data.reason.trim();
      if (!chosen) return;
      if (reason === '') {
        this.setData({ errors: { reason: missing } });
        return;
      }
      const input = { pairingId: chosen.pairingId, reason };
      const done = await this.act('end', input, (requestId) => endPairing(input, requestId));
      this.setData({ ending: false });
      if (!done) return;
      void wx.showToast({ title: done.state === 'cancelled' ? takenBack : '已结束', icon: 'success' });
      await this.reload();
    },
  };
}
