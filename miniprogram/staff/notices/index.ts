/** What staff have written: drafts, published and withdrawn notices, the last changed first. */
import type { NoticesApi, NoticeState } from '../../../typings/api/notices';
import { noticeRow, type NoticeRowView } from '../../pages/shared/notice-view';
import { appended, refreshed } from '../../pages/shared/paging';
import { go, ROUTES } from '../../services/nav';
import { manage } from '../../services/notices';
import { definePage } from '../../services/page';
import { chinaDate, friendlyTime } from '../../shared/china-time';
import { isOver } from '../../shared/work';

type Managed = NoticesApi['manage']['output']['items'][number];
interface ManagedView extends NoticeRowView {
  changed: string;
  over: boolean;
}

const STATE_LABELS: Record<NoticeState, string> = {
  published: '已发布',
  draft: '草稿',
  withdrawn: '已撤回',
};
const STATES = Object.keys(STATE_LABELS) as NoticeState[];
const idOf = (row: ManagedView): string => row.noticeId;

function managedView(row: Managed, now: number): ManagedView {
  const view = noticeRow(row, now);
  const changed = `${row.changedBy}，${friendlyTime(row.updatedAt, now)}改`;
  const over = isOver(row.expiresOn, chinaDate(now));
  return {
    ...view,
    changed,
    over,
    label: [view.label, over ? '已过期' : '', changed].filter(Boolean).join('，'),
  };
}

definePage({
  /** Grows with each change of tab: an answer to an earlier question is dropped. */
  question: 0,
  data: {
    tabs: STATES.map((key) => ({ key, label: STATE_LABELS[key] })),
    tab: 'published' as NoticeState,
    rows: [] as ManagedView[],
    next: null as string | null,
    loadingMore: false,
  },

  async load() {
    const question = this.question;
    const fresh = this.data.phase === 'loading';
    const page = await manage({ state: this.data.tab });
    if (question !== this.question) return undefined;
    const first = page.items.map((row) => managedView(row, Date.now()));
    const deep = !fresh && this.data.rows.length > first.length && page.next !== null;
    const rows = deep ? refreshed(this.data.rows, first, idOf) : first;
    this.setData({ rows, ...(deep ? {} : { next: page.next }) });
    return rows.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: NoticeState }>) {
    this.question += 1;
    this.setData({ tab: event.detail.key, rows: [], next: null, phase: 'loading' });
    void this.reload();
  },
  async onReachBottom() {
    const { tab, next, loadingMore } = this.data;
    if (!next || loadingMore) return;
    const question = this.question;
    this.setData({ loadingMore: true });
    try {
      const page = await manage({ state: tab, cursor: next });
      if (question !== this.question) return;
      const more = page.items.map((row) => managedView(row, Date.now()));
      this.setData({ rows: appended(this.data.rows, more, idOf), next: page.next });
    } catch {
      void wx.showToast({ title: '后面的没有读出来，请再试', icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  onNotice(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.noticeEdit(String(event.currentTarget.dataset.id)));
  },
  onNew() {
    go(ROUTES.noticeEdit());
  },
});
