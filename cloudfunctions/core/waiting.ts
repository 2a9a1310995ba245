/** What waits for staff, as the figures of a village say it: one number for each thing that is to be done. */
import { CASE_KINDS, tabOf } from '../../miniprogram/shared/case-states';
import { queuesOf, WORK_TABS, workKey, type WorkTab } from '../../miniprogram/shared/waiting';
import type { ActingAs, CalendarDate, CaseKind, CaseState, CaseTab } from '../../typings/domain';
import type { Figures } from './caller';
import type { CounterDoc } from './collections';
import type { Reader } from './database';
import type { OfficerRole } from './documents/casework';
import type { Actor } from './identity';
import { dueBefore } from './pure/due-days';

/**
 * Figures of one village, or of every place of the town (one document for each). Those that came along with the caller are taken when
 * they are of the role that was granted: a home page is shown in another one when the role asked for has ended.
 */
export async function figuresOf(
  {
    actor,
    as,
    office,
    reader,
  }: { actor: Pick<Actor, 'role'>; as: ActingAs | undefined; office: Figures[] | null; reader: Reader },
  villageId: string | undefined,
): Promise<Figures[]> {
  if (office !== null && actor.role === as?.role)
    return villageId === undefined ? office : office.filter(({ _id }) => _id === villageId);
  return reader.find('counters', { where: villageId === undefined ? {} : { _id: villageId }, limit: 1000 });
}

/** A figure of several villages together. */
export function sum<T>(counters: readonly T[], figure: (one: T) => number): number {
  return counters.reduce((total, one) => total + figure(one), 0);
}

/** Applications of a kind by the queue in which they lie. */
export function casesByTab({ cases }: Pick<CounterDoc, 'cases'>, kind: CaseKind): Record<CaseTab, number> {
  const counts = { toCheck: 0, toApprove: 0, toCarryOut: 0, waiting: 0, done: 0 };
  for (const [state, n] of Object.entries(cases[kind])) counts[tabOf(kind, state as CaseState)] += n;
  return counts;
}

/** Applications that staff have to look at, of all villages given together. */
export function waitingCases(
  counters: readonly Pick<CounterDoc, 'cases'>[],
): Record<CaseKind, Record<WorkTab, number>> {
  return Object.fromEntries(
    CASE_KINDS.map((kind) => {
      const total = { toCheck: 0, toApprove: 0, toCarryOut: 0 };
      for (const one of counters) {
        const tabs = casesByTab(one, kind);
        for (const tab of WORK_TABS) total[tab] += tabs[tab];
      }
      return [kind, total];
    }),
  ) as Record<CaseKind, Record<WorkTab, number>>;
}

/** Donations that wait for this role: directed ones and parts to hand out for the village, undirected ones for the town. */
export function waitingDonations(
  role: OfficerRole,
  { directed, undirected, toAllot, toHandOut }: CounterDoc['donations'],
): number {
  if (role === 'townStaff') return (undirected.promised ?? 0) + (undirected.accepted ?? 0) + toAllot;
  const { promised = 0, accepted = 0, received = 0, partlyDelivered = 0 } = directed;
  return promised + accepted + received + partlyDelivered + toHandOut;
}

/** Everything of one village that waits for somebody of the staff, each by its key. */
export function workFigures(one: Figures): Record<string, number> {
  const figures: Record<string, number> = {
    verifications: one.openVerifications,
    emergencies: one.openEmergencies,
    services: (one.services.toCheck ?? 0) + (one.services.disputed ?? 0),
    pairings: one.pairingsAsked,
    intentions: one.intentions,
    stories: one.stories,
    donations: waitingDonations('villageStaff', one.donations),
    townDonations: waitingDonations('townStaff', one.donations),
  };
  for (const kind of CASE_KINDS) {
    const tabs = casesByTab(one, kind);
    for (const tab of WORK_TABS) figures[workKey(kind, tab)] = tabs[tab];
  }
  return figures;
}

/** Applications of a kind that are past their promise today, in the given queues. */
export function overdueCases(
  { due, dueMoves }: Pick<CounterDoc, 'due' | 'dueMoves'>,
  kind: CaseKind,
  tabs: readonly CaseTab[],
  on: CalendarDate,
): number {
  return tabs.reduce(
    (total, tab) => total + dueBefore(due?.[kind]?.[tab] ?? '', dueMoves?.[kind]?.[tab] ?? [], on),
    0,
  );
}

/** Overdue applications that this role has to move on. */
export function overdueFor(
  counters: readonly Figures[],
  role: OfficerRole,
  on: CalendarDate,
): Record<CaseKind, number> {
  return Object.fromEntries(
    CASE_KINDS.map((kind) => [
      kind,
      sum(counters, (one) => overdueCases(one, kind, queuesOf(role, kind), on)),
    ]),
  ) as Record<CaseKind, number>;
}
