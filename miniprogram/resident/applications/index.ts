/** All applications of the person, of all kinds, newest first: those under way or all, of one kind or all. */
import type { ApplicationRow } from '../../../typings/api/applications';
import type { CaseKind } from '../../../typings/domain';
import { rowView, type RowView } from '../../pages/shared/case-view';
import { appended } from '../../shared/paging';
import { mine } from '../../services/applications';
import { go, goHome, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { CASE_KIND_LABELS, CASE_KINDS } from '../../shared/case-states';

const POLL_MS = 6_000;

const views = (rows: readonly ApplicationRow[]): RowView[] =>
  rows.map((row) => rowView(row, false, Date.now()));

definePage({
  data: {
    which: 'all' as 'all' | 'open',
    whichItems: [
      { key: 'all', label: '全部' },
      { key: 'open', label: '正在办' },
    ],
    /** Index in `kinds`; the first one means all. */
    kind: 0,
    kinds: ['各种申请', ...CASE_KINDS.map((kind) => CASE_KIND_LABELS[kind])],
    rows: [] as RowView[],
  },
  live: true,
  pollMs: POLL_MS,

  filter(): { kind?: CaseKind; open?: boolean } {
    const { which } = this.data;
    const kind = CASE_KINDS[this.data.kind - 1];
    return { ...(kind ? { kind } : {}), ...(which === 'open' ? { open: true } : {}) };
  },
  async load() {
    const filter = this.filter();
    const list = await this.readList(this.data.rows.length, (how) => mine({ ...filter, ...how }), {
      name: `mine-${filter.kind ?? 'all'}-${this.data.which}`,
      show: (last) => ({ rows: views(last) }),
    });
    if (!list) return this.data.phase;
    this.setData({ rows: views(list.items), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await mine({ ...this.filter(), cursor });
      const rows = appended(this.data.rows, views(page.items), (row) => row.applicationId);
      return { rows, next: page.next };
    });
  },
  choose(change: { which?: 'all' | 'open'; kind?: number }) {
    void this.askAnew({ ...change, rows: [] });
  },
  onWhich(event: WechatMiniprogram.CustomEvent<{ key: 'all' | 'open' }>) {
    this.choose({ which: event.detail.key });
  },
  onKind(event: WechatMiniprogram.PickerChange) {
    this.choose({ kind: Number(event.detail.value) });
  },
  onAll() {
    this.choose({ which: 'all', kind: 0 });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.application(String(event.currentTarget.dataset.id)));
  },
  onHome() {
    goHome();
  },
});
