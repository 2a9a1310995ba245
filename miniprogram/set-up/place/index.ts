/** One village: name, kind, its phones and neighbours; closing it when nobody is registered there. */
import type { PlaceSetUp } from '../../../typings/api/set-up';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { back, go } from '../../services/nav';
import { definePage } from '../../services/page';
import { closeVillage, places, saveVillage } from '../shared/calls';
import { forget, keep, kept } from '../shared/draft';
import { PAGES } from '../shared/routes';

const EMPTY = { name: '', kind: '' };
type Form = typeof EMPTY;

/** An id for a new village: its name cannot serve, since it may change. */
const newId = (): string => `v${Date.now().toString(36)}`;

definePage({
  villageId: '',
  place: null as PlaceSetUp | null,
  data: {
    isAdmin: false,
    isNew: true,
    form: EMPTY,
    restored: false,
    kinds: [
      { value: 'village', label: '村' },
      { value: 'community', label: '社区' },
    ],
    people: '',
    empty: false,
    closed: false,
    phones: '',
    changed: false,
    asking: false,
  },

  onLoad(query) {
    this.villageId = query.villageId ?? '';
    this.setData({ isNew: this.villageId === '' });
  },
  draftKey(): string {
    return `village-${this.villageId || 'new'}`;
  },
  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    const found = this.data.isNew
      ? null
      : (await places({})).places.find(({ villageId }) => villageId === this.villageId);
    if (found === undefined) return 'empty' as const;
    this.place = found;
    const draft = kept(this.draftKey(), found?.version ?? 0);
    this.setData({
      form: { ...EMPTY, ...(found ? { name: found.name, kind: found.kind } : {}), ...(draft ?? {}) },
      restored: draft !== null,
      changed: draft !== null,
    });
    if (!found) return 'ready' as const;
    const { residents, volunteers, staff, officers, closed } = found;
    this.setData({
      people: `残障朋友${residents}人，志愿者${volunteers}人，工作人员${staff}人`,
      empty: residents + volunteers + staff === 0,
      closed,
      phones: officers.length === 0 ? '还没有' : officers.map(({ name }) => name).join('、'),
    });
    return 'ready' as const;
  },
  onField(event: FieldEvent) {
    const form: Form = { ...this.data.form, [event.detail.name]: event.detail.value };
    this.setData({ form, changed: true, [`errors.${event.detail.name}`]: '' });
    keep(this.draftKey(), form, this.place?.version ?? 0);
  },
  async onSave() {
    const { name, kind } = this.data.form;
    const errors = problems({
      name: name.trim() === '' ? '请填名称' : '',
      kind: kind === '' ? '请选择村还是社区' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const isNew = this.villageId === '';
    // Kept over retries: the same village is not made twice.
    if (isNew) this.villageId = newId();
    const input = {
      villageId: this.villageId,
      name: name.trim(),
      kind: kind as 'village' | 'community',
      version: this.place?.version ?? 0,
    };
    const done = await this.act('save', input, (requestId) => saveVillage(input, requestId));
    if (!done) return;
    forget(isNew ? 'village-new' : this.draftKey());
    void wx.showToast({ title: '保存好了', icon: 'success' });
    if (isNew) void wx.redirectTo({ url: PAGES.phones(this.villageId) });
    else back();
  },
  onPhones() {
    go(PAGES.phones(this.villageId));
  },
  onNeighbours() {
    go(PAGES.rule('villageNeighbours'));
  },
  onAsk() {
    this.setData({ asking: true });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onClose() {
    const input = { villageId: this.villageId, closed: !this.data.closed, version: this.place?.version ?? 0 };
    const done = await this.act('close', input, (requestId) => closeVillage(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    void wx.showToast({ title: done.closed ? '已停用' : '已重新启用', icon: 'success' });
    await this.reload();
  },
  onBack() {
    back();
  },
});
