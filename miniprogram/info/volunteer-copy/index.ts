/** A copy of everything that is kept about the volunteer: opened when asked for, put away when the page is left. */
import { exportVolunteerData } from '../../services/accounts';
import { definePage } from '../../services/page';
import { canShareFile, shareCopy } from '../my-data/copy-file';

definePage({
  reloadOnShow: false,
  data: {
    copyTitle: '',
    copy: '',
    canShare: canShareFile(),
  },

  onHide() {
    this.onClose();
  },
  async onOpen() {
    const copy = await this.act('export', {}, () => exportVolunteerData());
    if (copy) this.setData({ copyTitle: copy.title, copy: copy.text });
  },
  onClose() {
    this.setData({ copy: '', copyTitle: '' });
  },
  async onCopyText() {
    try {
      await wx.setClipboardData({ data: this.data.copy });
    } catch {
      this.say('没有复制成', '请在设置里允许微信使用剪贴板，再试一次。');
    }
  },
  async onCopyFile() {
    const { copyTitle, copy } = this.data;
    try {
      await shareCopy(copyTitle, copy);
    } catch {
      this.say('没有存成文件', '手机空间可能满了。请清理后再试，或用“复制”。');
    }
  },
});
