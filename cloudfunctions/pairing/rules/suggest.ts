/** In which order residents are suggested for an intention, and why: need, distance, load. */
import type { CaseKind, ServiceKind } from '../../../typings/domain';
import { CASE_KIND_LABELS } from '../../../miniprogram/shared/case-states';

/** How far two villages are from each other, as staff think of it. */
export type Distance = 0 | 1 | 2;

/** Which open application tells that a kind of help is needed now. */
const NEEDS: Partial<Record<ServiceKind, readonly CaseKind[]>> = {
  visit: ['wish'],
  shopping: ['wish'],
  errand: ['device', 'wish'],
  escort: ['device'],
  repair: ['repair', 'renovation'],
  housework: ['renovation'],
  study: ['employment'],
};

const DISTANCE_WORDS: Record<Distance, string> = { 0: '同村', 1: '邻村', 2: '远一些' };

export interface Candidate {
  residentId: string;
  villageId: string;
  /** Volunteers paired or asked for. */
  pairings: number;
  openKinds: readonly CaseKind[];
}

export interface Ranked<C extends Candidate> {
  candidate: C;
  reasons: string[];
}

/**
 * 0: the same village; 1: neighbours by the parameter `villageNeighbours`, or, while it does not name them, next to each other
 * in the order of the list of villages; 2: any other.
 */
export function villageDistance(
  from: string,
  to: string,
  { neighbours, order }: { neighbours: Record<string, readonly string[]>; order: readonly string[] },
): Distance {
  if (from === to) return 0;
  const named = neighbours[from] ?? neighbours[to];
  if (named) return neighbours[from]?.includes(to) || neighbours[to]?.includes(from) ? 1 : 2;
  return Math.abs(order.indexOf(from) - order.indexOf(to)) === 1 ? 1 : 2;
}

/** Those whose open application fits the kinds first, then the nearest, then those with the fewest volunteers. */
export function rankCandidates<C extends Candidate>(
  candidates: readonly C[],
  kinds: readonly ServiceKind[],
  distanceTo: (villageId: string) => Distance,
): Ranked<C>[] {
  const wanted = new Set(kinds.flatMap((kind) => NEEDS[kind] ?? []));
  return candidates
    .map((candidate) => {
      const needs = [...new Set(candidate.openKinds)].filter((kind) => wanted.has(kind));
      return { candidate, needs, distance: distanceTo(candidate.villageId) };
    })
    .sort(
      (a, b) =>
        Number(b.needs.length > 0) - Number(a.needs.length > 0) ||
        a.distance - b.distance ||
        a.candidate.pairings - b.candidate.pairings ||
        (a.candidate.residentId < b.candidate.residentId ? -1 : 1),
    )
    .map(({ candidate, needs, distance }) => ({
      candidate,
      reasons: [
        candidate.pairings === 0 ? '还没有志愿者' : `已有${candidate.pairings}位志愿者`,
        DISTANCE_WORDS[distance],
        ...needs.map((kind) => `正在申请${CASE_KIND_LABELS[kind]}`),
      ],
    }));
}
