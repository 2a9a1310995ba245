/** What the federation tells: the town's notices and those of one's own village, pinned ones first. */
import type { NoticeKind, NoticeRow } from '../../../typings/api/notices';
import { go, ROUTES } from '../../services/nav';
import { notices } from '../../services/notices';
import { definePage } from '../../services/page';
import { NOTICE_KIND_LABELS } from '../../shared/work';
import { noticeRow, type NoticeRowView } from '../../pages/shared/notice-view';
import { appended } from '../../shared/paging';

type Tab = 'all' | NoticeKind;

const NEWS: readonly NoticeKind[] = ['notice', 'policy', 'story'];
const TABS: { key: Tab; label: string }[] = [
  { key: 'all', label: '全部' },
  ...NEWS.map((kind) => ({ key: kind, label: NOTICE_KIND_LABELS[kind] })),
];
const idOf = (row: NoticeRowView): string => row.noticeId;
const views = (rows: readonly NoticeRow[]): NoticeRowView[] => rows.map((row) => noticeRow(row, Date.now()));

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
  input(cursor: string | null) {
    const { tab, q } = this.data;
    return { ...(tab === 'all' ? {} : { kinds: [tab] }), ...(q ? { q } : {}), cursor };
  },
  async load() {
    const { q, rows, tab } = this.data;
    const list = await this.readList(
      rows.length,
      ({ cursor = null }) => notices(this.input(cursor)),
      q ? undefined : { name: `notices-${tab}`, show: (last) => ({ rows: views(last) }) },
    );
    if (!list) return this.data.phase;
    this.setData({ rows: views(list.items), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
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
      return { rows: appended(this.data.rows, views(page.items), idOf), next: page.next };
    });
  },
  onNotice(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.notice(String(event.currentTarget.dataset.id)));
  },
});
