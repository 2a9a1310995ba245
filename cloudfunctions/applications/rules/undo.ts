/** Which steps their officer may take back, and for how long. */
import type { CaseAction, CaseKind, Millis } from '../../../typings/domain';

/** Minutes in which a step can be taken back. */
export const UNDO_MS: Millis = 5 * 60 * 1000;

/**
 * Steps after which nothing has left the office yet: nobody was given or sent anything, no amount was decided, no volunteer
 * sees it, and what the applicant would be told waits until these minutes have passed. Every other step stands.
 */
const UNDOABLE: Record<CaseKind, readonly CaseAction[]> = {
  device: ['check'],
  repair: ['take'],
  employment: ['check', 'followUp'],
  renovation: [],
  wish: [],
};

export function isUndoable(kind: CaseKind, action: CaseAction): boolean {
  return UNDOABLE[kind].includes(action);
}
