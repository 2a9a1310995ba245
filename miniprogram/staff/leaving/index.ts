/** Somebody moved to another village, out of the town, or died: what follows is said before it is written down. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { goHome } from '../../services/nav';
import { definePage } from '../../services/page';
import { recordLeaving, recordMove, resident, villages, type Village } from '../../services/registry';
import { chinaDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';

type What = 'village' | 'moved' | 'deceased';

const WHATS = [
  { value: 'village', label: '迁到本镇别的村', note: '正在办的事和结对都转到新的村，接着办' },
  { value: 'moved', label: '迁出本镇', note: '正在办的事、结对都会终止，微信和二维码停用' },
  { value: 'deceased', label: '去世', note: '正在办的事、结对都会终止，微信和二维码停用' },
];

const CONSEQUENCES: Record<What, string> = {
  village: '登记以后，您的村就看不到他（她）了，正在办的事由新的村接着办。',
  moved: '登记以后不能改回来：正在办的申请和结对都终止，本人和监护人的微信、二维码马上停用。',
  deceased: '登记以后不能改回来：正在办的申请和结对都终止，本人和监护人的微信、二维码马上停用。',
};

definePage({
  residentId: '',
  reloadOnShow: false,
  data: {
    name: '',
    from: '',
    whats: WHATS,
    what: '' as What | '',
    villages: [] as Village[],
    villageNames: [] as string[],
    /** Index in `villages`, -1 while none is chosen. */
    village: -1,
    on: '',
    today: '',
    note: '',
    noteLimit: LIMITS.noteLength,
    confirming: false,
    consequence: '',
    done: { show: false, text: '' },
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
    const today = chinaDate(Date.now());
    const draft = loadDraft(this.draftName());
    this.setData({
      today,
      on: draft?.on ?? today,
      what: (draft?.what ?? '') as What | '',
      note: draft?.note ?? '',
    });
  },
  draftName(): string {
    return `leaving-${this.residentId}`;
  },
  async load() {
    const [{ resident: person }, all] = await Promise.all([resident(this.residentId), villages()]);
    const others = all.filter(({ name }) => name !== person.villageName);
    this.setData({
      name: person.name,
      from: person.villageName,
      villages: others,
      villageNames: others.map(({ name }) => name),
    });
  },
  keep() {
    const { what, on, note } = this.data;
    saveDraft(this.draftName(), { what, on, note });
  },
  onWhat(event: FieldEvent) {
    this.setData({ what: event.detail.value as What, 'errors.what': '' });
    this.keep();
  },
  onVillage(event: WechatMiniprogram.PickerChange) {
    this.setData({ village: Number(event.detail.value), 'errors.villageId': '' });
  },
  onDate(event: WechatMiniprogram.PickerChange) {
    this.setData({ on: String(event.detail.value), 'errors.on': '' });
    this.keep();
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
    this.keep();
  },
  onSubmit() {
    const { what, village, note } = this.data;
    const errors = problems({
      what: what === '' ? '请选一项' : '',
      villageId: what === 'village' && village < 0 ? '请选择迁到哪个村' : '',
      note: note.trim() === '' ? '请写依据，例如看了户口迁移单' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) showFirstProblem();
    else if (what !== '') this.setData({ confirming: true, consequence: CONSEQUENCES[what] });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    const words = await this.record();
    this.setData({ confirming: false });
    if (words === null) return;
    dropDraft(this.draftName());
    this.setData({ done: { show: true, text: words } });
  },
  /** Writes it down; what followed, in words, or null when it did not succeed. */
  async record(): Promise<string | null> {
    const { residentId } = this;
    const { what, village, villages: all, on } = this.data;
    const recorded = { residentId, on, note: this.data.note.trim() };
    const to = all[village];
    if (what === 'village' && to) {
      const input = { ...recorded, villageId: to.villageId };
      const answer = await this.act('record', input, (requestId) => recordMove(input, requestId));
      return answer && `已迁到${to.name}，${answer.handedOver}件正在办的事转过去接着办。`;
    }
    if (what !== 'moved' && what !== 'deceased') return null;
    const input = { ...recorded, why: what };
    const answer = await this.act('record', input, (requestId) => recordLeaving(input, requestId));
    return answer && `已登记，${answer.ended}件正在办的事已终止。`;
  },
  /** Home: what is shown below may not be this officer's to see any more. */
  onDone() {
    goHome();
  },
});
