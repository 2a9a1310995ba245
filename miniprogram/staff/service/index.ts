/** One service as staff judge it: accepted, with fewer minutes, or rejected with the reason. */
import type { ServiceView } from '../../../typings/api/pairing';
import type { FieldEvent } from '../../pages/shared/form';
import { problems } from '../../pages/shared/form';
import { SERVICE_DATA, serviceHandlers } from '../../pages/shared/service-page';
import { back, replace, ROUTES } from '../../services/nav';
import { decideService } from '../../services/pairing';
import { definePage } from '../../services/page';
import { LIMITS } from '../../shared/limits';
import { leaveOrder, nextAfter } from '../shared/order';

/** A number of minutes as typed, null when it is none or more than there are. */
function minutesOf(typed: string, most: number): number | null {
  const text = typed.trim();
  return /^\d{1,4}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

definePage({
  ...serviceHandlers('staff'),
  data: {
    ...SERVICE_DATA,
    form: '' as '' | 'accept' | 'reject',
    /** The sheet keeps its words while it closes. */
    accepting: true,
    most: 0,
    minutes: '',
    note: '',
    noteLimit: LIMITS.noteLength,
    /** Decided just now; `following` is what followed in the list. */
    decided: false,
    following: '',
  },

  onLoad(query) {
    this.serviceId = query.serviceId ?? '';
  },
  onFound({ minutes }: ServiceView) {
    this.setData({ most: minutes });
  },
  onAccept() {
    const minutes = String(this.data.most);
    this.setData({ form: 'accept', accepting: true, minutes, note: '', errors: {} });
  },
  onReject() {
    this.setData({ form: 'reject', accepting: false, note: '', errors: {} });
  },
  onNext() {
    if (this.data.following) replace(ROUTES.staffService(this.data.following));
  },
  onList() {
    back();
  },
  onClose() {
    this.setData({ form: '' });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [name]: value, [`errors.${name}`]: '' });
  },
  async onDecide() {
    const { accepting, most, note } = this.data;
    const minutes = minutesOf(this.data.minutes, most);
    const lowered = accepting && minutes !== null && minutes < most;
    const errors = problems({
      minutes: accepting && minutes === null ? `请填0到${most}之间的分钟数，只能改少` : '',
      note:
        note.trim() !== '' ? '' : !accepting ? '请写明原因，志愿者会看到' : lowered ? '请写明为什么改少' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    const input = {
      serviceId: this.serviceId,
      accept: accepting,
      ...(lowered ? { minutes: minutes } : {}),
      note: note.trim(),
    };
    const done = await this.act('decide', input, (requestId) => decideService(input, requestId));
    if (!done) {
      // What is wrong with a field is said beside it; anything else has been said in a dialog over the page.
      if (Object.keys(this.data.errors).length === 0) this.setData({ form: '' });
      return;
    }
    this.setData({ form: '', decided: true, following: nextAfter(this.serviceId) ?? '' });
    leaveOrder(this.serviceId);
    void wx.showToast({ title: accepting ? '核对通过' : '已记为不算', icon: 'success' });
    await this.reload();
  },
});
