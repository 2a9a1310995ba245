/** What officers did for residents: what a second person decides on, what was answered for whom, with the proofs. */
import type { AssistRow } from '../../../typings/api/assist';
import type { Photo } from '../../components/types';
import { photosView, rowView, type RowView } from '../../pages/shared/case-view';
import { appended } from '../../shared/paging';
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

const caseOf = (row: Parameters<typeof rowView>[0]): RowView => rowView(row, true, Date.now());

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
  data: {
    tab: 'second' as Tab,
    tabs: [] as { key: Tab; label: string }[],
    cases: [] as RowView[],
    rows: [] as Row[],
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
    const { tab, cases, rows } = this.data;
    if (tab === 'second') {
      const list = await this.readList(cases.length, (how) => secondPerson(how));
      if (!list) return this.data.phase;
      this.setData({ cases: list.items.map(caseOf), rows: [], next: list.next });
      return list.items.length === 0 ? 'empty' : 'ready';
    }
    const answers = tab === 'answers';
    const list = await this.readList(rows.length, (how) => assistLog({ answers, ...how }));
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map(rowOf), cases: [], next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.askAnew({ tab: event.detail.key, cases: [], rows: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const { tab, cases, rows } = this.data;
      if (tab === 'second') {
        const { items, next } = await secondPerson({ cursor });
        return { cases: appended(cases, items.map(caseOf), (row) => row.applicationId), next };
      }
      const { items, next } = await assistLog({ answers: tab === 'answers', cursor });
      return { rows: appended(rows, items.map(rowOf), (row) => row.key), next };
    });
  },
  onCase(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.case(String(event.currentTarget.dataset.id)));
  },
});
