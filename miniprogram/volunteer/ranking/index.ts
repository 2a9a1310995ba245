/** Confirmed hours in the village: only those who agreed to be shown. */
import { definePage } from '../../services/page';
import { ranking, showInRanking } from '../../services/points';
import { durationWords } from '../../shared/service-words';

interface Row {
  key: string;
  label: string;
  value: string;
  note: string;
}

definePage({
  data: {
    rows: [] as Row[],
    shown: false,
    asking: false,
  },

  async load() {
    const { rows, shown } = await ranking();
    this.setData({
      shown,
      rows: rows.map(({ place, name, minutes, me }, n) => ({
        key: String(n),
        label: `第${place}名 ${name}`,
        value: durationWords(minutes),
        note: me ? '这是您' : '',
      })),
    });
  },
  onAsk() {
    this.setData({ asking: true });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const shown = !this.data.shown;
    const done = await this.act('show', { shown }, (requestId) => showInRanking(shown, requestId));
    this.setData({ asking: false });
    if (done) await this.reload();
  },
});
