/** Employment files: whose follow-up is due, who looks for work, all, and who has none yet. */
import type { JobFileRow, WithoutFile } from '../../../typings/api/employment';
import type { Tone } from '../../components/types';
import type { ChoiceOption } from '../../components/types';
import { appended } from '../../shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { jobFiles, withoutJobFile } from '../shared/employment';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { JOB_STATUS_LABELS } from '../../shared/job-words';
import { dayWords } from '../shared/words';

type Tab = 'due' | 'looking' | 'employed' | 'all' | 'none';

const TABS: { key: Tab; label: string }[] = [
  { key: 'due', label: '该联系了' },
  { key: 'looking', label: '想找工作' },
  { key: 'employed', label: '已就业' },
  { key: 'all', label: '全部' },
  { key: 'none', label: '还没建档' },
];
const ANY = 'any';

interface Page {
  items: Row[];
  next: string | null;
}

interface Row {
  residentId: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  due: string;
  label: string;
}

function fileRow(row: JobFileRow): Row {
  const title = row.residentName;
  const note = [row.villageName, `${row.age}岁`, row.helper && `联系人${row.helper}`]
    .filter(Boolean)
    .join('，');
  const status = JOB_STATUS_LABELS[row.status];
  const day = row.nextOn ? dayWords(row.nextOn, Date.now()) : '';
  const due = day === '' ? '' : row.due ? `${day}该联系` : `${day}联系`;
  return {
    residentId: row.residentId,
    title,
    note,
    status,
    tone: row.status === 'employed' ? 'success' : row.status === 'looking' ? 'progress' : 'neutral',
    due,
    label: [title, note, status, due].filter(Boolean).join('，'),
  };
}

function emptyRow({ residentId, residentName, villageName, age }: WithoutFile): Row {
  const note = `${villageName}，${age}岁`;
  return {
    residentId,
    title: residentName,
    note,
    status: '还没建档',
    tone: 'warning',
    due: '',
    label: `${residentName}，${note}，还没建档`,
  };
}

definePage({
  data: {
    tab: 'due' as Tab,
    tabs: TABS,
    q: '',
    isTown: false,
    village: ANY,
    villages: [] as ChoiceOption[],
    villageWords: '全镇',
    choosing: false,
    rows: [] as Row[],
  },

  onLoad() {
    this.setData({ isTown: activeRole()?.role === 'townStaff' });
  },
  async load() {
    const list = await this.readList<Page>(this.data.rows.length, ({ cursor = null }) => this.read(cursor));
    if (!list) return this.data.phase;
    this.setData({ rows: list.items, next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async read(cursor: string | null): Promise<Page> {
    const { tab, q, village } = this.data;
    const where = { cursor, ...(village === ANY ? {} : { villageId: village }) };
    if (tab === 'none') {
      const { items, next } = await withoutJobFile(where);
      return { items: items.map(emptyRow), next };
    }
    const what = q
      ? { q }
      : tab === 'due'
        ? { due: true }
        : tab === 'all'
          ? {}
          : { status: tab as 'looking' | 'employed' };
    const { items, next } = await jobFiles({ ...where, ...what });
    return { items: items.map(fileRow), next };
  },
  ask(change: Record<string, unknown>) {
    void this.askAnew({ ...change, rows: [] });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    this.ask({ tab: event.detail.key, q: '' });
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const q = event.detail.value.trim();
    this.ask({ q, tab: q === '' ? this.data.tab : 'all' });
  },
  async onVillage() {
    if (this.data.villages.length === 0) {
      const villages = await villageOptions();
      this.setData({ villages: [{ value: ANY, label: '全镇' }, ...villages] });
    }
    this.setData({ choosing: true });
  },
  onVillageClose() {
    this.setData({ choosing: false });
  },
  onVillageChange(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const village = event.detail.value;
    const villageWords = this.data.villages.find(({ value }) => value === village)?.label ?? '全镇';
    this.setData({ choosing: false });
    this.ask({ village, villageWords });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await this.read(cursor);
      return { rows: appended(this.data.rows, page.items, (row) => row.residentId), next: page.next };
    });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.jobFile(String(event.currentTarget.dataset.id)));
  },
});
