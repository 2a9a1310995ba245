/** One step of an application: the table is asked, the record, what waits for the home and the figures move together. */
import type { CaseAction, CaseKind, CaseState } from '../../../typings/domain';
import { caseActionLabel, caseWords } from '../../../miniprogram/shared/case-states';
import { friendlyTime } from '../../../miniprogram/shared/china-time';
import type { FeedKind } from '../../../typings/api/dashboard';
import type { CommandContext } from '../../core/actions';
import { monthEvent, moved } from '../../core/cases';
import type { ApplicationDoc, CounterDoc, ResidentDoc, StoredTimelineEntry } from '../../core/collections';
import { count, moveCase } from '../../core/counters';
import { AppError, must } from '../../core/errors';
import { isOwnCase, onBehalfBy } from '../../core/identity';
import { usePhotos } from '../../core/photos';
import { afterStep } from '../../core/pure/asked-cases';
import { DECIDING, nextState, startsFrom } from '../rules/tables';
import { tellApplicant } from './tell';
import { undoable } from './undo';
import { actorName, isOfficer, visible, type FactsOf, type StepActor } from './actors';
import { dueAt } from './promise';
import type { PhotoPurpose } from '../../../typings/api/media';

const FEED: Record<CaseKind, Partial<Record<CaseAction, FeedKind>>> = {
  device: {
    submit: 'deviceSubmitted',
    check: 'deviceChecked',
    approve: 'deviceApproved',
    deliver: 'deviceDelivered',
    confirmReceipt: 'deviceReceived',
    giveFeedback: 'feedbackGiven',
  },
  repair: { submit: 'repairSubmitted', finishRepair: 'repairDone', giveFeedback: 'feedbackGiven' },
  employment: { submit: 'employmentSubmitted', place: 'workFound' },
  renovation: {
    submit: 'renovationSubmitted',
    approve: 'renovationApproved',
    acceptWork: 'renovationDone',
    giveFeedback: 'feedbackGiven',
  },
  wish: {
    publish: 'wishPublished',
    claim: 'wishClaimed',
    deliver: 'wishDelivered',
    giveFeedback: 'feedbackGiven',
  },
};

/** Why the step is not possible now: somebody was first, or it is out of order. */
function refusal(application: ApplicationDoc, action: CaseAction, actor: StepActor, now: number): AppError {
  const { kind, state, timeline } = application;
  const last = timeline[timeline.length - 1];
  // It has been where this step starts from: somebody has moved it on since the officer looked.
  const starts = startsFrom(kind, action, actor.role, application.assisted);
  // The town takes the village's step only of what an officer filed for a resident.
  if (
    starts.length === 0 &&
    actor.role === 'townStaff' &&
    startsFrom(kind, action, 'villageStaff').length > 0
  )
    return new AppError('FORBIDDEN');
  if (last && timeline.some((entry) => starts.includes(entry.state))) {
    return new AppError('STATE_CHANGED', {
      message: `${last.actorName}已在${friendlyTime(last.at, now)}办理「${caseActionLabel(kind, last.action)}」，请刷新后再看`,
    });
  }
  return new AppError('STEP_NOT_ALLOWED', {
    message: `这件申请现在是「${caseWords(kind, state).label}」，还不能「${caseActionLabel(kind, action)}」`,
  });
}

/** Whether the step decides on what this officer filed for a resident: a second person takes it. */
export function needsSecondPerson(
  { assisted, filedBy, kind }: Pick<ApplicationDoc, 'assisted' | 'filedBy' | 'kind'>,
  action: CaseAction,
  openid: string,
): boolean {
  return assisted && filedBy === openid && DECIDING[kind].includes(action);
}

/** Nobody decides on their own case, nor on what they filed for somebody else. */
function mustNotBeOwn(
  { actor, user }: CommandContext<StepActor>,
  application: ApplicationDoc,
  action: CaseAction,
): void {
  if (!isOfficer(actor) && actor.role !== 'volunteer') return;
  const filed = application.filedBy === actor.openid;
  if (isOwnCase(user, application.residentId) || (filed && !application.assisted))
    throw new AppError('OWN_CASE');
  if (filed && actor.role === 'volunteer') throw new AppError('OWN_CASE');
  if (needsSecondPerson(application, action, actor.openid)) throw new AppError('SECOND_PERSON');
}

/** What a timeline entry says when somebody acts for the resident. */
export function behalf(
  { actor, consentId }: CommandContext<StepActor>,
  { name }: Pick<ResidentDoc, 'name'>,
): Pick<StoredTimelineEntry, 'onBehalfOf' | 'consentId'> {
  if (isOfficer(actor) || actor.role === 'volunteer' || onBehalfBy(actor) === null) return {};
  return { onBehalfOf: name, ...(consentId === null ? {} : { consentId }) };
}

