/** Whose work a case is: taken, handed on to a colleague, given back; and what officers note for each other. */
import type { Input, Output } from '../../../typings/api';
import { caseActionLabel, caseWords } from '../../../miniprogram/shared/case-states';
import { friendlyTime } from '../../../miniprogram/shared/china-time';
import type { CallContext, CommandContext } from '../../core/actions';
import { ownIds, substituteOf, worksOn } from '../../core/casework';
import { today } from '../../core/clock';
import type { ApplicationDoc, StaffDoc, UserDoc } from '../../core/collections';
import { count, moveCase } from '../../core/counters';
import { where } from '../../core/database';
import type { Assignee, OfficerRole, StaffEntry } from '../../core/documents/casework';
import { AppError, must } from '../../core/errors';
import { isOwnCase } from '../../core/identity';
import { askMessage } from '../../core/notify';
import { visible, type OfficerActor } from '../engine/actors';

type Ctx = CommandContext<OfficerActor>;

/** More officers than a village or the town has. */
const STAFF_READ = 100;
/** Lines kept of what officers did among themselves. */
const LOG_LENGTH = 200;

type WithWeChat = StaffDoc & { openid: string };

function officerName({ orgName, duty, name }: Pick<StaffDoc, 'orgName' | 'duty' | 'name'>): string {
  return `${orgName} ${duty} ${name}`;
}

/** The case inside the transaction. Nobody works on the own one. */
async function load(ctx: Ctx, applicationId: string): Promise<ApplicationDoc> {
  const application = visible(ctx.actor, await ctx.tx.get('applications', applicationId));
  const { residentId, villageId, filedBy } = application;
  ctx.about({ target: applicationId, residentId, villageId });
  if (isOwnCase(ctx.user, residentId) || filedBy === ctx.actor.openid) throw new AppError('OWN_CASE');
  return application;
}

/** Adds a line; with `assignee` the case changes hands, and a step before can no longer be taken back. */
async function write(
  ctx: Ctx,
  application: ApplicationDoc,
  entry: Omit<StaffEntry, 'at' | 'by' | 'openid'>,
  assignee?: Assignee | null,
): Promise<void> {
  const { actor, clock } = ctx;
  const now = clock.now();
  const line: StaffEntry = { at: now, by: officerName(actor), openid: actor.openid, ...entry };
  const next = {
    ...application,
    staffLog: [...(application.staffLog ?? []), line].slice(-LOG_LENGTH),
    ...(assignee === undefined ? {} : { assignee, assigneeId: assignee?.staffId ?? null, undo: null }),
    version: application.version + 1,
  };
  await ctx.tx.put('applications', next);
  // The lists of colleagues notice that something is another one.
  await count(ctx.tx, application.villageId, now, (counters) => moveCase(counters, application, next));
}

function mustAct(application: ApplicationDoc, role: OfficerRole): void {
  if (worksOn(role, application)) return;
  const { kind, state } = application;
  throw new AppError('STEP_NOT_ALLOWED', {
    message: `这件申请现在是「${caseWords(kind, state).label}」，不用您这里办，请返回列表看看别的`,
  });
}

/** Whose it has become meanwhile. */
function overtaken({ kind, assignee, timeline }: ApplicationDoc, now: number): AppError {
  const last = timeline[timeline.length - 1];
  const done = last
    ? `${last.actorName}已在${friendlyTime(last.at, now)}办理「${caseActionLabel(kind, last.action)}」`
    : '';
  const words = assignee
    ? `${assignee.name}已在${friendlyTime(assignee.at, now)}领办，要换人办请用「转交」`
    : done;
  return new AppError('STATE_CHANGED', { message: `${words}，请刷新后再看` });
}

/** The first who takes a case has it; a colleague who stands in takes it over from whoever is on leave. */
export async function takeCase(
  ctx: Ctx,
  { applicationId }: Input<'applications', 'takeCase'>,
): Promise<Output<'applications', 'takeCase'>> {
  const application = await load(ctx, applicationId);
  const { actor, clock } = ctx;
  mustAct(application, actor.role);
  const { assignee } = application;
  if (assignee?.staffId === actor.staffId) return { taken: true };
  if (assignee && !ownIds(ctx.user, actor.staffId, today(clock)).includes(assignee.staffId)) {
    throw overtaken(application, clock.now());
  }
  const { staffId, openid, role } = actor;
  await write(
    ctx,
    application,
    { what: 'take' },
    { staffId, openid, name: officerName(actor), role, at: clock.now() },
  );
  return { taken: true };
}

