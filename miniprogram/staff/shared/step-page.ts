/** What the pages of single steps share: whose case it is, and whether the step can be taken now. */
import type { ApplicationView } from '../../../typings/api/applications';
import type { CaseAction } from '../../../typings/domain';
import { caseTitle } from '../../pages/shared/case-view';
import { caseActionLabel, caseWords } from '../../shared/case-states';

export interface StepHead {
  /** '王小明 坡道改造'. */
  title: string;
  /** Why the step cannot be taken now, '' when it can. */
  refusal: string;
}

/** Whose case it is, and what stands in the way of the step. */
export function stepHead(view: ApplicationView, action: CaseAction): StepHead {
  const title = `${view.staff?.residentName ?? ''} ${caseTitle(view)}`;
  const { label } = caseWords(view.kind, view.state);
  const step = caseActionLabel(view.kind, action);
  if (!view.actions.includes(action)) {
    return { title, refusal: `这件申请现在是「${label}」，不能「${step}」，请返回看看办到哪一步。` };
  }
  const first = view.state === 'submitted';
  return { title, refusal: first && !view.staff?.identityVerified ? '请先返回核实申请人的身份。' : '' };
}