export interface LoadedCase<K extends CaseKind = CaseKind> {
  application: ApplicationDoc;
  facts: FactsOf<K>;
  resident: ResidentDoc;
  action: CaseAction;
}

/**
 * Reads the case inside the transaction and checks that this actor may take this step now. With `kind` the step is of that
 * kind only: a step of the same name on another kind does not exist.
 */
export async function loadForStep<K extends CaseKind = CaseKind>(
  ctx: CommandContext<StepActor>,
  applicationId: string,
  action: CaseAction,
  kind?: K,
): Promise<LoadedCase<K>> {
  const application = visible(ctx.actor, await ctx.tx.get('applications', applicationId));
  if (kind !== undefined && application.kind !== kind) throw new AppError('NOT_FOUND');
  const resident = must(await ctx.tx.get('residents', application.residentId));
  ctx.about({ target: applicationId, residentId: resident._id, villageId: application.villageId });
  mustNotBeOwn(ctx, application, action);
  const { state, returnedFrom } = application;
  if (
    nextState(application.kind, state, action, ctx.actor.role, returnedFrom, application.assisted) === null
  ) {
    throw refusal(application, action, ctx.actor, ctx.clock.now());
  }
  return { application, facts: application.facts as FactsOf<K>, resident, action };
}

export interface StepDetails<K extends CaseKind = CaseKind> {
  note?: string | undefined;
  photoIds?: readonly string[] | undefined;
  /** What the photos were handed in for. */
  purpose?: PhotoPurpose;
  facts?: FactsOf<K>;
  feedback?: ApplicationDoc['feedback'];
  /** What else changes in the resident's record. */
  resident?: Partial<ResidentDoc>;
  /** What else changes in the figures. */
  figures?: (counters: CounterDoc) => void;
  /** A volunteer's name, for the timeline. */
  volunteerName?: string;
}

/** Takes the step: record, timeline, what waits for the resident's home, photos, figures; a message after the commit. */
export async function takeStep<K extends CaseKind = CaseKind>(
  ctx: CommandContext<StepActor>,
  { application, resident, action }: LoadedCase<K>,
  details: StepDetails<K> = {},
): Promise<CaseState> {
  const now = ctx.clock.now();
  const { kind, state: from, returnedFrom, assisted } = application;
  const to = must(nextState(kind, from, action, ctx.actor.role, returnedFrom, assisted), 'STEP_NOT_ALLOWED');
  if (details.photoIds?.length)
    await usePhotos(ctx, details.photoIds, details.purpose ?? 'delivery', application._id);
  const next = moved(
    application,
    to,
    {
      at: now,
      action,
      state: to,
      actorName: actorName(ctx.actor, resident, details.volunteerName),
      actorRole: ctx.actor.role,
      openid: ctx.actor.openid,
      ...behalf(ctx, resident),
      ...(details.note ? { note: details.note } : {}),
      ...(details.photoIds?.length ? { photoIds: [...details.photoIds] } : {}),
    },
    {
      returnedFrom: to === 'returned' ? from : null,
      dueAt: await dueAt(ctx, kind, to),
      ...(details.facts ? { facts: details.facts } : {}),
      ...(details.feedback ? { feedback: details.feedback } : {}),
    },
  );
  const feedId = await recordFigures(ctx, application, next, action, details.figures);
  await ctx.tx.put('applications', { ...next, ...undoable(ctx, application, action, feedId) });
  const after = afterStep(resident, next, details.resident);
  if (after !== resident) await ctx.tx.put('residents', after);
  tellApplicant(ctx, next, action);
  return to;
}

/** The figures of the village for a step (`before` null: filed just now). Gives the id of the line in its feed, if any. */
export async function recordFigures(
  ctx: CommandContext,
  before: ApplicationDoc | null,
  after: ApplicationDoc,
  action: CaseAction,
  more?: (counters: CounterDoc) => void,
): Promise<string | null> {
  const { kind, villageId, title } = after;
  const feed = FEED[kind][action];
  const month = monthEvent(kind, action);
  const now = ctx.clock.now();
  const id = ctx.ids.record(now);
  await count(
    ctx.tx,
    villageId,
    now,
    (counters) => {
      moveCase(counters, before, after);
      more?.(counters);
    },
    {
      ...(month ? { month } : {}),
      // A device or a building job says nothing about whose it is; a wish's words may.
      ...(feed ? { feed: { kind: feed, what: kind === 'wish' ? '' : title, id } } : {}),
    },
  );
  return feed ? id : null;
}
