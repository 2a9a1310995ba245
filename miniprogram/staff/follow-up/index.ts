/** One contact with the applicant or an employer, written down, and when to ask again. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { followApplication, followUp } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { chinaDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import { leaveDone } from '../shared/done';
import { stepHead } from '../shared/step-page';
import { dayWords } from '../shared/words';

definePage({
  applicationId: '',
  reloadOnShow: false,
  data: {
    title: '',
    refusal: '',
    words: '',
    wordsLimit: LIMITS.noteLength,
    nextOn: '',
    nextWords: '还没有定',
    today: '',
    asking: false,
    askText: '',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    const draft = loadDraft(this.draftKey());
    this.setData({ today: chinaDate(Date.now()), words: draft?.words ?? '' });
    this.setNext(draft?.nextOn ?? '');
  },
  draftKey(): string {
    return `follow-up-${this.applicationId}`;
  },
  async load() {
    const view = await followApplication(this.applicationId).next();
    if (!view) return 'denied' as const;
    this.setData(stepHead(view, 'followUp'));
    return 'ready' as const;
  },
  setNext(nextOn: string) {
    const nextWords = nextOn === '' ? '还没有定' : dayWords(nextOn, Date.now());
    this.setData({ nextOn, nextWords, 'errors.nextOn': '' });
  },
  keepDraft() {
    const { words, nextOn } = this.data;
    saveDraft(this.draftKey(), { words, nextOn });
  },
  onWords(event: FieldEvent) {
    this.setData({ words: event.detail.value, 'errors.words': '' });
    this.keepDraft();
  },
  onNext(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setNext(event.detail.value);
    this.keepDraft();
  },
  onNoNext() {
    this.setNext('');
    this.keepDraft();
  },
  onSubmit() {
    const { words, nextOn, nextWords } = this.data;
    const errors = problems({ words: words.trim() === '' ? '请写一写这次联系的情况' : '' });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const next = nextOn === '' ? '' : `下次联系：${nextWords}。`;
    this.setData({ asking: true, askText: `${next}申请人会看到这次跟进。` });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const { words, nextOn } = this.data;
    const input = {
      applicationId: this.applicationId,
      words: words.trim(),
      ...(nextOn === '' ? {} : { nextOn }),
    };
    const sent = await this.act('followUp', input, (requestId) => followUp(input, requestId));
    this.setData({ asking: false });
    if (!sent) return;
    dropDraft(this.draftKey());
    leaveDone(this.applicationId, { title: '已记下这次跟进', text: '有新的情况再来记一笔。' });
  },
});
