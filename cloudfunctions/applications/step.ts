/** One step of an application: the table is asked, the record, the resident's open cases and the figures move together. */
import type { DeviceAction, DeviceState, Role } from '../../typings/domain';
import {
  DEVICE_ACTION_LABELS,
  DEVICE_STATES,
  FINAL_DEVICE_STATES,
} from '../../miniprogram/shared/device-states';
import { friendlyTime } from '../../miniprogram/shared/china-time';
import type { FeedKind } from '../../typings/api/dashboard';
import type { CommandContext } from '../core/actions';
import type { ApplicationDoc, ResidentDoc } from '../core/collections';
import { today } from '../core/clock';
import { count, moveDevice } from '../core/counters';
import { AppError, must } from '../core/errors';
import {
  isOwnCase,
  type GuardianActor,
  type ResidentActor,
  type TownStaffActor,
  type VillageStaffActor,
} from '../core/identity';
import { sendStepMessage } from '../core/notify';
import { parameterOn } from '../core/parameters';
import { holdsSlot, nextState, startsFrom, TAB_OF } from './rules/transitions';

export type ApplicantActor = ResidentActor | GuardianActor;
export type OfficerActor = VillageStaffActor | TownStaffActor;
export type StepActor = ApplicantActor | OfficerActor;

const DAY = 24 * 60 * 60 * 1000;

const FEED: Partial<Record<DeviceAction, FeedKind>> = {
  submit: 'deviceSubmitted',
  check: 'deviceChecked',
  approve: 'deviceApproved',
  deliver: 'deviceDelivered',
  confirmReceipt: 'deviceReceived',
  giveFeedback: 'feedbackGiven',
};

/** Steps of staff about which the applicant gets a message, with what to do next. */
const MESSAGES: Partial<Record<DeviceAction, string>> = {
  check: '已转镇残联审核，请耐心等待',
  return: '需要补充说明，请打开查看',
  approve: '已批准，村里会联系您送货',
  reject: '这次没有通过，请打开看原因',
  deliver: '已送达，请打开确认收到',
};

export function slotId(residentId: string, itemId: string): string {
  return `${residentId}:device:${itemId}`;
}

export function isOfficer(actor: StepActor): actor is OfficerActor {
  return actor.role === 'villageStaff' || actor.role === 'townStaff';
}

/** The application if this actor may see it; to others it does not exist. */
export function visible(actor: StepActor, application: ApplicationDoc | null): ApplicationDoc {
  const found = must(application);
  const mine =
    actor.role === 'townStaff' ||
    (actor.role === 'villageStaff'
      ? found.villageId === actor.villageId
      : found.residentId === actor.residentId);
  if (!mine) throw new AppError('NOT_FOUND');
  return found;
}

/**
 * Whether the applicant is known to be who they say: a guardian was verified before; a resident's own phone must be the one
 * bound and verified now. A phone whose binding was refused is nobody's.
 */
export function applicantVerified(
  application: Pick<ApplicationDoc, 'filedBy' | 'onBehalfBy'>,
  { binding }: Pick<ResidentDoc, 'binding'>,
): boolean {
  if (application.onBehalfBy !== null) return true;
  return binding?.openid === application.filedBy && binding.state === 'verified';
}

/** The actor as both sides may read it. */
export function actorName(actor: StepActor, resident: Pick<ResidentDoc, 'name'>): string {
  if (isOfficer(actor)) return `${actor.orgName} ${actor.duty} ${actor.name}`;
  return actor.role === 'guardian' ? actor.guardianName : resident.name;
}

async function dueAt(ctx: CommandContext, state: DeviceState): Promise<number | null> {
  const promise = await parameterOn(ctx.reader, 'devicePromise', today(ctx.clock));
  const days = {
    submitted: promise?.value.checkDays,
    checked: promise?.value.approveDays,
    approved: promise?.value.deliverDays,
  }[state as 'submitted' | 'checked' | 'approved'];
  return days === undefined ? null : ctx.clock.now() + days * DAY;
}

/** Why the step is not possible now: somebody was first, or it is out of order. */
function refusal(application: ApplicationDoc, action: DeviceAction, role: Role, now: number): AppError {
  const last = application.timeline[application.timeline.length - 1];
  // It has been where this step starts from: somebody has moved it on since the officer looked.
  const passed = application.timeline.some((entry) => startsFrom(action, role).includes(entry.state));
  if (passed && last) {
    return new AppError('STATE_CHANGED', {
      message: `${last.actorName}已在${friendlyTime(last.at, now)}办理「${DEVICE_ACTION_LABELS[last.action]}」，请刷新后再看`,
    });
  }
  return new AppError('STEP_NOT_ALLOWED', {
    message: `这件申请现在是「${DEVICE_STATES[application.state].label}」，还不能「${DEVICE_ACTION_LABELS[action]}」`,
  });
}

