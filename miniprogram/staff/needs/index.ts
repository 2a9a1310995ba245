/** What the village needs: published without saying whose it is, changed, and closed when nothing more is wanted. */
import type { StaffNeed } from '../../../typings/api/donations';
import type { ChoiceOption } from '../../components/types';
import { needView, type NeedView } from '../../pages/shared/donation-view';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { appended } from '../../shared/paging';
import { manageNeeds, saveNeed } from '../../services/donations';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { chinaDate, friendlyDay } from '../../shared/china-time';
import { DONATION_LIMITS, UNITS } from '../../shared/donation-words';
import { residentOptions } from '../shared/resident-options';

const DAY = 86_400_000;
const NOBODY = 'village';
const DRAFT = 'need';
const EMPTY = { what: '', quantity: '', unit: '件', openUntil: '', residentId: NOBODY };
type Form = typeof EMPTY;

interface Row extends NeedView {
  /** '给王小明（只有工作人员看得到）', or for the village. */
  whose: string;
}

function rowOf(need: StaffNeed): Row {
  const whose = need.residentName === null ? '给村里' : `给${need.residentName}（志愿者看不到是谁）`;
  const view = needView(need, Date.now());
  return { ...view, whose, label: `${view.label}，${whose}` };
}

definePage({
  needs: [] as StaffNeed[],
  editing: null as StaffNeed | null,
  data: {
    isVillage: false,
    tab: 'open' as 'open' | 'closed',
    tabs: [
      { key: 'open', label: '正在接受' },
      { key: 'closed', label: '已停止' },
    ],
    rows: [] as Row[],
    showsForm: false,
    isNew: true,
    isOpen: true,
    form: EMPTY,
    units: UNITS.map((value) => ({ value, label: value })) as ChoiceOption[],
    people: [] as ChoiceOption[],
    untilWords: '',
    firstDay: '',
    lastDay: '',
    limits: { what: DONATION_LIMITS.whatLength },
  },

  onLoad() {
    const now = Date.now();
    this.setData({
      isVillage: activeRole()?.role !== 'townStaff',
      firstDay: chinaDate(now),
      lastDay: chinaDate(now + DONATION_LIMITS.days * DAY),
    });
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) =>
      manageNeeds({ open: this.data.tab === 'open', ...how }),
    );
    if (!list) return this.data.phase;
    this.needs = list.items;
    this.setData({ rows: list.items.map(rowOf), next: list.next });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: 'open' | 'closed' }>) {
    void this.askAnew({ tab: event.detail.key, rows: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await manageNeeds({ open: this.data.tab === 'open', cursor });
      this.needs = appended(this.needs, page.items, ({ needId }) => needId);
      return { rows: this.needs.map(rowOf), next: page.next };
    });
  },

  showForm(form: Form) {
    this.setData({ form, untilWords: form.openUntil ? friendlyDay(form.openUntil, Date.now()) : '' });
  },
  onNew() {
    this.editing = null;
    this.showForm({ ...EMPTY, ...(loadDraft(DRAFT) as Partial<Form> | null) });
    this.setData({ showsForm: true, isNew: true, isOpen: true, errors: {} });
    void this.findPeople('');
  },
  onEdit(event: WechatMiniprogram.CustomEvent) {
    const found = this.needs.find(({ needId }: StaffNeed) => needId === event.currentTarget.dataset.id);
    if (!found || !this.data.isVillage) return;
    this.editing = found;
    const { what, unit, openUntil, residentId, open } = found;
    const quantity = String(found.quantity);
    this.showForm({ what, quantity, unit, openUntil, residentId: residentId ?? NOBODY });
    this.setData({ showsForm: true, isNew: false, isOpen: open, errors: {} });
    void this.findPeople('');
  },
  onClose() {
    this.setData({ showsForm: false });
  },
  async findPeople(q: string) {
    const first = [{ value: NOBODY, label: '给村里', note: '不是给哪一个人的' }];
    const { residentId, residentName } = this.editing ?? {};
    const kept = residentId && residentName ? [{ value: residentId, label: residentName }] : [];
    try {
      const found = (await residentOptions(q, '')).filter(({ value }) => value !== residentId);
      this.setData({ people: [...first, ...kept, ...found] });
    } catch {
      this.setData({ people: [...first, ...kept] });
    }
  },
  onFind(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    void this.findPeople(event.detail.value.trim());
  },
  onField(event: FieldEvent) {
    this.change({ [event.detail.name]: event.detail.value });
  },
  onDay(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.change({ openUntil: event.detail.value });
  },
  change(change: Partial<Form>) {
    this.showForm({ ...this.data.form, ...change });
    this.setData(Object.fromEntries(Object.keys(change).map((name) => [`errors.${name}`, ''])));
    if (this.editing === null) saveDraft(DRAFT, this.data.form);
  },
  onSave() {
    void this.save(true);
  },
  onStop() {
    void this.save(false);
  },
  async save(open: boolean) {
    const { form } = this.data;
    const quantity = /^\d{1,6}$/.test(form.quantity.trim()) ? Number(form.quantity) : 0;
    const errors = problems({
      what: form.what.trim() === '' ? '请写需要什么' : '',
      quantity: quantity === 0 ? '请填数量，比如3' : '',
      openUntil: form.openUntil === '' ? '请选哪天前需要' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const { editing } = this;
    const input = {
      ...(editing ? { needId: editing.needId, version: editing.version } : {}),
      what: form.what.trim(),
      quantity,
      unit: form.unit,
      openUntil: form.openUntil,
      residentId: form.residentId === NOBODY ? null : form.residentId,
      open,
    };
    const done = await this.act('save', input, (requestId) => saveNeed(input, requestId));
    if (!done) {
      if (Object.keys(this.data.errors).length === 0) this.setData({ showsForm: false });
      return;
    }
    if (!editing) dropDraft(DRAFT);
    this.setData({ showsForm: false });
    void wx.showToast({ title: open ? '已发布' : '已停止', icon: 'success' });
    await this.reload();
  },
});
