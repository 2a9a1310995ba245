/** The phones of an office in the order of duty: what residents dial in an emergency. */
import type { Officer } from '../../../typings/domain';
import type { OfficeSetUp, PhonesChanged } from '../../../typings/api/set-up';
import { nameProblem, phoneProblem, problems, type FieldEvent } from '../../pages/shared/form';
import { back, dial } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { normalisePhone } from '../../shared/contact';
import { places, saveTownOffice, saveVillagePhones } from '../shared/calls';
import { forget, keep, kept } from '../shared/draft';
import { TOWN } from '../shared/routes';

const EMPTY: Officer = { name: '', duty: '', phone: '' };

interface Row extends Officer {
  key: string;
}

const rowsOf = (officers: readonly Officer[]): Row[] =>
  officers.map(({ name, duty, phone }, n) => ({ name, duty, phone, key: `${n}-${phone}-${name}` }));

function changedNote(changed: PhonesChanged | null): string {
  return changed === null ? '' : `${changed.by}在${friendlyTime(changed.at, Date.now())}改过`;
}

definePage({
  villageId: '',
  office: null as OfficeSetUp | null,
  reloadOnShow: false,
  data: {
    name: '',
    note: '',
    rows: [] as Row[],
    changed: false,
    editing: false,
    /** Which one is edited; -1: a new one. */
    index: -1,
    form: EMPTY,
    asking: false,
  },

  onLoad(query) {
    this.villageId = query.villageId ?? '';
  },
  draftKey(): string {
    return `phones-${this.villageId}`;
  },
  async load() {
    const answer = await places({});
    const office =
      this.villageId === TOWN
        ? answer.town
        : (answer.places.find(({ villageId }) => villageId === this.villageId) ?? null);
    if (!office) return 'empty' as const;
    this.office = office;
    const draft = kept(this.draftKey(), office.version);
    const officers = draft?.officers ? (JSON.parse(draft.officers) as Officer[]) : office.officers;
    this.setData({
      name: office.name || '镇残联',
      note: changedNote(office.phonesChanged),
      rows: rowsOf(officers),
      changed: draft !== null,
    });
    return 'ready' as const;
  },
  show(officers: readonly Officer[]) {
    const rows = rowsOf(officers);
    this.setData({ rows, changed: true, editing: false, errors: {} });
    const plain = rows.map(({ name, duty, phone }) => ({ name, duty, phone }));
    keep(this.draftKey(), { officers: JSON.stringify(plain) }, this.office?.version ?? 0);
  },
  onMove(event: WechatMiniprogram.CustomEvent) {
    const { index, by } = event.currentTarget.dataset as { index: number; by: number };
    const rows = [...this.data.rows];
    const [row] = rows.splice(index, 1);
    if (!row) return;
    rows.splice(index + by, 0, row);
    this.show(rows);
  },
  onDial(event: WechatMiniprogram.CustomEvent) {
    void dial(String(event.currentTarget.dataset.phone));
  },
  onAdd() {
    this.setData({ editing: true, index: -1, form: EMPTY, errors: {} });
  },
  onEdit(event: WechatMiniprogram.CustomEvent) {
    const index = Number(event.currentTarget.dataset.index);
    const row = this.data.rows[index] ?? EMPTY;
    const { name, duty, phone } = row;
    this.setData({ editing: true, index, form: { name, duty, phone }, errors: {} });
  },
  onEditClose() {
    this.setData({ editing: false });
  },
  onField(event: FieldEvent) {
    this.setData({
      form: { ...this.data.form, [event.detail.name]: event.detail.value },
      [`errors.${event.detail.name}`]: '',
    });
  },
  onDone() {
    const { form, index, rows } = this.data;
    const errors = problems({
      name: nameProblem(form.name),
      duty: form.duty.trim() === '' ? '请填职务' : '',
      phone: phoneProblem(form.phone),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const officer = { name: form.name.trim(), duty: form.duty.trim(), phone: normalisePhone(form.phone) };
    this.show(index < 0 ? [...rows, officer] : rows.map((row, n) => (n === index ? officer : row)));
  },
  onRemove() {
    this.show(this.data.rows.filter((_, n) => n !== this.data.index));
  },
  onGiveUp() {
    forget(this.draftKey());
    this.setData({ rows: rowsOf(this.office?.officers ?? []), changed: false });
  },
  onAsk() {
    if (this.data.rows.length === 0) {
      this.say('还不能保存', '请至少留一个电话，不然居民求助时没有人接。');
      return;
    }
    this.setData({ asking: true });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onSave() {
    const officers = this.data.rows.map(({ name, duty, phone }) => ({ name, duty, phone }));
    const version = this.office?.version ?? 0;
    const { villageId } = this;
    const input = { villageId, name: this.data.name, officers, version };
    const done = await this.act('save', input, async (requestId) =>
      villageId === TOWN
        ? saveTownOffice({ name: input.name, officers, version }, requestId)
        : saveVillagePhones({ villageId, officers, version }, requestId),
    );
    this.setData({ asking: false });
    if (!done) return;
    forget(this.draftKey());
    void wx.showToast({ title: '值班电话改好了', icon: 'success' });
    back();
  },
  onBack() {
    back();
  },
});
