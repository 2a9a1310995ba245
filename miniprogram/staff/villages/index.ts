/** Sixteen villages and four communities at a glance: what waits, what is overdue; each number opens its list. */
import { villageFigures } from '../../services/accounts';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { sumsOf, tableOf, type VillageRow } from './table';

definePage({
  data: {
    sums: [] as ReturnType<typeof sumsOf>,
    rows: [] as VillageRow[],
    quiet: [] as VillageRow[],
    showQuiet: false,
  },
  pollMs: 10_000,

  async load() {
    await this.poll();
  },
  async poll() {
    const { villages } = await villageFigures();
    const rows = tableOf(villages);
    this.setData({
      sums: sumsOf(villages),
      rows: rows.filter(({ waiting, overdue }) => waiting + overdue > 0),
      quiet: rows.filter(({ waiting, overdue }) => waiting + overdue === 0),
    });
  },
  onGo(event: WechatMiniprogram.CustomEvent) {
    go(String(event.currentTarget.dataset.url));
  },
  onOverdue(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.staffWork('overdueAll', String(event.currentTarget.dataset.id)));
  },
  onQuiet() {
    this.setData({ showQuiet: !this.data.showQuiet });
  },
});
