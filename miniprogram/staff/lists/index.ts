/** 三张清单: needs, resources, projects of a village, from the records; hidden, written beside and added to by staff. */
import type { ListKind, ListLine } from '../../../typings/api/exchange';
import type { ChoiceOption } from '../../components/types';
import type { FieldEvent } from '../../pages/shared/form';
import { appended, readOn } from '../../shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { adjustLine, list, removeLine, saveLine } from '../shared/exchange';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { recall, remember } from '../../services/cache';
import { chinaMonth, friendlyDays } from '../../shared/china-time';

const VILLAGE_KEY = 'lists-village';
const EMPTY = { what: '', who: '', responsible: '', by: '', note: '' };

interface Shown extends ListLine {
  /** Who, who is responsible and when, in one line. */
  about: string;
  label: string;
}

function shownLine(line: ListLine): Shown {
  const when = friendlyDays(line.when, Date.now());
  const about = [line.who, line.responsible, when].filter((text) => text !== '').join('，');
  return { ...line, about, label: `${line.what}，${about}，${line.state}${line.late ? '，超期' : ''}` };
}

definePage({
  question: 0,
  data: {
    kind: 'needs' as ListKind,
    kinds: [
      { key: 'needs', label: '需求' },
      { key: 'resources', label: '资源' },
      { key: 'projects', label: '项目服务' },
    ],
    isTown: false,
    villages: [] as ChoiceOption[],
    villageId: '',
    villageName: '',
    month: '',
    thisMonth: '',
    sections: [] as { key: string; label: string; count: number }[],
    section: '',
    rows: [] as Shown[],
    hidden: false,
    /** The line in the sheet. */
    line: null as Shown | null,
    note: '',
    adding: false,
    lineId: '',
    form: EMPTY,
  },

  onLoad() {
    const isTown = activeRole()?.role !== 'villageStaff';
    const villageId = isTown ? (recall<string>(VILLAGE_KEY) ?? '') : '';
    this.setData({ isTown, villageId, thisMonth: chinaMonth(Date.now()) });
  },
  input() {
    const { kind, villageId, isTown, month, section, hidden } = this.data;
    return {
      list: kind,
      ...(isTown ? { villageId } : {}),
      month: month === '' ? null : month,
      ...(section === '' ? {} : { section }),
      hidden,
    };
  },
  async load() {
    const { isTown } = this.data;
    if (isTown && this.data.villages.length === 0) {
      const villages = await villageOptions();
      const known = villages.some(({ value }) => value === this.data.villageId);
      this.setData({ villages, villageId: known ? this.data.villageId : (villages[0]?.value ?? '') });
    }
    this.question += 1;
    const { question } = this;
    const page = await readOn(await list(this.input()), this.data.rows.length, (cursor) =>
      list({ ...this.input(), cursor }),
    );
    if (question !== this.question) return;
    this.setData({
      villageName: page.villageName,
      sections: page.sections,
      section: page.section,
      rows: page.items.map(shownLine),
      next: page.next,
    });
  },
  /** Reads another list, village, month or section. */
  turn(change: Record<string, unknown>) {
    this.setData({ ...change, rows: [], next: null, phase: 'loading' });
    void this.reload();
  },
  onKind(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.turn({ kind: event.detail.key, section: '' });
  },
  onSection(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.turn({ section: event.detail.key });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const villageId = this.data.villages[Number(event.detail.value)]?.value ?? '';
    remember(VILLAGE_KEY, villageId);
    this.turn({ villageId, section: '' });
  },
  onMonth(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.turn({ month: event.detail.value, section: '' });
  },
  onNow() {
    this.turn({ month: '', section: '' });
  },
  onHidden() {
    this.turn({ hidden: !this.data.hidden });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await list({ ...this.input(), cursor });
      return { rows: appended(this.data.rows, page.items.map(shownLine), ({ key }) => key), next: page.next };
    });
  },

  onLine(event: WechatMiniprogram.CustomEvent) {
    const line = this.data.rows.find(({ key }) => key === event.currentTarget.dataset.key);
    if (!line) return;
    if (line.added) {
      const by = /^\d{4}-\d\d-\d\d/.exec(line.when)?.[0] ?? '';
      const { what, who, responsible, note } = line;
      this.setData({
        line,
        adding: true,
        lineId: line.key,
        form: { what, who, responsible, by, note },
        errors: {},
      });
    } else this.setData({ line, note: line.note, errors: {} });
  },
  onClose() {
    this.setData({ line: null, adding: false });
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value });
  },
  async adjust(hidden: boolean) {
    const { line, kind, section, isTown, villageId, note } = this.data;
    if (!line) return;
    const input = {
      list: kind,
      ...(isTown ? { villageId } : {}),
      section,
      key: line.key,
      hidden,
      note: note.trim(),
      version: line.version,
    };
    if (await this.act('adjust', input, (requestId) => adjustLine(input, requestId))) {
      this.onClose();
      void this.reload();
    }
  },
  onSaveNote() {
    void this.adjust(this.data.line?.hidden ?? false);
  },
  onToggle() {
    void this.adjust(!this.data.line?.hidden);
  },
  onAdd() {
    this.setData({ adding: true, line: null, lineId: '', form: EMPTY, errors: {} });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ form: { ...this.data.form, [name]: value }, [`errors.${name}`]: '' });
  },
  onBy(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ form: { ...this.data.form, by: event.detail.value } });
  },
  async onSave() {
    const { form, kind, section, isTown, villageId, month, thisMonth, lineId, line } = this.data;
    if (form.what.trim() === '') return this.setData({ errors: { what: '请写内容' } });
    const input = {
      list: kind,
      ...(isTown ? { villageId } : {}),
      ...(lineId === '' ? {} : { lineId }),
      month: month === '' ? thisMonth : month,
      section,
      what: form.what.trim(),
      who: form.who.trim(),
      responsible: form.responsible.trim(),
      by: form.by === '' ? null : form.by,
      note: form.note.trim(),
      version: line?.version ?? 0,
    };
    if (await this.act('save', input, (requestId) => saveLine(input, requestId))) {
      this.onClose();
      void this.reload();
    }
  },
  async onRemove() {
    const { lineId, line } = this.data;
    const input = { lineId, version: line?.version ?? 0 };
    if (await this.act('remove', input, (requestId) => removeLine(input, requestId))) {
      this.onClose();
      void this.reload();
    }
  },
  onExport() {
    const { kind, month, isTown, villageId } = this.data;
    go(ROUTES.staffExchange({ tab: 'export', list: kind, month, ...(isTown ? { villageId } : {}) }));
  },
});
