/** Taking one's own last step back, as long as it told nobody. */
import type { Input, Output } from '../../../typings/api';
import type { CaseAction } from '../../../typings/domain';
import { caseActionLabel, tabOf } from '../../../miniprogram/shared/case-states';
import { friendlyTime } from '../../../miniprogram/shared/china-time';
import type { CommandContext } from '../../core/actions';
import type { ApplicationDoc } from '../../core/collections';
import { count, moveCase } from '../../core/counters';
import type { CaseWork } from '../../core/documents/casework';
import { AppError, must } from '../../core/errors';
import { withAskedCase } from '../../core/pure/asked-cases';
import { isUndoable, UNDO_MS } from '../rules/undo';
import { actorName, visible, type OfficerActor, type StepActor } from './actors';
import { wordsOf } from './tell';

const GRACE_MS = 10_000;

/** What the record keeps of a step that can be taken back; nothing of any other. */
export function undoable(
  ctx: CommandContext<StepActor>,
  before: ApplicationDoc,
  action: CaseAction,
  feedId: string | null,
): Partial<Pick<CaseWork, 'undo' | 'tellAt'>> {
  if (!isUndoable(before.kind, action)) return {};
  const until = ctx.clock.now() + UNDO_MS;
  const { state, returnedFrom, dueAt, facts, reminded } = before;
  return {
    undo: {
      openid: ctx.actor.openid,
      action,
      until,
      feedId,
      before: {
        state,
        returnedFrom,
        dueAt,
        facts,
        reminded,
        assignee: before.assignee ?? null,
        nudges: before.nudges ?? 0,
        nudgeAt: before.nudgeAt ?? null,
      },
    },
    // A little later than the last moment of taking back, whichever server's clock is ahead.
    tellAt: wordsOf(before.kind, action) === undefined ? null : until + GRACE_MS,
  };
}

function refusal({ kind, timeline }: ApplicationDoc, openid: string, now: number): AppError {
  const last = timeline[timeline.length - 1];
  if (last && last.openid !== openid) {
    return new AppError('STATE_CHANGED', {
      message: `${last.actorName}已在${friendlyTime(last.at, now)}办理「${caseActionLabel(kind, last.action)}」，不能再撤回，请刷新后再看`,
    });
  }
  return new AppError('UNDO_OVER');
}

/**
 * Puts record, queue, promise, figures and feed back to where they were before the step. The timeline keeps the step and says
 * that it was taken back. Refused once the minutes have passed, or as soon as anybody has moved the case or taken it.
 */
export async function undoStep(
  ctx: CommandContext<OfficerActor>,
  { applicationId }: Input<'applications', 'undoStep'>,
): Promise<Output<'applications', 'undoStep'>> {
  const application = visible(ctx.actor, await ctx.tx.get('applications', applicationId));
  ctx.about({
    target: applicationId,
    residentId: application.residentId,
    villageId: application.villageId,
  });
  const now = ctx.clock.now();
  const { undo } = application;
  if (!undo || undo.openid !== ctx.actor.openid || undo.until < now) {
    throw refusal(application, ctx.actor.openid, now);
  }
  const resident = must(await ctx.tx.get('residents', application.residentId));
  const { before, action, feedId } = undo;
  const restored: ApplicationDoc = {
    ...application,
    ...before,
    tab: tabOf(application.kind, before.state),
    assigneeId: before.assignee?.staffId ?? null,
    undo: null,
    tellAt: null,
    timeline: [
      ...application.timeline,
      {
        at: now,
        action: 'undo',
        state: before.state,
        actorName: actorName(ctx.actor, resident),
        actorRole: ctx.actor.role,
        openid: ctx.actor.openid,
        note: `撤回了「${caseActionLabel(application.kind, action)}」`,
      },
    ],
    version: application.version + 1,
    updatedAt: now,
  };
  await ctx.tx.put('applications', restored);
  const asked = withAskedCase(resident, restored);
  if (asked !== resident) await ctx.tx.put('residents', asked);
  await count(ctx.tx, application.villageId, now, (counters) => moveCase(counters, application, restored), {
    takenBack: { feedId },
  });
  return { state: before.state };
}
