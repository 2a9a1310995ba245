/** When two records of the register can become one, and how long that can be taken back. */
import type { CaseKind, Millis } from '../../../typings/domain';
import { CASE_KIND_LABELS } from '../../../miniprogram/shared/case-states';

/** Days within which a merge can be undone: as long as people remember why. */
const UNDO_DAYS = 30;
/** Records of one person that a single transaction can carry over within its 30 seconds. */
export const MOST_MOVED = 400;

export const undoUntil = (at: Millis): Millis => at + UNDO_DAYS * 86_400_000;

/** What of a record decides whether it can be merged. */
export interface MergeSide {
  status: 'active' | 'moved' | 'deceased' | 'merged';
  villageId: string;
  binding: { openid: string } | null;
  pairings: readonly { volunteerId: string; volunteerName: string }[];
  openCases: readonly { kind: CaseKind; title: string; itemIds: readonly string[] }[];
}

/** Whether two open cases may not be open together: the same device, or two of a kind of which one has one at a time. */
function clash(a: MergeSide['openCases'][number], b: MergeSide['openCases'][number]): boolean {
  if (a.kind !== b.kind) return false;
  return a.itemIds.length === 0 || a.itemIds.some((itemId) => b.itemIds.includes(itemId));
}

/** Why the two cannot be merged now, each with what to do first; empty when they can. */
export function mergeObstacles(kept: MergeSide, gone: MergeSide): string[] {
  const shared = gone.pairings.filter(({ volunteerId }) =>
    kept.pairings.some((one) => one.volunteerId === volunteerId),
  );
  const clashing = gone.openCases.filter((one) => kept.openCases.some((other) => clash(other, one)));
  return [
    ...([kept, gone].every(({ status }) => status === 'active')
      ? []
      : ['两份登记都要是在册的，请先给迁出、去世的那份办迁回']),
    ...(kept.villageId === gone.villageId ? [] : ['两份登记在不同的村，请先把一份迁到同一个村']),
    ...(kept.binding && gone.binding ? ['两份登记各绑定了一个微信，请本人先在不用的那个微信里解除绑定'] : []),
    ...shared.map(({ volunteerName }) => `两份登记都和志愿者${volunteerName}结对，请先结束其中一个`),
    ...clashing.map(
      ({ kind, title }) => `两份登记都有正在办的${CASE_KIND_LABELS[kind]}（${title}），请先办完或撤回一件`,
    ),
  ];
}
