/** Stories that the volunteer has written, and how each stands. */
import type { NoticeState, StoryRow } from '../../../typings/api/notices';
import type { Tone } from '../../components/types';
import { appended } from '../../shared/paging';
import { go, ROUTES } from '../../services/nav';
import { myStories } from '../../services/notices';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';

interface StoryLine {
  noticeId: string;
  title: string;
  summary: string;
  note: string;
  status: string;
  tone: Tone;
  reason: string;
  open: boolean;
}

const STATES: Record<NoticeState, { text: string; tone: Tone }> = {
  draft: { text: '工作人员在改', tone: 'progress' },
  submitted: { text: '等工作人员看', tone: 'progress' },
  held: { text: '正在做内容安全检查', tone: 'progress' },
  returned: { text: '请修改', tone: 'warning' },
  published: { text: '已发布', tone: 'success' },
  withdrawn: { text: '已撤回', tone: 'neutral' },
};

function lineOf(row: StoryRow, now: number): StoryLine {
  const { text, tone } = STATES[row.state];
  return {
    noticeId: row.noticeId,
    title: row.title,
    summary: row.summary,
    note: friendlyTime(row.updatedAt, now),
    status: text,
    tone,
    reason: row.reason ?? '',
    open: row.state === 'submitted' || row.state === 'held' || row.state === 'returned',
  };
}

definePage({
  data: { rows: [] as StoryLine[], next: null as string | null, loadingMore: false },

  async load() {
    const list = await this.readList(this.data.rows.length, (how) => myStories(how));
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map((row) => lineOf(row, Date.now())), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await myStories({ cursor });
      const more = page.items.map((row) => lineOf(row, Date.now()));
      return { rows: appended(this.data.rows, more, ({ noticeId }) => noticeId), next: page.next };
    });
  },
  onStory(event: WechatMiniprogram.CustomEvent) {
    const { id } = event.currentTarget.dataset as { id: string };
    const row = this.data.rows.find(({ noticeId }) => noticeId === id);
    // What is published is read like everybody reads it.
    go(row?.status === STATES.published.text ? ROUTES.notice(id) : ROUTES.story(id));
  },
  onNew() {
    go(ROUTES.story());
  },
});
