/** Who works where, by office or by name. */
import type { StaffFilter, StaffRow, StaffState } from '../../../typings/api/set-up';
import type { ChoiceOption } from '../../components/types';
import { appended } from '../../shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { go } from '../../services/nav';
import { definePage } from '../../services/page';
import { staffList } from '../shared/calls';
import { PAGES, TOWN } from '../shared/routes';
import { stateNote } from '../shared/staff-words';

const ANY = 'any';

interface Row {
  staffId: string;
  title: string;
  note: string;
}

function rowOf(row: StaffRow): Row {
  const note = [row.orgName, row.level === 'admin' ? '管理员' : '', row.duty, stateNote(row, Date.now())];
  return {
    staffId: row.staffId,
    title: row.name,
    note: [...new Set(note)].filter(Boolean).join('，'),
  };
}

definePage({
  data: {
    isAdmin: false,
    tabs: [
      { key: 'active', label: '在岗' },
      { key: 'invited', label: '等他加入' },
      { key: 'ended', label: '已停用' },
    ],
    state: 'active' as StaffState,
    office: ANY,
    officeWords: '全部',
    offices: [] as ChoiceOption[],
    choosing: false,
    q: '',
    rows: [] as Row[],
  },

  input(): StaffFilter {
    const { state, office, q } = this.data;
    return { state, ...(office === ANY ? {} : { office }), ...(q ? { q } : {}) };
  },
  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    const list = await this.readList(this.data.rows.length, (how) => staffList({ ...this.input(), ...how }));
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map(rowOf), next: list.next });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  ask(change: Partial<{ state: StaffState; office: string; officeWords: string; q: string }>) {
    void this.askAnew({ ...change, rows: [] });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: StaffState }>) {
    this.ask({ state: event.detail.key });
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const q = event.detail.value.trim();
    if (q !== this.data.q) this.ask({ q });
  },
  async onOffices() {
    this.setData({ choosing: true });
    if (this.data.offices.length > 0) return;
    try {
      this.setData({
        offices: [
          { value: ANY, label: '全部' },
          { value: TOWN, label: '镇残联' },
          ...(await villageOptions()),
        ],
      });
    } catch {
      void wx.showToast({ title: '村社没有读出来，请再试', icon: 'none' });
      this.setData({ choosing: false });
    }
  },
  onOfficesClose() {
    this.setData({ choosing: false });
  },
  onOffice(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const office = event.detail.value;
    const officeWords = this.data.offices.find(({ value }) => value === office)?.label ?? '全部';
    this.setData({ choosing: false });
    this.ask({ office, officeWords });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await staffList({ ...this.input(), cursor });
      return {
        rows: appended(this.data.rows, page.items.map(rowOf), (row) => row.staffId),
        next: page.next,
      };
    });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(PAGES.member(String(event.currentTarget.dataset.id)));
  },
  onInvite() {
    go(PAGES.memberEdit());
  },
});
