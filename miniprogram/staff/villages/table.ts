/** What waits and what is overdue, village by village, as the town reads it. */
import type { VillageFigures, VillageWork } from '../../../typings/api/accounts';
import type { CaseKind } from '../../../typings/domain';
import { ROUTES } from '../../services/nav';
import { CASE_KIND_LABELS, CASE_KINDS } from '../../shared/case-states';
import { WORK_TABS } from '../../shared/waiting';

export interface Cell {
  key: CaseKind;
  label: string;
  waiting: number;
  overdue: number;
  url: string;
  spoken: string;
}

export interface VillageRow {
  villageId: string;
  name: string;
  waiting: number;
  overdue: number;
  summary: string;
  cells: Cell[];
}

const sumOf = ({ toCheck, toApprove, toCarryOut }: VillageWork): number => toCheck + toApprove + toCarryOut;

function cellOf(village: VillageFigures, kind: CaseKind): Cell {
  const work = village.cases[kind];
  const waiting = sumOf(work);
  // Opens where something lies; a kind without work at its first step.
  const tab = WORK_TABS.find((one) => work[one] > 0) ?? 'toCheck';
  const label = CASE_KIND_LABELS[kind];
  const late = work.overdue > 0 ? `，超时${work.overdue}件` : '';
  return {
    key: kind,
    label,
    waiting,
    overdue: work.overdue,
    url: ROUTES.queue(kind, tab, village.villageId),
    spoken: `${village.name}${label}：要办${waiting}件${late}`,
  };
}

/** Villages with their kinds; where most is overdue comes first, then where most waits. */
export function tableOf(villages: readonly VillageFigures[]): VillageRow[] {
  return villages
    .map((village): VillageRow => {
      const cells = CASE_KINDS.map((kind) => cellOf(village, kind));
      const waiting = cells.reduce((total, cell) => total + cell.waiting, 0);
      const overdue = cells.reduce((total, cell) => total + cell.overdue, 0);
      return {
        villageId: village.villageId,
        name: village.name,
        waiting,
        overdue,
        summary: waiting === 0 ? '没有要办的' : `要办${waiting}件`,
        cells: cells.filter((cell) => cell.waiting > 0 || cell.overdue > 0),
      };
    })
    .sort((a, b) => b.overdue - a.overdue || b.waiting - a.waiting);
}

/** The town's own sums, kind by kind, for the head of the page. */
export function sumsOf(
  villages: readonly VillageFigures[],
): { key: CaseKind; label: string; text: string }[] {
  return CASE_KINDS.map((kind) => {
    const waiting = villages.reduce((total, { cases }) => total + sumOf(cases[kind]), 0);
    const overdue = villages.reduce((total, { cases }) => total + cases[kind].overdue, 0);
    return {
      key: kind,
      label: CASE_KIND_LABELS[kind],
      text: `要办${waiting}件${overdue > 0 ? `，超时${overdue}件` : ''}`,
    };
  });
}
