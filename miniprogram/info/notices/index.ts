/** What the federation tells: the town's notices and those of one's own village, pinned ones first. */
import type { NoticeKind, NoticeRow } from '../../../typings/api/notices';
import { recall, remember } from '../../services/cache';
import { go, ROUTES } from '../../services/nav';
import { notices } from '../../services/notices';
import { definePage } from '../../services/page';
import { NOTICE_KIND_LABELS } from '../../shared/work';
import { noticeRow, type NoticeRowView } from '../../pages/shared/notice-view';
import { appended, readOn } from '../../shared/paging';

type Tab = 'all' | NoticeKind;

const NEWS: readonly NoticeKind[] = ['notice', 'policy', 'story'];
const TABS: { key: Tab; label: string }[] = [
  { key: 'all', label: '全部' },
  ...NEWS.map((kind) => ({ key: kind, label: NOTICE_KIND_LABELS[kind] })),
];
const idOf = (row: NoticeRowView): string => row.noticeId;

definePage({
  data: {
    tabs: TABS,
    tab: 'all' as Tab,
    q: '',
    rows: [] as NoticeRowView[],
  },

  onLoad(query) {
    const tab = TABS.find(({ key }) => key === query.kind)?.key ?? 'all';
    this.setData({ tab });
  },
  cacheKey(): string {
    return `notices-${this.data.tab}`;
  },
  input(cursor: string | null) {
    const { tab, q } = this.data;
    return { ...(tab === 'all' ? {} : { kinds: [tab] }), ...(q ? { q } : {}), cursor };
  },
  async load() {
    const overtaken = this.overtaken();
    const fresh = this.data.phase === 'loading';
    const last = fresh && !this.data.q ? recall<NoticeRow[]>(this.cacheKey()) : null;
    if (last && last.length > 0) {
      this.setData({ rows: last.map((row) => noticeRow(row, Date.now())), next: null, phase: 'ready' });
    }
    // Who has scrolled on keeps their place when coming back from a notice.
    const shown = fresh ? 0 : this.data.rows.length;
    const first = await notices(this.input(null));
    const page = await readOn(first, shown, (cursor) => notices(this.input(cursor)));
    if (overtaken()) return this.data.phase;
    if (!this.data.q) remember(this.cacheKey(), first.items);
    this.setData({ rows: page.items.map((row) => noticeRow(row, Date.now())), next: page.next });
    return page.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  async ask(change: { tab?: Tab; q?: string }) {
    await this.askAnew({ ...change, rows: [] });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.ask({ tab: event.detail.key });
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const q = event.detail.value.trim();
    if (q !== this.data.q) void this.ask({ q });
  },
  onAll() {
    void this.ask({ q: '', tab: 'all' });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await notices(this.input(cursor));
      const more = page.items.map((row) => noticeRow(row, Date.now()));
      return { rows: appended(this.data.rows, more, idOf), next: page.next };
    });
  },
  onNotice(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.notice(String(event.currentTarget.dataset.id)));
  },
});
