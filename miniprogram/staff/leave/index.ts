/** From when to when an officer is away, and who stands in. Administrators open it for anybody. */
import type { LeaveView } from '../../../typings/api/accounts';
import type { ChoiceOption } from '../../components/types';
import { problems, showFirstProblem } from '../../pages/shared/form';
import { endLeave, leave, setLeave } from '../../services/accounts';
import { definePage } from '../../services/page';
import { chinaDate, friendlyDay } from '../../shared/china-time';

definePage({
  /** Set by administrators only. */
  staffId: undefined as string | undefined,
  data: {
    name: '',
    own: true,
    current: null as { days: string; substitute: string; running: boolean } | null,
    standIns: [] as { name: string; days: string }[],
    colleagues: [] as ChoiceOption[],
    editing: false,
    today: '',
    from: '',
    to: '',
    substituteId: '',
    ending: false,
  },

  onLoad(query) {
    this.staffId = query.staffId;
    this.setData({ own: query.staffId === undefined, today: chinaDate(Date.now()) });
  },
  target() {
    return this.staffId === undefined ? {} : { staffId: this.staffId };
  },
  async load() {
    this.show(await leave(this.target()));
  },
  show({ name, leave: away, standIns, colleagues }: LeaveView) {
    const now = Date.now();
    const days = ({ from, to }: { from: string; to: string }): string =>
      from === to ? friendlyDay(from, now) : `${friendlyDay(from, now)}到${friendlyDay(to, now)}`;
    const { today, editing } = this.data;
    this.setData({
      name,
      current: away && { days: days(away), substitute: away.substituteName, running: away.from <= today },
      standIns: standIns.map((one) => ({ name: one.name, days: days(one) })),
      colleagues: colleagues.map(({ staffId, name: label, duty }) => ({ value: staffId, label, note: duty })),
      // A form that is being filled in is not overwritten by a refresh.
      ...(editing
        ? {}
        : {
            from: away?.from ?? today,
            to: away?.to ?? today,
            substituteId:
              away?.substituteId ?? (colleagues.length === 1 ? (colleagues[0]?.staffId ?? '') : ''),
          }),
    });
  },
  onEdit() {
    this.setData({ editing: true, errors: {} });
  },
  onEditEnd() {
    this.setData({ editing: false });
    void this.reload();
  },
  onFrom(event: WechatMiniprogram.PickerChange) {
    const from = String(event.detail.value);
    this.setData({ from, ...(this.data.to < from ? { to: from } : {}), errors: {} });
  },
  onTo(event: WechatMiniprogram.PickerChange) {
    this.setData({ to: String(event.detail.value), errors: {} });
  },
  onSubstitute(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ substituteId: event.detail.value, errors: {} });
  },
  async onSave() {
    const { from, to, substituteId } = this.data;
    const errors = problems({ substituteId: substituteId === '' ? '请选择谁代班' : '' });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const input = { ...this.target(), from, to, substituteId };
    const answer = await this.act('save', input, (requestId) => setLeave(input, requestId));
    if (!answer) return;
    this.setData({ editing: false });
    await this.reload();
    this.say('已经登记好了', `${answer.substituteName}会收到通知。到时候自动开始，到期自动结束。`);
  },
  onEnd() {
    this.setData({ ending: true });
  },
  onEndCancel() {
    this.setData({ ending: false });
  },
  async onEndConfirm() {
    const input = this.target();
    const answer = await this.act('end', input, (requestId) => endLeave(input, requestId));
    this.setData({ ending: false });
    if (answer) await this.reload();
  },
});
