/** What officers did for residents: what a second person decides on, what was answered for whom, with the proofs. */
import type { AssistRow } from '../../../typings/api/assist';
import type { Photo } from '../../components/types';
import { photosView, rowView, type RowView } from '../../pages/shared/case-view';
import { appended } from '../../pages/shared/paging';
import { assistLog, secondPerson } from '../shared/assist';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { ASSIST_ACTS, ASSIST_SCOPES } from '../../shared/assist-words';
import { friendlyDate } from '../../shared/china-time';

type Tab = 'second' | 'answers' | 'all';

interface Row {
  key: string;
  title: string;
  note: string;
  agreed: string;
  acts: string;
  photos: Photo[];
  voices: { key: string; src: string; seconds: number }[];
}

function actsWords(acts: AssistRow['acts']): string {
  const shown = acts.filter(({ action }) => !action.startsWith('media.'));
  const labels = shown.map(({ action }) => ASSIST_ACTS[action] ?? action);
  return labels.length === 0 ? '还没有办事' : labels.join('、');
}

function rowOf(row: AssistRow): Row {
  const scopes = row.scopes.map((scope) => ASSIST_SCOPES[scope].label).join('、');
  return {
    key: row.consentId,
    title: `${row.by} 代 ${row.residentName}`,
    note: `${row.villageName}，${friendlyDate(row.at, Date.now())}`,
    agreed: `本人同意${scopes}：${row.words}`,
    acts: actsWords(row.acts),
    photos: photosView(row.photos, `${row.residentName}的签名`),
    voices: row.voices.map(({ voiceId, url, seconds }) => ({ key: voiceId, src: url, seconds })),
  };
}

definePage({
  /** Grows with each change of tab: an answer to an earlier question is dropped. */
  question: 0,
  data: {
    tab: 'second' as Tab,
    tabs: [] as { key: Tab; label: string }[],
    cases: [] as RowView[],
    rows: [] as Row[],
    next: null as string | null,
    loadingMore: false,
  },

  onLoad() {
    const isTown = activeRole()?.role === 'townStaff';
    this.setData({
      tab: isTown ? 'second' : 'all',
      tabs: [
        { key: 'second', label: isTown ? '等镇里定' : '等别人定' },
        { key: 'answers', label: '代为答复' },
        { key: 'all', label: '全部' },
      ],
    });
  },
  async load() {
    const { question } = this;
    const empty = await this.read(null);
    return question === this.question && empty ? 'empty' : 'ready';
  },
  /** One page, after the cursor; gives whether there is nothing. */
  async read(cursor: string | null): Promise<boolean> {
    const { tab } = this.data;
    const { question } = this;
    if (tab === 'second') {
      const page = await secondPerson({ cursor });
      if (question !== this.question) return false;
      const more = page.items.map((row) => rowView(row, true, Date.now()));
      const cases = cursor ? appended(this.data.cases, more, (row) => row.applicationId) : more;
      this.setData({ cases, rows: [], next: page.next });
      return cases.length === 0;
    }
    const page = await assistLog({ answers: tab === 'answers', cursor });
    if (question !== this.question) return false;
    const more = page.items.map(rowOf);
    const rows = cursor ? appended(this.data.rows, more, (row) => row.key) : more;
    this.setData({ rows, cases: [], next: page.next });
    return rows.length === 0;
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    this.question += 1;
    this.setData({ tab: event.detail.key, cases: [], rows: [], next: null, phase: 'loading' });
    void this.reload();
  },
  async onReachBottom() {
    const { next, loadingMore } = this.data;
    if (!next || loadingMore) return;
    this.setData({ loadingMore: true });
    try {
      await this.read(next);
    } catch {
      void wx.showToast({ title: '后面的没有读出来，请再试', icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  onCase(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },
});
