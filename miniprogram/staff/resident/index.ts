/** One person of the register, masked, with everything that hangs on them; a full number for a reason; 低保 and 低边. */
import type { GuardianView } from '../../../typings/api/accounts';
import type { MergeView, ResidentDetail } from '../../../typings/api/register';
import type { LowIncomeKind } from '../../../typings/domain';
import type { FieldEvent } from '../../pages/shared/form';
import { problems } from '../../pages/shared/form';
import { groupId, groupPhone } from '../../components/shared/group';
import { endGuardian, guardians } from '../../services/accounts';
import { definePage } from '../../services/page';
import { recordLowIncome, resident, reveal } from '../../services/registry';
import { activeRole } from '../../services/session';
import { dial, go, ROUTES } from '../../services/nav';
import { chinaDate, friendlyDate, friendlyDay, friendlyDays } from '../../shared/china-time';
import { LOW_INCOME_LABELS } from '../../shared/labels';
import { LIMITS } from '../../shared/limits';
import type { LinkSection } from '../shared/links';
import { registerCommand, registerQuery } from '../shared/register';
import {
  BINDING_LABELS,
  lastHelpWords,
  OTHER_REASON,
  REVEAL_REASONS,
  STATUS_LABELS,
} from '../shared/register-words';
import { takeRegisterChange } from '../shared/register-change';
import { linkSections } from './links';
import { periodsAfter } from './low-income';

type Secret = 'idNumber' | 'certificateNumber' | 'phone';
const SECRET_LABELS: Record<Secret, string> = {
  idNumber: '身份证号',
  certificateNumber: '残疾人证号',
  phone: '电话',
};
const SEXES = { female: '女', male: '男' };

function factsOf(person: ResidentDetail) {
  return [
    { label: '村（社区）', value: person.villageName },
    {
      label: '性别年龄',
      value: `${SEXES[person.sex]}，${person.age}岁（${friendlyDay(person.birthDate, Date.now())}出生）`,
    },
    { label: '残疾', value: `${person.categoryLabel}${person.levelLabel}` },
    { label: '残疾人证有效期', value: person.certificateUntil ?? '没有登记' },
    { label: '住址', value: person.address },
    { label: '微信', value: BINDING_LABELS[person.binding] },
    { label: '最近的帮扶', value: lastHelpWords(person.lastServiceAt, Date.now()) },
    ...(person.status === 'active'
      ? []
      : [{ label: '登记状态', value: `${STATUS_LABELS[person.status]} ${person.leftOn ?? ''}`.trim() }]),
  ];
}

interface GuardianCard {
  guardianId: string;
  name: string;
  note: string;
}

function guardianCard({ guardianId, name, relation, phoneMasked, since }: GuardianView): GuardianCard {
  return {
    guardianId,
    name,
    note: `${relation}，${phoneMasked}，${friendlyDate(since, Date.now())}起`,
  };
}

interface SecretRow {
  key: Secret;
  label: string;
  value: string;
  shown: boolean;
}

function maskedSecrets(person: ResidentDetail): SecretRow[] {
  const values: Record<Secret, string> = {
    idNumber: person.idNumberMasked,
    certificateNumber: person.certificateMasked,
    phone: person.phoneMasked,
  };
  const keys = Object.keys(SECRET_LABELS) as Secret[];
  return keys.map((key) => ({ key, label: SECRET_LABELS[key], value: values[key], shown: false }));
}

function periodWords(person: ResidentDetail): string[] {
  return (person.lowIncomePeriods ?? []).map(({ kind, from, to }) =>
    friendlyDays(`${LOW_INCOME_LABELS[kind]}：${from}起${to ? `，到${to}` : ''}`, Date.now()),
  );
}

function mergeLine(
  { mergeId, goneName, at, by, reason, undoUntil }: MergeView,
  now: number,
): { mergeId: string; title: string; note: string } {
  return {
    mergeId,
    title: `合并了${goneName}的另一份登记`,
    note: `${friendlyDate(at, now)}，${by}，${reason}。${friendlyDate(undoUntil, now)}前可以撤销`,
  };
}