/** Gives it back to the office, by whoever has it or stands in. */
export async function releaseCase(
  ctx: Ctx,
  { applicationId }: Input<'applications', 'releaseCase'>,
): Promise<Output<'applications', 'releaseCase'>> {
  const application = await load(ctx, applicationId);
  const { assignee } = application;
  if (!assignee) return { released: true };
  if (!ownIds(ctx.user, ctx.actor.staffId, today(ctx.clock)).includes(assignee.staffId)) {
    throw overtaken(application, ctx.clock.now());
  }
  await write(ctx, application, { what: 'release' }, null);
  return { released: true };
}

function roleOf({ level }: Pick<StaffDoc, 'level'>): OfficerRole {
  return level === 'village' ? 'villageStaff' : 'townStaff';
}

/** An officer in duty, of the case's village or of the town, whose office acts on it now. */
function isColleague(staff: StaffDoc, application: ApplicationDoc): staff is WithWeChat {
  if (staff.openid === null || staff.endedAt !== null || staff.level === 'admin') return false;
  if (staff.level === 'village' && staff.villageId !== application.villageId) return false;
  return worksOn(roleOf(staff), application);
}

/**
 * Hands the case on with a word. Whoever decides by an old picture is told whose it has become; the colleague is told by
 * WeChat, and so is who stands in during a leave.
 */
export async function handOn(
  ctx: Ctx,
  { applicationId, toStaffId, seenStaffId, note }: Input<'applications', 'handOn'>,
): Promise<Output<'applications', 'handOn'>> {
  const application = await load(ctx, applicationId);
  const now = ctx.clock.now();
  if ((application.assigneeId ?? null) !== seenStaffId) throw overtaken(application, now);
  const staff = must(await ctx.tx.get('staff', toStaffId));
  if (!isColleague(staff, application)) {
    throw new AppError('BAD_INPUT', { fields: { toStaffId: '这位同事现在不能办这件事，请选别人' } });
  }
  const user = await ctx.tx.get('users', staff.openid);
  if (isOwnCase(user, application.residentId) || application.filedBy === staff.openid) {
    throw new AppError('BAD_INPUT', { fields: { toStaffId: '这是这位同事自己的申请，请选别人' } });
  }
  const to = officerName(staff);
  await write(
    ctx,
    application,
    { what: 'handOn', to, note },
    { staffId: staff._id, openid: staff.openid, name: to, role: roleOf(staff), at: now },
  );
  const substitute = substituteOf(user, today(ctx.clock));
  const toOpenid = substitute?.openid ?? staff.openid;
  if (toOpenid !== ctx.actor.openid) {
    const from = `${ctx.actor.orgName} ${ctx.actor.name}`;
    const page = `staff/case/index?applicationId=${applicationId}`;
    ctx.tell(askMessage({ toOpenid, title: '同事转给您一件申请', from, page, at: now }));
  }
  return { to, substitute: substitute?.name ?? null };
}

/** Officers to whom the case can be handed on now, without the caller. */
export async function colleagues(
  ctx: CallContext<OfficerActor>,
  { applicationId }: Input<'applications', 'colleagues'>,
): Promise<Output<'applications', 'colleagues'>> {
  const application = visible(ctx.actor, await ctx.reader.get('applications', applicationId));
  const { villageId } = application;
  const read = (condition: object): Promise<StaffDoc[]> =>
    ctx.reader.find('staff', {
      where: { ...condition },
      orderBy: [['_id', 'asc']],
      limit: STAFF_READ,
    });
  const found = [
    ...(worksOn('villageStaff', application) ? await read({ villageId }) : []),
    ...(worksOn('townStaff', application) ? await read({ level: 'town' }) : []),
  ].filter((staff): staff is WithWeChat => isColleague(staff, application));
  const others = found.filter(({ _id }) => _id !== ctx.actor.staffId);
  const users = await usersOf(
    ctx,
    others.map(({ openid }) => openid),
  );
  const on = today(ctx.clock);
  return {
    colleagues: others.map(({ _id, name, duty, orgName, openid }) => ({
      staffId: _id,
      name,
      duty,
      orgName,
      substitute: substituteOf(users.get(openid) ?? null, on)?.name ?? null,
    })),
  };
}

async function usersOf({ reader }: CallContext, openids: string[]): Promise<Map<string, UserDoc>> {
  if (openids.length === 0) return new Map();
  const users = await reader.find('users', { where: { _id: where.in(openids) }, limit: openids.length });
  return new Map(users.map((user) => [user._id, user]));
}

/** A word for colleagues. Two at once are both kept. */
export async function addNote(
  ctx: Ctx,
  { applicationId, words }: Input<'applications', 'addNote'>,
): Promise<Output<'applications', 'addNote'>> {
  await write(ctx, await load(ctx, applicationId), { what: 'note', note: words });
  return { noted: true };
}
