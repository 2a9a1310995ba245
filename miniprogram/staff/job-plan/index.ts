/** The plan of one person: what, by whom, until when, done on which day. */
import type { Measure } from '../../../typings/api/employment';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { jobFile, saveJobPlan } from '../shared/employment';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { chinaDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import { dayWords } from '../shared/words';

interface Row extends Measure {
  key: string;
  due: string;
  done: string;
}

const rowOf = (measure: Measure, n: number): Row => ({
  ...measure,
  key: String(n),
  due: measure.dueOn ? `${dayWords(measure.dueOn, Date.now())}前` : '没有定日子',
  done: measure.doneOn ? `${dayWords(measure.doneOn, Date.now())}完成` : '',
});

const NEW: Measure = { what: '', by: '', dueOn: null, doneOn: null };

definePage({
  residentId: '',
  version: 0,
  reloadOnShow: false,
  data: {
    title: '',
    rows: [] as Row[],
    /** The one that is being written: its place, -1 for a new one; null: none. */
    editing: null as number | null,
    form: NEW,
    today: '',
    changed: false,
    limits: { words: LIMITS.noteLength },
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
    this.setData({ today: chinaDate(Date.now()) });
  },
  async load() {
    const { file } = await jobFile(this.residentId);
    this.version = file.version;
    this.setData({ title: file.residentName, rows: file.plan.map(rowOf), changed: false });
  },
  write(plan: Measure[]) {
    this.setData({ rows: plan.map(rowOf), changed: true, editing: null });
  },
  plan(): Measure[] {
    return this.data.rows.map(({ what, by, dueOn, doneOn }) => ({ what, by, dueOn, doneOn }));
  },
  onAdd() {
    this.setData({ editing: -1, form: NEW, errors: {} });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    const n = Number(event.currentTarget.dataset.n);
    const form = this.plan()[n];
    if (form) this.setData({ editing: n, form, errors: {} });
  },
  onDone(event: WechatMiniprogram.CustomEvent) {
    const n = Number(event.currentTarget.dataset.n);
    const { today } = this.data;
    this.write(this.plan().map((one, i) => (i === n ? { ...one, doneOn: one.doneOn ? null : today } : one)));
  },
  onField(event: FieldEvent) {
    this.setData({ [`form.${event.detail.name}`]: event.detail.value, [`errors.${event.detail.name}`]: '' });
  },
  onDue(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ 'form.dueOn': event.detail.value });
  },
  onClose() {
    this.setData({ editing: null });
  },
  onRemove() {
    const { editing } = this.data;
    this.write(this.plan().filter((_, i) => i !== editing));
  },
  onKeep() {
    const { form, editing } = this.data;
    const errors = problems({
      what: form.what.trim() === '' ? '请写做什么' : '',
      by: form.by.trim() === '' ? '请写谁来做' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const measure = { ...form, what: form.what.trim(), by: form.by.trim() };
    const plan = this.plan();
    this.write(editing === -1 ? [...plan, measure] : plan.map((one, i) => (i === editing ? measure : one)));
  },
  async onSave() {
    const input = { residentId: this.residentId, version: this.version, plan: this.plan() };
    const saved = await this.act('save', input, (requestId) => saveJobPlan(input, requestId));
    if (!saved) return;
    void wx.showToast({ title: '已保存', icon: 'success' });
    back();
  },
});
