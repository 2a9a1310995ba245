/** Somebody who left lives here again, or was written down as gone by mistake. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { resident, villages, type Village } from '../../services/registry';
import { activeRole } from '../../services/session';
import { chinaDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import { registerCommand } from '../shared/register';
import { noteRegisterChange } from '../shared/register-change';
import { STATUS_LABELS } from '../shared/register-words';

definePage({
  residentId: '',
  reloadOnShow: false,
  data: {
    name: '',
    state: '',
    isTown: false,
    villages: [] as Village[],
    villageNames: [] as string[],
    village: 0,
    on: '',
    today: '',
    note: '',
    noteLimit: LIMITS.noteLength,
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
    const today = chinaDate(Date.now());
    this.setData({
      today,
      on: today,
      isTown: activeRole()?.role === 'townStaff',
      note: loadDraft(this.draftName())?.note ?? '',
    });
  },
  draftName(): string {
    return `coming-back-${this.residentId}`;
  },
  async load() {
    const [{ resident: person }, all] = await Promise.all([resident(this.residentId), villages()]);
    this.setData({
      name: person.name,
      state: `${STATUS_LABELS[person.status]}${person.leftOn ? `（${person.leftOn}）` : ''}，原来在${person.villageName}`,
      villages: all,
      villageNames: all.map(({ name }) => name),
      village: Math.max(
        0,
        all.findIndex(({ villageId }) => villageId === person.villageId),
      ),
    });
  },
  onVillage(event: WechatMiniprogram.PickerChange) {
    this.setData({ village: Number(event.detail.value) });
  },
  onDate(event: WechatMiniprogram.PickerChange) {
    this.setData({ on: String(event.detail.value), 'errors.on': '' });
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
    saveDraft(this.draftName(), { note: event.detail.value });
  },
  async onSubmit() {
    const { villages: all, village, on } = this.data;
    const note = this.data.note.trim();
    const errors = problems({ note: note === '' ? '请写依据，例如看了户口本' : '' });
    this.setData({ errors });
    const to = all[village];
    if (Object.keys(errors).length > 0 || !to) {
      showFirstProblem();
      return;
    }
    const input = { residentId: this.residentId, villageId: to.villageId, on, note };
    const done = await this.act('return', input, (requestId) =>
      registerCommand('recordReturn', input, requestId),
    );
    if (!done) return;
    dropDraft(this.draftName());
    noteRegisterChange();
    void wx.showToast({ title: '已重新在册', icon: 'success' });
    back();
  },
});
