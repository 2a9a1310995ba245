/** The facts of an employment file: how things are, what one can and wants, who looks after it, and policies. */
import type { JobStatus } from '../../../typings/api/employment';
import type { Ability, WorkDistance, WorkHours } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { jobFile, saveJobFile } from '../shared/employment';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { JOB_STATUS_LABELS, JOB_STATUSES } from '../../shared/job-words';
import { LIMITS } from '../../shared/limits';
import { ABILITY_LABELS, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../shared/work';

const options = (labels: Record<string, string>): ChoiceOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Not said yet. */
const UNSAID = 'unsaid';
const unsaid = { value: UNSAID, label: '还没有说' };

definePage({
  residentId: '',
  version: 0,
  reloadOnShow: false,
  data: {
    title: '',
    isNew: false,
    statuses: JOB_STATUSES.filter((one) => one !== 'unknown').map((value) => ({
      value,
      label: JOB_STATUS_LABELS[value],
    })) as ChoiceOption[],
    abilityOptions: options(ABILITY_LABELS),
    hourOptions: [...options(WORK_HOURS_LABELS), unsaid],
    distanceOptions: [...options(WORK_DISTANCE_LABELS), unsaid],
    policyOptions: [] as ChoiceOption[],
    form: {
      status: '' as JobStatus | '',
      abilities: [] as string[],
      hours: UNSAID as string,
      distance: UNSAID as string,
      wishes: '',
      helper: '',
      policies: [] as string[],
    },
    limits: { words: LIMITS.noteLength },
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
  },
  async load() {
    const { file } = await jobFile(this.residentId);
    const { status, abilities, hours, distance, wishes, helper, policies, choices, version } = file;
    this.version = version;
    this.setData({
      title: file.residentName,
      isNew: version === 0,
      policyOptions: choices.map(({ code, name, source }) => ({ value: code, label: name, note: source })),
      form: {
        status: status === 'unknown' ? '' : status,
        abilities,
        hours: hours ?? UNSAID,
        distance: distance ?? UNSAID,
        wishes,
        helper,
        policies,
      },
    });
  },
  onPick(event: WechatMiniprogram.CustomEvent<{ name: string; value: string | string[] }>) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
  },
  async onSave() {
    const { status, hours, distance, wishes, helper, abilities, policies } = this.data.form;
    const errors = problems({ status: status === '' ? '请选一项' : '' });
    this.setData({ errors });
    if (Object.keys(errors).length > 0 || status === '') {
      showFirstProblem();
      return;
    }
    const input = {
      residentId: this.residentId,
      version: this.version,
      status,
      abilities: abilities as Ability[],
      hours: hours === UNSAID ? null : (hours as WorkHours),
      distance: distance === UNSAID ? null : (distance as WorkDistance),
      wishes: wishes.trim(),
      helper: helper.trim(),
      policies,
    };
    const saved = await this.act('save', input, (requestId) => saveJobFile(input, requestId));
    if (!saved) return;
    void wx.showToast({ title: this.data.isNew ? '已建档' : '已保存', icon: 'success' });
    back();
  },
});
