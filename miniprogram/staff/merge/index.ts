/** Two records that may be one person, fact by fact; which one stays, what moves, and then merged. */
import type { MergePreview, ResidentDetail } from '../../../typings/api/register';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { replace, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDay } from '../../shared/china-time';
import { LOW_INCOME_LABELS } from '../../shared/labels';
import { registerCommand, registerQuery } from '../shared/register';
import { noteRegisterChange } from '../shared/register-change';
import { BINDING_LABELS, lastHelpWords, MOVED_LABELS } from '../shared/register-words';

interface Line {
  label: string;
  kept: string;
  gone: string;
  same: boolean;
}

const SEXES = { female: '女', male: '男' };

const FACTS: readonly [string, (person: ResidentDetail) => string][] = [
  ['姓名', ({ name }) => name],
  ['身份证号', ({ idNumberMasked }) => idNumberMasked],
  ['残疾人证号', ({ certificateMasked }) => certificateMasked],
  ['出生', ({ birthDate, sex }) => `${friendlyDay(birthDate, Date.now())} ${SEXES[sex]}`],
  ['残疾', ({ categoryLabel, levelLabel }) => categoryLabel + levelLabel],
  ['电话', ({ phoneMasked }) => phoneMasked],
  ['住址', ({ address }) => address],
  ['村（社区）', ({ villageName }) => villageName],
  ['低保低边', ({ lowIncome }) => LOW_INCOME_LABELS[lowIncome]],
  ['微信', ({ binding }) => BINDING_LABELS[binding]],
  ['帮扶', ({ lastServiceAt }) => lastHelpWords(lastServiceAt, Date.now())],
];

/** The two records fact by fact; what differs is said in words, not by a colour only. */
export function compared({ kept, gone }: MergePreview): Line[] {
  return FACTS.map(([label, of]) => {
    const [a, b] = [of(kept), of(gone)];
    return { label, kept: a, gone: b, same: a === b };
  });
}

definePage({
  a: '',
  b: '',
  reloadOnShow: false,
  data: {
    keep: 'a',
    choices: [
      { value: 'a', label: '留第一份' },
      { value: 'b', label: '留第二份' },
    ],
    lines: [] as Line[],
    differences: 0,
    moves: [] as string[],
    obstacles: [] as string[],
    reason: '',
    confirming: false,
  },

  onLoad(query) {
    this.a = query.a ?? '';
    this.b = query.b ?? '';
  },
  sides(): { keepId: string; goneId: string } {
    return this.data.keep === 'a' ? { keepId: this.a, goneId: this.b } : { keepId: this.b, goneId: this.a };
  },
  async load() {
    const preview = await registerQuery('mergePreview', this.sides());
    // The first stays the first, whichever is kept.
    const turned = this.data.keep === 'a' ? preview : { ...preview, kept: preview.gone, gone: preview.kept };
    const lines = compared(turned);
    this.setData({
      lines,
      differences: lines.filter(({ same }) => !same).length,
      moves: preview.moves.map(({ what, n }) => `${n}${MOVED_LABELS[what]}`),
      obstacles: preview.obstacles,
    });
  },
  onKeep(event: FieldEvent) {
    if (event.detail.value === this.data.keep) return;
    this.setData({ keep: event.detail.value });
    void this.reload();
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, 'errors.reason': '' });
  },
  onSubmit() {
    const errors = problems({
      reason: this.data.reason.trim().length < 2 ? '请写明为什么是同一个人' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) showFirstProblem();
    else this.setData({ confirming: true });
  },
  onCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    const input = { ...this.sides(), reason: this.data.reason.trim() };
    const done = await this.act('merge', input, (requestId) =>
      registerCommand('mergeResidents', input, requestId),
    );
    this.setData({ confirming: false });
    if (!done) return;
    noteRegisterChange();
    void wx.showToast({ title: '合并好了', icon: 'success' });
    replace(ROUTES.resident(input.keepId));
  },
});
