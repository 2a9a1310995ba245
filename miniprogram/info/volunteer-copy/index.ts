/** A copy of everything that is kept about the volunteer: opened when asked for, put away when the page is left. */
import { exportVolunteerData } from '../../services/accounts';
import { definePage } from '../../services/page';
import { canShareFile, copyHandlers } from '../my-data/copy-file';

definePage({
  ...copyHandlers,
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
});
