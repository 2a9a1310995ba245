/** What staff have written: drafts, published and withdrawn notices, the last changed first. */
import type { NoticesApi, NoticeState } from '../../../typings/api/notices';
import { noticeRow, type NoticeRowView } from '../../pages/shared/notice-view';
import { appended } from '../../shared/paging';
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
  submitted: '来稿',
  held: '等安全检查',
  returned: '已退回',
  draft: '草稿',
  withdrawn: '已撤回',
};
/** What an empty list of each state says. */
const EMPTY: Record<NoticeState, [title: string, note: string]> = {
  published: ['还没有发布过信息', '按下面的按钮写一条，先看样子再发布。'],
  submitted: ['没有等您看的来稿', '志愿者写了故事，会出现在这里，看过再发布或退回。'],
  held: ['没有等安全检查的信息', '检查暂时没有结果的会留在这里，程序每10分钟再查一次。'],
  returned: ['没有退回的来稿', '退回给志愿者修改的故事会出现在这里。'],
  draft: ['没有草稿', '按下面的按钮写一条，先看样子再发布。'],
  withdrawn: ['没有撤回的信息', '撤回的信息会留在这里，可以改好再发。'],
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
  data: {
    tabs: STATES.map((key) => ({ key, label: STATE_LABELS[key] })),
    tab: 'published' as NoticeState,
    emptyTitle: EMPTY.published[0],
    emptyNote: EMPTY.published[1],
    rows: [] as ManagedView[],
  },

  onLoad(query) {
    if (query.state) this.showTab(query.state as NoticeState);
  },
  showTab(tab: NoticeState) {
    const [emptyTitle, emptyNote] = EMPTY[tab];
    this.setData({ tab, emptyTitle, emptyNote });
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) =>
      manage({ state: this.data.tab, ...how }),
    );
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map((row) => managedView(row, Date.now())), next: list.next });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: NoticeState }>) {
    this.showTab(event.detail.key);
    void this.askAnew({ rows: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await manage({ state: this.data.tab, cursor });
      const more = page.items.map((row) => managedView(row, Date.now()));
      return { rows: appended(this.data.rows, more, idOf), next: page.next };
    });
  },
  onNotice(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.noticeEdit(String(event.currentTarget.dataset.id)));
  },
  onPictures() {
    go(ROUTES.staffPictures());
  },
  onNew() {
    go(ROUTES.noticeEdit());
  },
});
