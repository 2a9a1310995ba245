/** What was just done on the page of a step, told by the case page below it, which offers the next case. */
import { replace, ROUTES } from '../../services/nav';

export interface Done {
  title: string;
  text: string;
}

let told: { applicationId: string; done: Done } | null = null;

/** Leaves the page of a step for its case, which tells what was done. */
export function leaveDone(applicationId: string, done: Done): void {
  told = { applicationId, done };
  if (getCurrentPages().length > 1) void wx.navigateBack();
  else replace(ROUTES.case(applicationId));
}

/** What was done on the case, once. */
export function takeDone(applicationId: string): Done | null {
  if (told?.applicationId !== applicationId) return null;
  const { done } = told;
  told = null;
  return done;
}
