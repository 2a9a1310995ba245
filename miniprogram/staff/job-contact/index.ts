/** A contact, or work that was found, written on the file itself: for people without an application under way. */
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { addJobFollowUp, jobFile, recordJobOutcome } from '../shared/employment';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { chinaDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import { dayWords } from '../shared/words';

definePage({
  residentId: '',
  version: 0,
  reloadOnShow: false,
  data: {
    name: '',
    isOutcome: false,
    form: { words: '', employer: '', post: '' },
    /** The next contact, or the first day of work. */
    day: '',
    dayWords: '还没有定',
    today: '',
    limits: { words: LIMITS.noteLength },
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
    const isOutcome = query.what === 'outcome';
    const today = chinaDate(Date.now());
    this.setData({ isOutcome, today });
    if (isOutcome) this.setDay(today);
  },
  async load() {
    const { file } = await jobFile(this.residentId);
    this.version = file.version;
    this.setData({ name: file.residentName });
  },
  setDay(day: string) {
    this.setData({ day, dayWords: day === '' ? '还没有定' : dayWords(day, Date.now()), 'errors.day': '' });
  },
  onDay(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setDay(event.detail.value);
  },
  onNoDay() {
    this.setDay('');
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
  },
  async onSave() {
    const { isOutcome, form, day } = this.data;
    const on = { residentId: this.residentId, version: this.version };
    const errors = isOutcome
      ? problems({
          employer: form.employer.trim() === '' ? '请写在哪里工作' : '',
          post: form.post.trim() === '' ? '请写做什么' : '',
        })
      : problems({ words: form.words.trim() === '' ? '请写一写联系的情况' : '' });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const outcome = { ...on, employer: form.employer.trim(), post: form.post.trim(), since: day };
    const contact = { ...on, words: form.words.trim(), nextOn: day === '' ? null : day };
    const saved = isOutcome
      ? await this.act('save', outcome, (requestId) => recordJobOutcome(outcome, requestId))
      : await this.act('save', contact, (requestId) => addJobFollowUp(contact, requestId));
    if (!saved) return;
    void wx.showToast({ title: '已记下', icon: 'success' });
    back();
  },
});
