/** Cases of all kinds in one list: the officer's own, and those that are overdue; what is due first comes first. */
import type { TabItem } from '../../components/types';
import { rowView, type RowView } from '../../pages/shared/case-view';
import { appended } from '../../shared/paging';
import { work } from '../../services/applications';
import { go, ROUTES } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { keepOrder } from '../shared/order';

type List = 'mine' | 'overdue' | 'overdueAll';

const EMPTY: Record<List, { title: string; note: string }> = {
  mine: { title: '您名下没有要办的', note: '在申请里点「我来办」，或同事转给您，就会出现在这里。' },
  overdue: { title: '没有超时的', note: '您这里都按时办了。' },
  overdueAll: { title: '没有超时的', note: '都按时办了。' },
};

definePage({
  live: true,
  data: {
    list: 'mine' as List,
    tabs: [] as TabItem[],
    rows: [] as RowView[],
    empty: EMPTY.mine,
    isTown: false,
    /** '' for all. */
    villageId: '',
  },

  onLoad(query) {
    const isTown = activeRole()?.role === 'townStaff';
    const tabs: TabItem[] = [
      { key: 'mine', label: '我领办的' },
      { key: 'overdue', label: isTown ? '镇里超时的' : '村里超时的' },
      { key: 'overdueAll', label: isTown ? '全镇超时的' : '全部超时的' },
    ];
    const list = tabs.find(({ key }) => key === query.list)?.key as List | undefined;
    const { villageId } = query;
    this.setData({
      isTown,
      tabs,
      list: list ?? 'mine',
      empty: EMPTY[list ?? 'mine'],
      ...(villageId ? { villageId } : {}),
    });
  },
  filter() {
    const { list, villageId } = this.data;
    return { list, ...(villageId ? { villageId } : {}) };
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) => work({ ...this.filter(), ...how }));
    if (!list) return this.data.phase;
    const now = Date.now();
    const rows = list.items.map((row) => rowView(row, true, now));
    this.setData({ rows, next: list.next });
    keepOrder(rows.map((row) => row.applicationId));
    return rows.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  async ask(change: { list?: List; villageId?: string }) {
    await this.askAnew({ ...change, rows: [], empty: EMPTY[change.list ?? this.data.list] });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: List }>) {
    void this.ask({ list: event.detail.key });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    void this.ask({ villageId: event.detail.villageId });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await work({ ...this.filter(), cursor });
      if (page.unchanged) return null;
      const more = page.items.map((row) => rowView(row, true, Date.now()));
      return { rows: appended(this.data.rows, more, (row) => row.applicationId), next: page.next };
    });
    keepOrder(this.data.rows.map((row) => row.applicationId));
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },
  onRemind() {
    void askForUpdates(['ask']);
  },
});
