/** Which steps the applicant is told about by a subscription message, with what to do next. */
import type { CaseAction, CaseKind, Millis } from '../../../typings/domain';
import { caseWords } from '../../../miniprogram/shared/case-states';
import type { CommandContext } from '../../core/actions';
import type { ApplicationDoc } from '../../core/collections';
import { stepMessage as asMessage, type StepMessage } from '../../core/notify';
import { isUndoable } from '../rules/undo';

/** At most 20 characters each: WeChat cuts longer ones. */
const COMMON: Partial<Record<CaseAction, string>> = {
  return: '需要补充说明，请打开查看',
  reject: '这次没有通过，请打开看原因',
};

const MESSAGES: Record<CaseKind, Partial<Record<CaseAction, string>>> = {
  device: {
    check: '已转镇残联审核，请耐心等待',
    approve: '已批准，村里会联系您送货',
    deliver: '已送达，请打开确认收到',
  },
  repair: { take: '村里接单了，会联系您上门', finishRepair: '已修好，请打开确认' },
  employment: {
    check: '正在帮您找合适的岗位',
    place: '已找到工作，请打开看看',
    closeUnplaced: '这次没找到合适的，请看原因',
    reopen: '继续帮您找合适的岗位',
  },
  renovation: {
    survey: '已上门看过，等镇残联审批',
    approve: '已批准，正在安排施工',
    startBuilding: '定好施工时间了，请打开看',
    finishBuilding: '已完工，请打开验收',
  },
  wish: {
    publish: '已发给志愿者看，等人认领',
    claim: '有志愿者认领了，正在准备',
    deliver: '已送到，请打开确认收到',
  },
};

/** Where the applicant opens it; the officer who filed it for somebody opens it as an officer. */
export function applicantPage({ _id, assisted }: Pick<ApplicationDoc, '_id' | 'assisted'>): string {
  return `${assisted ? 'staff/case' : 'resident/application'}/index?applicationId=${_id}`;
}

/** What the applicant is told of a step; undefined: nothing. */
export function wordsOf(kind: CaseKind, action: CaseAction): string | undefined {
  return MESSAGES[kind][action] ?? COMMON[action];
}

/**
 * Leaves a message about the step for after the commit, if the applicant is to be told of it. A step that its officer may
 * still take back is told once those minutes have passed, by a timer: nobody is told of what is not so a minute later.
 */
export function tellApplicant(ctx: CommandContext, application: ApplicationDoc, action: CaseAction): void {
  if (isUndoable(application.kind, action)) return;
  const message = stepMessage(application, action, ctx.clock.now());
  if (message) ctx.tell(asMessage(message));
}

/** The message about a step; null for one that is not told. */
export function stepMessage(application: ApplicationDoc, action: CaseAction, at: Millis): StepMessage | null {
  const { kind, state, title, filedBy } = application;
  const words = wordsOf(kind, action);
  if (words === undefined) return null;
  return {
    toOpenid: filedBy,
    title: `${title}申请`,
    state: caseWords(kind, state).label,
    next: words,
    page: applicantPage(application),
    at,
  };
}
