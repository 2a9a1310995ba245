/** Who builds and when; given again when the dates change. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { followApplication, startBuilding } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { chinaDate } from '../../shared/china-time';
import { leaveDone } from '../shared/done';
import { stepHead } from '../shared/step-page';
import { dayWords } from '../shared/words';

type DateEvent = WechatMiniprogram.CustomEvent<{ value: string }>;
const BUILDER_LENGTH = 50;

definePage({
  applicationId: '',
  reloadOnShow: false,
  data: {
    title: '',
    refusal: '',
    form: { builder: '', from: '', to: '' },
    words: { from: '请选择', to: '请选择' },
    today: '',
    builderLength: BUILDER_LENGTH,
    asking: false,
    askText: '',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.setData({ today: chinaDate(Date.now()) });
  },
  draftKey(): string {
    return `building-${this.applicationId}`;
  },
  async load() {
    const view = await followApplication(this.applicationId).next();
    if (view?.detail.kind !== 'renovation') return 'denied' as const;
    this.setData(stepHead(view, 'startBuilding'));
    if (this.data.phase === 'loading') {
      const known = view.detail.building;
      const draft = loadDraft(this.draftKey());
      this.show({
        builder: draft?.builder ?? known?.builder ?? '',
        from: draft?.from ?? known?.from ?? '',
        to: draft?.to ?? known?.to ?? '',
      });
    }
    return 'ready' as const;
  },
  show(form: { builder: string; from: string; to: string }) {
    const now = Date.now();
    const say = (date: string): string => (date === '' ? '请选择' : dayWords(date, now));
    this.setData({ form, words: { from: say(form.from), to: say(form.to) } });
  },
  change(part: Partial<{ builder: string; from: string; to: string }>) {
    this.show({ ...this.data.form, ...part });
    saveDraft(this.draftKey(), this.data.form);
  },
  onBuilder(event: FieldEvent) {
    this.setData({ 'errors.builder': '' });
    this.change({ builder: event.detail.value });
  },
  onFrom(event: DateEvent) {
    this.setData({ 'errors.from': '' });
    this.change({ from: event.detail.value });
  },
  onTo(event: DateEvent) {
    this.setData({ 'errors.to': '' });
    this.change({ to: event.detail.value });
  },
  onSubmit() {
    const { builder, from, to } = this.data.form;
    const errors = problems({
      builder: builder.trim() === '' ? '请填谁来施工' : '',
      from: from === '' ? '请选哪天开工' : '',
      to: to === '' ? '请选哪天完工' : from !== '' && to < from ? '完工日期不能早于开工日期' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const { words } = this.data;
    const askText = `${builder.trim()}，${words.from}开工，${words.to}完工。申请人会看到。`;
    this.setData({ asking: true, askText });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const { builder, from, to } = this.data.form;
    const input = { applicationId: this.applicationId, builder: builder.trim(), from, to };
    const sent = await this.act('startBuilding', input, (requestId) => startBuilding(input, requestId));
    this.setData({ asking: false });
    if (!sent) return;
    dropDraft(this.draftKey());
    leaveDone(this.applicationId, { title: '已安排施工', text: '申请人会看到谁来做、哪天开工。' });
  },
});
