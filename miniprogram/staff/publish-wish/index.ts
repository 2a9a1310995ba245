/** A wish is checked and told to volunteers in words of staff's own, from which nobody can tell whose it is. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { followApplication, publishWish } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { WISH_LABELS } from '../../shared/labels';
import { LIMITS } from '../../shared/limits';
import { fenOf, yuan } from '../../shared/money';
import { leaveDone } from '../shared/done';
import { stepHead } from '../shared/step-page';

definePage({
  applicationId: '',
  reloadOnShow: false,
  /** Never shown to volunteers; to notice it in the words before they are sent. */
  residentName: '',
  data: {
    title: '',
    refusal: '',
    category: '',
    reason: '',
    voice: null as { src: string; seconds: number } | null,
    form: { publicText: '', cost: '' },
    textLimit: LIMITS.publicWishLength,
    asking: false,
    askText: '',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
  },
  draftKey(): string {
    return `publish-wish-${this.applicationId}`;
  },
  async load() {
    const view = await followApplication(this.applicationId).next();
    if (view?.detail.kind !== 'wish') return 'denied' as const;
    const { category, costFen } = view.detail;
    this.residentName = view.staff?.residentName ?? '';
    const first = this.data.phase === 'loading';
    const draft = loadDraft(this.draftKey());
    this.setData({
      ...stepHead(view, 'publish'),
      category: WISH_LABELS[category],
      reason: view.reason,
      voice: view.voice && { src: view.voice.url, seconds: view.voice.seconds },
      ...(first
        ? {
            form: {
              publicText: draft?.publicText ?? '',
              cost: draft?.cost ?? yuan(costFen).replace(/\.00$/, ''),
            },
          }
        : {}),
    });
    return 'ready' as const;
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name === 'cost' ? 'costFen' : name}`]: '' });
    saveDraft(this.draftKey(), this.data.form);
  },
  onSubmit() {
    const { publicText, cost } = this.data.form;
    const text = publicText.trim();
    const named = this.residentName !== '' && text.replace(/\s/g, '').includes(this.residentName);
    const fen = fenOf(cost);
    const errors = problems({
      publicText: text === '' ? '请写一写志愿者会看到的话' : named ? '里面有申请人的姓名，请去掉' : '',
      costFen: fen === null || fen === 0 ? '请填大概要多少钱，例如：80' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const askText = `全镇的志愿者会看到：“${text}”，大概要${cost.trim()}元。看不到是谁的心愿。`;
    this.setData({ asking: true, askText });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const { publicText, cost } = this.data.form;
    const input = {
      applicationId: this.applicationId,
      publicText: publicText.trim(),
      costFen: fenOf(cost) ?? 0,
    };
    const sent = await this.act('publish', input, (requestId) => publishWish(input, requestId));
    this.setData({ asking: false });
    if (!sent) return;
    dropDraft(this.draftKey());
    leaveDone(this.applicationId, { title: '已发给志愿者', text: '有人认领，这里会看到。' });
  },
});
