/** The kinds of applications and their queues as an officer chooses them. */
import type { StaffHome } from '../../../typings/api/accounts';
import type { CaseKind, CaseTab } from '../../../typings/domain';
import type { ChoiceOption, TabItem } from '../../components/types';
import { CASE_KIND_LABELS, CASE_KINDS, TAB_LABELS } from '../../shared/case-states';

export const isCaseKind = (text: string | undefined): text is CaseKind =>
  CASE_KINDS.some((kind) => kind === text);

/** The tabs of a kind, with the numbers once they are known. */
export function tabsOf(kind: CaseKind, counts?: Partial<Record<CaseTab, number>>): TabItem[] {
  return (Object.entries(TAB_LABELS[kind]) as [CaseTab, string][]).map(([key, label]) => ({
    key,
    label,
    ...(counts ? { count: counts[key] ?? 0 } : {}),
  }));
}

/** Where an officer begins: the town approves where there is something to approve, and helps to find work. */
export function firstTab(kind: CaseKind, isTown: boolean): CaseTab {
  if (!isTown) return 'toCheck';
  if (TAB_LABELS[kind].toApprove !== undefined) return 'toApprove';
  return kind === 'employment' ? 'toCarryOut' : 'toCheck';
}

/** The tab asked for if the kind has it. */
export function tabOr(kind: CaseKind, tab: string | undefined, isTown: boolean): CaseTab {
  const found = tabsOf(kind).find(({ key }) => key === tab);
  return found ? (found.key as CaseTab) : firstTab(kind, isTown);
}

const ICONS: Record<CaseKind, string> = {
  device: 'wheelchair',
  repair: 'tool',
  employment: 'job',
  renovation: 'renovation',
  wish: 'wish',
};

/** The kinds as big choices; with what waits where it is known. */
export function kindOptions(waiting: StaffHome['waiting']['cases'] | null): ChoiceOption[] {
  return CASE_KINDS.map((kind) => {
    const option = { value: kind, label: CASE_KIND_LABELS[kind], icon: ICONS[kind] };
    if (!waiting) return option;
    const parts = tabsOf(kind).flatMap(({ key, label }) => {
      const number = key === 'waiting' || key === 'done' ? 0 : (waiting[kind][key as 'toCheck'] ?? 0);
      return number === 0 ? [] : [`${label}${number}件`];
    });
    return { ...option, note: parts.length === 0 ? '没有要办的' : parts.join('，') };
  });
}
