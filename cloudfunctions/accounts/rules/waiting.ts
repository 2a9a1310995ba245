/** The figures of villages as what waits: applications by kind and queue. */
import type { StaffHome } from '../../../typings/api/accounts';
import type { CaseKind, CaseState } from '../../../typings/domain';
import { CASE_KINDS, tabOf } from '../../../miniprogram/shared/case-states';
import { WORK_TABS } from '../../../miniprogram/shared/waiting';
import type { CounterDoc } from '../../core/collections';

type Cases = StaffHome['waiting']['cases'];

function countTabs(kind: CaseKind, byState: Partial<Record<CaseState, number>>): Cases[CaseKind] {
  const counts = { toCheck: 0, toApprove: 0, toCarryOut: 0 };
  for (const [state, n] of Object.entries(byState)) {
    const tab = tabOf(kind, state as CaseState);
    const work = WORK_TABS.find((one) => one === tab);
    if (work) counts[work] += n;
  }
  return counts;
}

/** Applications that staff have to look at, of all villages given together. */
export function waitingCases(counters: readonly Pick<CounterDoc, 'cases'>[]): Cases {
  const all = Object.fromEntries(
    CASE_KINDS.map((kind) => {
      const total: Partial<Record<CaseState, number>> = {};
      for (const { cases } of counters) {
        for (const [state, n] of Object.entries(cases[kind])) {
          total[state as CaseState] = (total[state as CaseState] ?? 0) + n;
        }
      }
      return [kind, countTabs(kind, total)];
    }),
  );
  return all as Cases;
}

/** A figure of several villages together. */
export function sum(counters: readonly CounterDoc[], figure: (one: CounterDoc) => number): number {
  return counters.reduce((total, one) => total + figure(one), 0);
}

/** Donations that wait for this role: directed ones and parts to hand out for the village, undirected ones for the town. */
export function waitingDonations(
  role: StaffHome['role'],
  { directed, undirected, toAllot, toHandOut }: CounterDoc['donations'],
): number {
  if (role === 'townStaff') return (undirected.promised ?? 0) + (undirected.accepted ?? 0) + toAllot;
  if (role === 'admin') return 0;
  const { promised = 0, accepted = 0, received = 0, partlyDelivered = 0 } = directed;
  return promised + accepted + received + partlyDelivered + toHandOut;
}
