/** The audit: who did what for whom, when, why, and who was refused. Each look is itself in it. */
import type { AuditFilter, AuditRow } from '../../../typings/api/set-up';
import type { ChoiceOption } from '../../components/types';
import { appended } from '../../shared/paging';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';
import { chinaDate, friendlyDay } from '../../shared/china-time';
import { normaliseDocument } from '../../shared/id-number';
import { auditNote, auditSentence } from '../shared/audit-words';
import { audit, staffList } from '../shared/calls';

const ANY = 'any';
const SHOWN = 12;

interface Row {
  auditId: string;
  sentence: string;
  note: string;
  denied: boolean;
}

function rowOf(row: AuditRow, now: number): Row {
  return {
    auditId: row.auditId,
    sentence: auditSentence(row),
    note: auditNote(row, now),
    denied: row.outcome === 'denied',
  };
}

/** What is chosen to search by; empty is everything. */
const NOTHING = { from: '', to: '', staffId: '', residentId: '', action: '', outcome: ANY };
type Filter = typeof NOTHING;
/** What can be looked up by typing. */
type Searched = 'staffId' | 'residentId' | 'action';

const FOUND_BY: Record<Searched, 'staffFound' | 'residentFound' | 'actionFound'> = {
  staffId: 'staffFound',
  residentId: 'residentFound',
  action: 'actionFound',
};

definePage({
  /** Coming back to the page must not be one more look that is written down. */
  reloadOnShow: false,
  actions: [] as ChoiceOption[],
  names: {} as Record<string, string>,
  data: {
    filter: NOTHING,
    filterWords: '',
    filtering: false,
    today: '',
    staffFound: [] as ChoiceOption[],
    residentFound: [] as ChoiceOption[],
    actionFound: [] as ChoiceOption[],
    outcomes: [
      { value: ANY, label: '全部' },
      { value: 'done', label: '办成的' },
      { value: 'denied', label: '被拒绝的' },
    ] as ChoiceOption[],
    fromWords: '不限',
    toWords: '不限',
    rows: [] as Row[],
  },

  onLoad() {
    this.setData({ today: chinaDate(Date.now()) });
  },
  input(): AuditFilter {
    const { from, to, staffId, residentId, action, outcome } = this.data.filter;
    return {
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(staffId ? { staffId } : {}),
      ...(residentId ? { residentId } : {}),
      ...(action ? { action } : {}),
      ...(outcome === ANY ? {} : { outcome: outcome as 'done' | 'denied' }),
    };
  },
  async load() {
    const overtaken = this.overtaken();
    const { items, next, actions } = await audit(this.input());
    if (overtaken()) return this.data.phase;
    this.actions = actions;
    const now = Date.now();
    this.setData({ rows: items.map((row) => rowOf(row, now)), next });
    return items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onFilter() {
    this.setData({ filtering: true });
  },
  /** Asked once, with everything that was chosen: each look is written down. */
  onFilterClose() {
    void this.askAnew({ filtering: false, filterWords: this.words(), rows: [] });
  },
  words(): string {
    const { from, to, staffId, residentId, action, outcome } = this.data.filter;
    const now = Date.now();
    const days =
      from || to ? `${from ? friendlyDay(from, now) : ''}到${to ? friendlyDay(to, now) : '今天'}` : '';
    const named = [staffId, residentId, action].map((id) => this.names[id] ?? '');
    const result = outcome === ANY ? '' : outcome === 'denied' ? '被拒绝的' : '办成的';
    return [days, ...named, result].filter(Boolean).join('、');
  },
  set(change: Partial<Filter>) {
    const filter = { ...this.data.filter, ...change };
    const now = Date.now();
    this.setData({
      filter,
      fromWords: filter.from ? friendlyDay(filter.from, now) : '不限',
      toWords: filter.to ? friendlyDay(filter.to, now) : '不限',
    });
  },
  onDay(event: WechatMiniprogram.PickerChange) {
    const name = String(event.currentTarget.dataset.name) as 'from' | 'to';
    this.set({ [name]: String(event.detail.value) });
  },
  onClearAll() {
    this.set(NOTHING);
    this.setData({ staffFound: [], residentFound: [], actionFound: [] });
  },
  onChoice(event: WechatMiniprogram.CustomEvent<{ name: keyof Filter; value: string }>) {
    const { name, value } = event.detail;
    const found = [...this.data.staffFound, ...this.data.residentFound, ...this.data.actionFound];
    const label = found.find((option) => option.value === value)?.label;
    if (label !== undefined) this.names[value] = label;
    this.set({ [name]: value });
  },
  async onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const name = String(event.currentTarget.dataset.name) as Searched;
    const q = event.detail.value.trim();
    const list = FOUND_BY[name];
    if (q === '') {
      this.set({ [name]: '' });
      this.setData({ [list]: [] });
      return;
    }
    try {
      this.setData({ [list]: (await this.find(name, q)).slice(0, SHOWN) });
    } catch {
      void wx.showToast({ title: '没有读出来，请再试', icon: 'none' });
    }
  },
  async find(name: Searched, q: string): Promise<ChoiceOption[]> {
    if (name === 'action') return this.actions.filter(({ label }: ChoiceOption) => label.includes(q));
    if (name === 'residentId') {
      const { items } = await residents({ q: /\d/.test(q) ? normaliseDocument(q) : q });
      return items.map((row) => ({ value: row.residentId, label: row.name, note: row.villageName }));
    }
    const [active, ended] = await Promise.all([
      staffList({ state: 'active', q }),
      staffList({ state: 'ended', q }),
    ]);
    return [...active.items, ...ended.items].map((row) => ({
      value: row.staffId,
      label: row.name,
      note: `${row.orgName}${row.state === 'ended' ? '，已停用' : ''}`,
    }));
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await audit({ ...this.input(), cursor });
      const now = Date.now();
      const more = page.items.map((row) => rowOf(row, now));
      return { rows: appended(this.data.rows, more, (row) => row.auditId), next: page.next };
    });
  },
});
