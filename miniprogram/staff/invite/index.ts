/** An administrator invites an officer; the code is shown once and handed over in person. */
import type { ChoiceOption } from '../../components/types';
import {
  nameProblem,
  phoneProblem,
  problems,
  showFirstProblem,
  type FieldEvent,
} from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { inviteStaff } from '../../services/accounts';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { normalisePhone } from '../../shared/contact';

type Level = 'village' | 'town' | 'admin';
const DUTIES = ['村残协主席', '村残协副主席', '专职委员', '镇残联工作人员'];

definePage({
  data: {
    form: { name: '', phone: '' },
    level: '' as Level | '',
    levels: [
      { value: 'village', label: '村残协', note: '只看自己村的' },
      { value: 'town', label: '镇残联', note: '看全镇的，审批' },
      { value: 'admin', label: '管理员', note: '管理人员和目录' },
    ],
    village: '',
    villages: [] as ChoiceOption[],
    duty: '',
    duties: DUTIES.map((label) => ({ value: label, label })),
    code: '',
    expires: '',
    invited: '',
  },

  async load() {
    this.setData({ villages: await villageOptions() });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
  },
  onChoice(event: WechatMiniprogram.CustomEvent<{ name: string; value: string }>) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
  },
  async onInvite() {
    const { form, level, village, duty } = this.data;
    const errors = problems({
      name: nameProblem(form.name),
      phone: phoneProblem(form.phone),
      level: level === '' ? '请选择在哪里工作' : '',
      village: level === 'village' && village === '' ? '请选择村（社区）' : '',
      duty: duty === '' ? '请选择职务' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0 || level === '') {
      showFirstProblem();
      return;
    }
    const input = {
      name: form.name.trim(),
      phone: normalisePhone(form.phone),
      level,
      villageId: level === 'village' ? village : null,
      duty,
    };
    const answer = await this.act('invite', input, (requestId) => inviteStaff(input, requestId));
    if (!answer) return;
    this.setData({
      code: answer.code,
      expires: friendlyTime(answer.expiresAt, Date.now()),
      invited: input.name,
    });
  },
  onCopy() {
    void wx.setClipboardData({ data: this.data.code });
  },
  onBack() {
    back();
  },
});
