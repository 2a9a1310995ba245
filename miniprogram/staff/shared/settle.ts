/** Cards of what was found, put away by writing down what came of it: the sheet that asks for it, and opening one again. */
import type { FieldEvent } from '../../pages/shared/form';
import type { PageTools } from '../../services/page';

/** As much of a page as these handlers need; it has `settling: null` and `reason: ''` in its data. */
interface SettlePage<C> extends Pick<PageTools, 'act' | 'reload'> {
  data: { cards: C[]; settling: C | null; reason: string };
  setData(change: Record<string, unknown>): void;
  cardAt(event: WechatMiniprogram.CustomEvent): C | undefined;
}

interface Settling<Id> {
  settle(input: Id & { reason: string }, requestId: string): Promise<unknown>;
  reopen(input: Id, requestId: string): Promise<unknown>;
  /** Said without a reason. */
  missing: string;
  /** Said when it is written down. */
  settled: WechatMiniprogram.ShowToastOption;
}

/** Handlers of a list of such cards; `key` is what cards and commands call the id. */
export function settleHandlers<C extends Record<K, string>, K extends string>(
  key: K,
  { settle, reopen, missing, settled }: Settling<Record<K, string>>,
) {
  const idOf = (card: C): Record<K, string> => {
    const id: string = card[key];
    return { [key]: id } as Record<K, string>;
  };
  return {
    cardAt(this: SettlePage<C>, event: WechatMiniprogram.CustomEvent): C | undefined {
      const id = String(event.currentTarget.dataset.id);
      return this.data.cards.find((card) => card[key] === id);
    },
    onSettle(this: SettlePage<C>, event: WechatMiniprogram.CustomEvent) {
      this.setData({ settling: this.cardAt(event) ?? null, reason: '', errors: {} });
    },
    onSettleClose(this: SettlePage<C>) {
      this.setData({ settling: null });
    },
    onReason(this: SettlePage<C>, event: FieldEvent) {
      this.setData({ reason: event.detail.value, errors: {} });
    },
    async onSettleConfirm(this: SettlePage<C>) {
      const { settling } = this.data;
      const reason = this.data.reason.trim();
      if (!settling) return;
      if (reason.length < 2) {
        this.setData({ errors: { reason: missing } });
        return;
      }
      const input = { ...idOf(settling), reason };
      const done = await this.act('settle', input, (requestId) => settle(input, requestId));
      this.setData({ settling: null });
      if (!done) return;
      void wx.showToast(settled);
      await this.reload();
    },
    async onReopen(this: SettlePage<C>, event: WechatMiniprogram.CustomEvent) {
      const card = this.cardAt(event);
      if (!card) return;
      const input = idOf(card);
      const done = await this.act('reopen', input, (requestId) => reopen(input, requestId));
      if (done) await this.reload();
    },
  };
}
