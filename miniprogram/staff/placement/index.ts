/** Work was found: where, as what, since when. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { followApplication, recordPlacement } from '../../services/applications';
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
    form: { employer: '', post: '', since: '', note: '' },
    sinceWords: '请选择',
    today: '',
    limits: { employer: 50, post: 30, note: LIMITS.noteLength },
    asking: false,
    askText: '',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.setData({ today: chinaDate(Date.now()) });
    const draft = loadDraft(this.draftKey()) ?? {};
    const { employer = '', post = '', since = '', note = '' } = draft;
    this.show({ employer, post, since, note });
  },
  draftKey(): string {
    return `placement-${this.applicationId}`;
  },
  async load() {
    const view = await followApplication(this.applicationId).next();
    if (!view) return 'denied' as const;
    this.setData(stepHead(view, 'place'));
    return 'ready' as const;
  },
  show(form: { employer: string; post: string; since: string; note: string }) {
    this.setData({ form, sinceWords: form.since === '' ? '请选择' : dayWords(form.since, Date.now()) });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`errors.${name}`]: '' });
    this.show({ ...this.data.form, [name]: value });
    saveDraft(this.draftKey(), this.data.form);
  },
  onSince(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ 'errors.since': '' });
    this.show({ ...this.data.form, since: event.detail.value });
    saveDraft(this.draftKey(), this.data.form);
  },
  onSubmit() {
    const { employer, post, since } = this.data.form;
    const errors = problems({
      employer: employer.trim() === '' ? '请填在哪里上班' : '',
      post: post.trim() === '' ? '请填做什么' : '',
      since: since === '' ? '请选从哪天开始上班' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const askText = `${this.data.sinceWords}起，在${employer.trim()}做${post.trim()}。会算进“已就业”。`;
    this.setData({ asking: true, askText });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const { employer, post, since, note } = this.data.form;
    const input = {
      applicationId: this.applicationId,
      employer: employer.trim(),
      post: post.trim(),
      since,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    };
    const sent = await this.act('place', input, (requestId) => recordPlacement(input, requestId));
    this.setData({ asking: false });
    if (!sent) return;
    dropDraft(this.draftKey());
    leaveDone(this.applicationId, { title: '已记下找到工作', text: '上班以后也可以继续跟进。' });
  },
});