export interface StepDetails {
  note?: string;
  photoIds?: string[];
  /** What else changes in the record. */
  change?: Partial<Pick<ApplicationDoc, 'decision' | 'deliveryPhotoIds' | 'feedback'>>;
}

export interface LoadedCase {
  application: ApplicationDoc;
  resident: ResidentDoc;
}

/** Reads the case inside the transaction and checks that this actor may take this step now. */
export async function loadForStep(
  ctx: CommandContext<StepActor>,
  applicationId: string,
  action: DeviceAction,
): Promise<LoadedCase> {
  const application = visible(ctx.actor, await ctx.tx.get('applications', applicationId));
  const resident = must(await ctx.tx.get('residents', application.residentId));
  ctx.about({ target: applicationId, residentId: resident._id, villageId: application.villageId });
  const own = isOwnCase(ctx.user, application.residentId) || application.filedBy === ctx.actor.openid;
  if (isOfficer(ctx.actor) && own) throw new AppError('OWN_CASE');
  if (nextState(application.state, action, ctx.actor.role, application.returnedFrom) === null) {
    throw refusal(application, action, ctx.actor.role, ctx.clock.now());
  }
  return { application, resident };
}

/** Takes the step: record, timeline, open slot, open cases of the resident, figures; a message after the commit. */
export async function takeStep(
  ctx: CommandContext<StepActor>,
  { application, resident }: LoadedCase,
  action: DeviceAction,
  details: StepDetails = {},
): Promise<DeviceState> {
  const now = ctx.clock.now();
  const from = application.state;
  const to = must(nextState(from, action, ctx.actor.role, application.returnedFrom), 'STEP_NOT_ALLOWED');
  const next: ApplicationDoc = {
    ...application,
    ...details.change,
    state: to,
    tab: TAB_OF[to],
    returnedFrom: to === 'returned' ? from : null,
    dueAt: await dueAt(ctx, to),
    timeline: [
      ...application.timeline,
      {
        at: now,
        action,
        state: to,
        actorName: actorName(ctx.actor, resident),
        actorRole: ctx.actor.role,
        openid: ctx.actor.openid,
        ...(ctx.actor.role === 'guardian' ? { onBehalfOf: resident.name } : {}),
        ...(details.note ? { note: details.note } : {}),
        ...(details.photoIds ? { photoIds: details.photoIds } : {}),
      },
    ],
    version: application.version + 1,
    updatedAt: now,
  };
  await ctx.tx.put('applications', next);
  if (holdsSlot(from) && !holdsSlot(to))
    await ctx.tx.remove('openSlots', slotId(resident._id, application.itemId));
  await ctx.tx.put('residents', withOpenCase(resident, next, now));
  await recordFigures(ctx, next, from, action);

  const words = MESSAGES[action];
  if (words !== undefined) {
    ctx.after(() =>
      sendStepMessage({
        toOpenid: application.filedBy,
        title: `${application.itemName}申请`,
        state: DEVICE_STATES[to].label,
        next: words,
        page: `resident/application/index?id=${application._id}`,
        at: now,
      }),
    );
  }
  return to;
}

/** The figures of the village for a step from `from` (null: filed just now). */
export function recordFigures(
  ctx: CommandContext,
  application: ApplicationDoc,
  from: DeviceState | null,
  action: DeviceAction,
): Promise<void> {
  const feed = FEED[action];
  const month = action === 'submit' ? 'submitted' : action === 'confirmReceipt' ? 'done' : undefined;
  return count(
    ctx.tx,
    application.villageId,
    ctx.clock.now(),
    (counters) => moveDevice(counters, from, application.state),
    {
      ...(month ? { month } : {}),
      ...(feed
        ? { feed: { kind: feed, what: application.itemName, id: ctx.ids.record(ctx.clock.now()) } }
        : {}),
    },
  );
}

/** The resident with the open-case list as it is after this step, for the one-read home page. */
export function withOpenCase(resident: ResidentDoc, application: ApplicationDoc, now: number): ResidentDoc {
  const others = resident.openCases.filter((open) => open.applicationId !== application._id);
  const openCases = FINAL_DEVICE_STATES.includes(application.state)
    ? others
    : [
        {
          applicationId: application._id,
          kind: 'device' as const,
          title: application.itemName,
          state: application.state,
          updatedAt: now,
        },
        ...others,
      ];
  return { ...resident, openCases, version: resident.version + 1 };
}
