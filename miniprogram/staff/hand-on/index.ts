/** Hands a case on to a colleague, with a word; the colleague is told. */
import type { ChoiceOption } from '../../components/types';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { colleagues, followApplication, handOn } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { caseTitle, officerShort } from '../../pages/shared/case-view';
import { LIMITS } from '../../shared/limits';
import { leaveDone } from '../shared/done';

definePage({
  applicationId: '',
  /** Whose it was when this page was opened: another one by now is told instead of overwritten. */
  seenStaffId: null as string | null,
  reloadOnShow: false,
  data: {
    title: '',
    now: '',
    options: [] as ChoiceOption[],
    toStaffId: '',
    note: '',
    noteLimit: LIMITS.noteLength,
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.setData({ note: loadDraft(this.draftKey())?.note ?? '' });
  },
  draftKey(): string {
    return `hand-on-${this.applicationId}`;
  },
  async load() {
    const [answer, application] = await Promise.all([
      colleagues(this.applicationId),
      followApplication(this.applicationId).next(),
    ]);
    const staff = application?.staff ?? null;
    const assignee = staff?.desk.assignee ?? null;
    this.seenStaffId = assignee?.staffId ?? null;
    this.setData({
      title: application ? `${staff?.residentName ?? ''} ${caseTitle(application)}` : '',
      now: assignee ? `现在由${assignee.mine ? '您' : officerShort(assignee.name)}办` : '还没有人领办',
      options: answer.colleagues
        .filter(({ staffId }) => staffId !== this.seenStaffId)
        .map(({ staffId, name, duty, orgName, substitute }) => ({
          value: staffId,
          label: name,
          note: `${orgName} ${duty}${substitute ? `，请假中，由${substitute}代班` : ''}`,
        })),
    });
    return this.data.options.length === 0 ? 'empty' : 'ready';
  },
  onTo(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ toStaffId: event.detail.value, errors: {} });
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, errors: {} });
    saveDraft(this.draftKey(), { note: event.detail.value });
  },
  async onSend() {
    const { toStaffId, note } = this.data;
    const errors = problems({
      toStaffId: toStaffId === '' ? '请选择转给谁' : '',
      note: note.trim() === '' ? '请写一句要交代的话' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const input = {
      applicationId: this.applicationId,
      toStaffId,
      seenStaffId: this.seenStaffId,
      note: note.trim(),
    };
    const answer = await this.act('handOn', input, (requestId) => handOn(input, requestId));
    if (!answer) return;
    dropDraft(this.draftKey());
    const told = answer.substitute ? `他正在请假，已告诉代班的${answer.substitute}。` : '已用微信告诉他。';
    leaveDone(this.applicationId, { title: `已转给${officerShort(answer.to)}`, text: told });
  },
});