definePage({
  residentId: '',
  editedHere: false,
  person: null as ResidentDetail | null,
  reloadOnShow: false,
  data: {
    name: '',
    facts: [] as { label: string; value: string }[],
    secrets: [] as SecretRow[],
    lowIncome: '',
    periods: [] as string[],
    mayRecord: false,
    mayLeave: false,
    mayAssist: false,
    guardians: [] as GuardianCard[],
    /** The guardian who is to act no longer, with the sheet open. */
    ending: null as GuardianCard | null,
    endReason: '',
    /** The number asked for. */
    secret: '' as Secret | '',
    secretLabel: '',
    reasons: [...REVEAL_REASONS, OTHER_REASON],
    otherReason: OTHER_REASON.value,
    reason: '',
    ownReason: '',
    sections: [] as LinkSection[],
    /** Read after the person; what is missing then is said. */
    linksPhase: 'loading' as 'loading' | 'ready' | 'error',
    codeWords: '',
    mayReturn: false,
    /** The record that has everything of this one. */
    mergedInto: '',
    merges: [] as { mergeId: string; title: string; note: string }[],
    undoing: null as { mergeId: string; title: string } | null,
    undoReason: '',
    recording: false,
    kinds: [
      { value: 'dibao', label: '低保' },
      { value: 'dibian', label: '低边' },
      { value: 'none', label: '都不是（已核对）' },
    ],
    kind: '' as LowIncomeKind | 'none' | '',
    from: '',
    to: '',
    today: '',
    note: '',
    noteLimit: LIMITS.noteLength,
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
    const today = chinaDate(Date.now());
    this.setData({ mayRecord: activeRole()?.role !== 'admin', today, from: today });
  },
  async load() {
    const { resident: person } = await resident(this.residentId);
    await this.readGuardians();
    this.person = person;
    this.setData({
      name: person.name,
      facts: factsOf(person),
      secrets: maskedSecrets(person),
      lowIncome: LOW_INCOME_LABELS[person.lowIncome],
      periods: periodWords(person),
      mayLeave: this.data.mayRecord && person.status === 'active',
      mayAssist: activeRole()?.role === 'villageStaff' && person.status === 'active',
      mayReturn: this.data.mayRecord && (person.status === 'moved' || person.status === 'deceased'),
      mergedInto: person.mergedInto ?? '',
    });
    void this.readLinks();
  },
  /** What hangs on the person comes after the person: the page does not wait for it. */
  async readLinks() {
    const now = Date.now();
    try {
      const links = await registerQuery('residentLinks', { residentId: this.residentId });
      this.setData({
        linksPhase: 'ready',
        sections: linkSections(links, now),
        codeWords: links.codeIssuedAt === null ? '还没有' : `${friendlyDate(links.codeIssuedAt, now)}做的`,
        merges: links.merges.filter((one) => this.undoable(one, now)).map((one) => mergeLine(one, now)),
      });
    } catch {
      this.setData({ linksPhase: 'error' });
    }
  },
  undoable({ keptId, undoneAt, undoUntil }: MergeView, now: number): boolean {
    return this.data.mayRecord && keptId === this.residentId && undoneAt === null && now <= undoUntil;
  },
  onLinksAgain() {
    this.setData({ linksPhase: 'loading' });
    void this.readLinks();
  },
  onLink(event: WechatMiniprogram.CustomEvent) {
    const url = String(event.currentTarget.dataset.url);
    if (url !== '') go(url);
  },
  onEdit() {
    go(ROUTES.residentEdit(this.residentId));
  },
  onLog() {
    go(ROUTES.residentLog(this.residentId));
  },
  onCards() {
    go(ROUTES.cards());
  },
  onReturn() {
    go(ROUTES.comingBack(this.residentId));
  },
  onKept() {
    go(ROUTES.resident(this.data.mergedInto));
  },
  onUndo(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    const undoing = this.data.merges.find(({ mergeId }) => mergeId === id) ?? null;
    this.setData({ undoing, undoReason: '', errors: {} });
  },
  onUndoClose() {
    this.setData({ undoing: null });
  },
  onUndoReason(event: FieldEvent) {
    this.setData({ undoReason: event.detail.value, errors: {} });
  },
  async onUndoConfirm() {
    const { undoing } = this.data;
    const reason = this.data.undoReason.trim();
    if (!undoing) return;
    if (reason.length < 2) {
      this.setData({ errors: { undoReason: '请写明为什么撤销' } });
      return;
    }
    const input = { mergeId: undoing.mergeId, reason };
    const done = await this.act('undo', input, (requestId) => registerCommand('undoMerge', input, requestId));
    this.setData({ undoing: null });
    if (!done) return;
    void wx.showToast({ title: '已撤销，又是两份', icon: 'success' });
    await this.reload();
  },
  onJobFile() {
    go(ROUTES.jobFile(this.residentId));
  },
  onAssist() {
    go(ROUTES.assist(this.residentId));
  },
  onLeaving() {
    go(ROUTES.leaving(this.residentId));
  },
  /** Administrators manage accounts; who acts for whom is the village's and the town's business. */
  async readGuardians() {
    if (!this.data.mayRecord) return;
    const answer = await guardians({ residentId: this.residentId });
    this.setData({ guardians: answer.guardians.map(guardianCard) });
  },
  onEnd(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    const ending = this.data.guardians.find(({ guardianId }) => guardianId === id) ?? null;
    this.setData({ ending, endReason: '', errors: {} });
  },
  onEndClose() {
    this.setData({ ending: null });
  },
  onEndReason(event: FieldEvent) {
    this.setData({ endReason: event.detail.value, errors: {} });
  },
  async onEndConfirm() {
    const { ending } = this.data;
    const reason = this.data.endReason.trim();
    if (!ending) return;
    if (reason === '') {
      this.setData({ errors: { endReason: '请写明原因，会留在记录里' } });
      return;
    }
    const input = { residentId: this.residentId, guardianId: ending.guardianId, reason };
    const done = await this.act('end', input, (requestId) => endGuardian(input, false, requestId));
    this.setData({ ending: null });
    if (!done) return;
    void wx.showToast({ title: '已终止代办', icon: 'success' });
    await this.readGuardians();
  },
  /** Full numbers do not stay on the screen of a phone that is put away. */
  onHide() {
    if (this.person) this.setData({ secrets: maskedSecrets(this.person) });
    // Coming back from an edit or a merge, the person is read anew; other pages change nothing here.
    this.editedHere = true;
  },
  onShow() {
    if (this.editedHere && takeRegisterChange()) void this.reload();
    this.editedHere = false;
  },

  onSecret(event: WechatMiniprogram.CustomEvent) {
    const key = event.currentTarget.dataset.key as Secret;
    const shown = this.data.secrets.find((each) => each.key === key && each.shown);
    if (shown && key === 'phone') {
      void dial(shown.value.replace(/\s/g, ''));
      return;
    }
    if (!shown)
      this.setData({ secret: key, secretLabel: SECRET_LABELS[key], reason: '', ownReason: '', errors: {} });
  },
  onOwnReason(event: FieldEvent) {
    this.setData({ ownReason: event.detail.value, errors: {} });
  },
  onSecretClose() {
    this.setData({ secret: '' });
  },
  onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  async onReveal() {
    const { secret } = this.data;
    const other = this.data.reason === OTHER_REASON.value;
    const reason = other ? this.data.ownReason.trim() : this.data.reason;
    if (secret === '') return;
    if (reason.length < 2) {
      const words = other ? '请写明为什么要看' : '请选一个原因，会记在查看记录里';
      this.setData({ errors: { [other ? 'ownReason' : 'reason']: words } });
      return;
    }
    const input = { residentId: this.residentId, field: secret, reason };
    const answer = await this.act('reveal', input, () => reveal(input));
    this.setData({ secret: '' });
    if (!answer) return;
    const value = secret === 'phone' ? groupPhone(answer.value) : groupId(answer.value);
    this.setData({
      secrets: this.data.secrets.map((each) =>
        each.key === secret ? { ...each, value, shown: true } : each,
      ),
    });
  },

  onRecord() {
    this.setData({ recording: true, kind: '', to: '', note: '', errors: {} });
  },
  onRecordClose() {
    this.setData({ recording: false });
  },
  onKind(event: WechatMiniprogram.CustomEvent<{ value: LowIncomeKind | 'none' }>) {
    this.setData({ kind: event.detail.value, 'errors.kind': '' });
  },
  onFrom(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ from: event.detail.value });
  },
  onTo(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ to: event.detail.value, 'errors.to': '' });
  },
  onNoEnd() {
    this.setData({ to: '', 'errors.to': '' });
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
  },
  async onSaveRecord() {
    const { kind, from, to } = this.data;
    const note = this.data.note.trim();
    const errors = problems({
      kind: kind === '' ? '请选一项' : '',
      to: kind !== 'none' && to !== '' && to < from ? '结束日期不能早于开始日期' : '',
      note: note === '' ? '请写明依据，例如看了哪一份证明' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0 || kind === '') return;
    const periods = periodsAfter(this.person?.lowIncomePeriods ?? null, kind, from, to === '' ? null : to);
    const input = { residentId: this.residentId, periods, note };
    const done = await this.act('record', input, (requestId) => recordLowIncome(input, requestId));
    this.setData({ recording: false });
    if (!done) return;
    void wx.showToast({ title: '已登记', icon: 'success' });
    await this.reload();
  },
});
