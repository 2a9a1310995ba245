/** Which queues of applications wait for whom: the village looks and carries out, the town decides. */
import type { CaseKind, CaseTab } from '../../typings/domain';

/** Queues in which something is to be done by staff. */
export type WorkTab = Exclude<CaseTab, 'waiting' | 'done'>;

export const WORK_TABS: readonly WorkTab[] = ['toCheck', 'toApprove', 'toCarryOut'];

const VILLAGE: Record<CaseKind, readonly WorkTab[]> = {
  device: ['toCheck', 'toCarryOut'],
  repair: ['toCheck', 'toCarryOut'],
  employment: ['toCheck', 'toCarryOut'],
  renovation: ['toCheck', 'toCarryOut'],
  wish: ['toCheck'],
};

const TOWN: Record<CaseKind, readonly WorkTab[]> = {
  device: ['toApprove'],
  repair: [],
  // Places of work are looked for by the village and the town together.
  employment: ['toCarryOut'],
  renovation: ['toApprove'],
  wish: [],
};

/** The queues of a kind that wait for this role, in the order of the usual way. Same as the tables of steps say (tested). */
export function queuesOf(role: 'villageStaff' | 'townStaff', kind: CaseKind): readonly WorkTab[] {
  return role === 'villageStaff' ? VILLAGE[kind] : TOWN[kind];
}

/** The key of a queue among everything that waits: 'device-toCheck'. */
export function workKey(kind: CaseKind, tab: WorkTab): string {
  return `${kind}-${tab}`;
}
