/** What was changed in a record, and, for the town, who has looked at the person. */
import type { ChangeView, EditableField, ReadView } from '../../../typings/api/register';
import { appended } from '../../shared/paging';
import type { FieldEvent } from '../../pages/shared/form';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { friendlyTime } from '../../shared/china-time';
import { registerQuery } from '../shared/register';
import { FIELD_LABELS } from '../shared/register-words';

interface ChangeLine {
  field: EditableField;
  label: string;
  before: string;
  after: string;
  sealed: boolean;
}
interface ChangeCard {
  changeId: string;
  title: string;
  by: string;
  why: string;
  lines: ChangeLine[];
}
interface ReadLine {
  key: string;
  who: string;
  note: string;
}

const WHAT = { detail: '看了登记资料', history: '看了改动记录', case: '看了办的事', number: '' };

function changeCard({ changeId, at, by, why, changes }: ChangeView, now: number): ChangeCard {
  return {
    changeId,
    title: friendlyTime(at, now),
    by,
    why,
    lines: changes.map((change) => ({ ...change, label: FIELD_LABELS[change.field] })),
  };
}

function readLine({ at, who, what, number, reason }: ReadView, now: number): ReadLine {
  const seen = what === 'number' ? `看了完整的${number}` : WHAT[what];
  return {
    key: `${at}-${who}`,
    who,
    note: [friendlyTime(at, now), seen, reason].filter(Boolean).join('，'),
  };
}

definePage({
  residentId: '',
  reloadOnShow: false,
  data: {
    tab: 'changes',
    tabs: [
      { key: 'changes', label: '改过什么' },
      { key: 'reads', label: '谁看过' },
    ],
    /** Colleagues of a village do not watch each other. */
    isTown: false,
    changes: [] as ChangeCard[],
    reads: [] as ReadLine[],
    asked: null as { changeId: string; field: EditableField; label: string } | null,
    reason: '',
    shown: '',
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
    this.setData({ isTown: ['townStaff', 'admin'].includes(activeRole()?.role ?? '') });
  },
  async load() {
    const now = Date.now();
    const { residentId } = this;
    if (this.data.tab === 'changes') {
      const { changes } = await registerQuery('changes', { residentId });
      this.setData({ changes: changes.map((one) => changeCard(one, now)) });
      return changes.length === 0 ? 'empty' : 'ready';
    }
    const { items, next } = await registerQuery('reads', { residentId });
    this.setData({ reads: items.map((one) => readLine(one, now)), next });
    return items.length === 0 ? 'empty' : 'ready';
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ tab: event.detail.key, phase: 'loading' });
    void this.reload();
  },
  async onReachBottom() {
    if (this.data.tab !== 'reads') return;
    await this.readMore(async (cursor) => {
      const page = await registerQuery('reads', { residentId: this.residentId, cursor });
      const more = page.items.map((one) => readLine(one, Date.now()));
      return { reads: appended(this.data.reads, more, ({ key }) => key), next: page.next };
    });
  },
  onSealed(event: WechatMiniprogram.CustomEvent) {
    const { change, field } = event.currentTarget.dataset as { change: string; field: EditableField };
    this.setData({
      asked: { changeId: change, field, label: FIELD_LABELS[field] },
      reason: '',
      shown: '',
      errors: {},
    });
  },
  onSealedClose() {
    this.setData({ asked: null, shown: '' });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  async onReveal() {
    const { asked } = this.data;
    const reason = this.data.reason.trim();
    if (!asked) return;
    if (reason.length < 2) {
      this.setData({ errors: { reason: '请写明为什么要看，会记在查看记录里' } });
      return;
    }
    const { changeId, field } = asked;
    const input = { residentId: this.residentId, changeId, field, reason };
    const answer = await this.act('reveal', input, () => registerQuery('revealChange', input));
    if (answer) this.setData({ shown: `改前 ${answer.before}\n改后 ${answer.after}` });
  },
  onHide() {
    this.setData({ asked: null, shown: '' });
  },
});
