/** One employment file: how things are, the plan, who looks after it, contacts, the outcome, and offers that fit. */
import type { FollowUp } from '../../../typings/api/applications';
import type { JobFileView, SuggestedJob } from '../../../typings/api/employment';
import type { TimelineItem, Tone } from '../../components/types';
import { jobFile, suggestJobs } from '../shared/employment';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { chinaDate, friendlyDate, friendlyTime } from '../../shared/china-time';
import { JOB_STATUS_LABELS } from '../../shared/job-words';
import { ABILITY_LABELS, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../shared/work';
import { dayWords, nextContactWords } from '../shared/words';

interface Fact {
  label: string;
  value: string;
}

function factsOf(file: JobFileView): Fact[] {
  const { abilities, hours, distance, wishes, helper, nextOn } = file;
  return [
    { label: '会做什么', value: abilities.map((ability) => ABILITY_LABELS[ability]).join('、') },
    { label: '能做多久', value: hours ? WORK_HOURS_LABELS[hours] : '' },
    { label: '能走多远', value: distance ? WORK_DISTANCE_LABELS[distance] : '' },
    { label: '想做的工作', value: wishes },
    { label: '联系人', value: helper },
    { label: '下次联系', value: nextOn ? nextContactWords(nextOn, Date.now()) : '' },
  ].map(({ label, value }) => ({ label, value: value || '还没有写' }));
}

function measures(file: JobFileView, today: string) {
  return file.plan.map(({ what, by, dueOn, doneOn }, n) => {
    const late = doneOn === null && dueOn !== null && dueOn < today;
    const tone: Tone = doneOn ? 'success' : late ? 'warning' : 'progress';
    const due = dueOn ? `${dayWords(dueOn, Date.now())}前` : '没有定日子';
    return {
      key: String(n),
      what,
      note: `${by}，${due}`,
      tone,
      status: doneOn ? `${dayWords(doneOn, Date.now())}完成` : late ? '过期没做完' : '在做',
    };
  });
}

function contacts(followUps: readonly FollowUp[]): TimelineItem[] {
  return followUps.map(({ at, by, words, nextOn }) => ({
    title: words,
    time: friendlyTime(at, Date.now()),
    actor: by,
    note: nextOn ? `下次联系：${dayWords(nextOn, Date.now())}` : '',
    state: 'done',
  }));
}

function offers(jobs: readonly SuggestedJob[]) {
  return jobs.map(({ noticeId, title, organiser, place, pay, reasons, expiresOn }) => ({
    noticeId,
    title,
    note: [organiser, place, pay, expiresOn && `${dayWords(expiresOn, Date.now())}截止`]
      .filter(Boolean)
      .join('，'),
    fits: reasons.join('、'),
  }));
}

definePage({
  residentId: '',
  data: {
    name: '',
    person: '',
    /** There is no file yet. */
    none: false,
    status: '',
    tone: 'neutral' as Tone,
    since: '',
    facts: [] as Fact[],
    outcome: '',
    policies: [] as { name: string; source: string }[],
    plan: [] as ReturnType<typeof measures>,
    contacts: [] as TimelineItem[],
    jobs: [] as ReturnType<typeof offers>,
    history: [] as TimelineItem[],
    /** Where contacts and the outcome are written while there is one. */
    applicationId: '',
    employed: false,
    telling: false,
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
  },
  async load() {
    const { file } = await jobFile(this.residentId);
    const none = file.version === 0;
    const { outcome } = file;
    this.setData({
      name: file.residentName,
      person: `${file.villageName}，${file.age}岁，${file.categoryLabel}${file.levelLabel}`,
      none,
      status: JOB_STATUS_LABELS[file.status],
      tone: file.status === 'employed' ? 'success' : file.status === 'looking' ? 'progress' : 'neutral',
      since: file.statusSince ? `${friendlyDate(file.statusSince, Date.now())}起` : '',
      facts: factsOf(file),
      outcome: outcome
        ? `${outcome.employer}，${outcome.post}，${dayWords(outcome.since, Date.now())}起`
        : '',
      policies: file.choices.filter(({ code }) => file.policies.includes(code)),
      plan: measures(file, chinaDate(Date.now())),
      contacts: contacts(file.followUps),
      history: file.history.map(({ at, by, what }) => ({
        title: what,
        time: friendlyTime(at, Date.now()),
        actor: by,
        state: 'done',
      })),
      applicationId: file.applicationId ?? '',
      employed: file.status === 'employed',
    });
    const fits = ['looking', 'training', 'unknown'].includes(file.status) && !none;
    this.setData({ jobs: fits ? offers((await suggestJobs(this.residentId)).jobs) : [] });
  },
  onEdit() {
    go(ROUTES.jobEdit(this.residentId));
  },
  onPlan() {
    go(ROUTES.jobPlan(this.residentId));
  },
  /** With an application under way contacts are written there, and read here: once. */
  onContact() {
    const { applicationId } = this.data;
    go(applicationId ? ROUTES.followUp(applicationId) : ROUTES.jobContact(this.residentId, 'followUp'));
  },
  onOutcome() {
    const { applicationId, employed } = this.data;
    const open = applicationId !== '' && !employed;
    go(open ? ROUTES.placement(applicationId) : ROUTES.jobContact(this.residentId, 'outcome'));
  },
  onApplication() {
    go(ROUTES.case(this.data.applicationId));
  },
  onResident() {
    go(ROUTES.resident(this.residentId));
  },
  onJob(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.notice(String(event.currentTarget.dataset.id)));
  },
  onHistory() {
    this.setData({ telling: true });
  },
  onHistoryClose() {
    this.setData({ telling: false });
  },
});
