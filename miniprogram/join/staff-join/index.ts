/** Staff join with an invitation; the first administrator of a new installation with the set-up code. */
import { acceptInvite, becomeFirstAdmin } from '../../services/accounts';
import { goHome } from '../../services/nav';
import { definePage } from '../../services/page';
import { normalisePhone } from '../../shared/contact';
import { nameProblem, phoneProblem, problems, type FieldEvent } from '../../pages/shared/form';

definePage({
  data: {
    form: { invite: '', setup: '', name: '', phone: '' },
    firstSetup: false,
  },

  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
  },
  onFold() {
    this.setData({ firstSetup: !this.data.firstSetup });
  },
  /** The code is shown as a picture on the administrator's phone; it stands in the field before anything is sent. */
  async onScan() {
    try {
      const { result } = await wx.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] });
      this.setData({ 'form.invite': result.trim().slice(0, 40), 'errors.invite': '' });
    } catch {
      // The person closed the camera: the code can be typed.
    }
  },
  async onJoin() {
    const code = this.data.form.invite.replace(/\s/g, '');
    const errors = problems({ invite: code === '' ? '请填管理员给您的邀请码' : '' });
    this.setData({ errors });
    if (errors.invite) return;
    const input = { code };
    if (await this.act('join', input, (requestId) => acceptInvite(input, requestId))) this.welcome();
  },
  async onFirstAdmin() {
    const { setup, name, phone } = this.data.form;
    const errors = problems({
      setup: setup.trim() === '' ? '请填安装时得到的初始码' : '',
      name: nameProblem(name),
      phone: phoneProblem(phone),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const input = { code: setup.trim(), name: name.trim(), phone: normalisePhone(phone) };
    if (await this.act('first', input, (requestId) => becomeFirstAdmin(input, requestId))) this.welcome();
  },
  welcome() {
    void wx.showToast({ title: '欢迎加入', icon: 'success' });
    goHome();
  },
});
