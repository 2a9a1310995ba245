/**
 * An officer is away for some days and a colleague of the same office stands in: sees the officer's work among the own, and
 * gets the messages. It begins and ends by the days themselves; nothing has to run.
 */
import type { Input, Output } from '../../../typings/api';
import type { CallContext, CommandContext } from '../../core/actions';
import { deskOf } from '../../core/casework';
import { today } from '../../core/clock';
import type { StaffDoc, UserDoc } from '../../core/collections';
import type { StandIn } from '../../core/documents/casework';
import { AppError, must } from '../../core/errors';
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../../core/identity';
import type { Reader } from '../../core/database';
import { askMessage } from '../../core/notify';

type StaffActor = VillageStaffActor | TownStaffActor | AdminActor;
type WithWeChat = StaffDoc & { openid: string };

const STAFF_READ = 100;
const LONGEST_DAYS = 366;
const DAY = 24 * 60 * 60 * 1000;

interface Days {
  from: string;
  to: string;
}

const overlap = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to;

function inDuty(staff: StaffDoc | null): WithWeChat {
  const found = must(staff);
  if (found.openid === null || found.endedAt !== null) throw new AppError('NOT_FOUND');
  return { ...found, openid: found.openid };
}

/** Whose leave it is: one's own; administrators say whose. */
async function staffOf(
  { actor }: CallContext<StaffActor>,
  from: Pick<Reader, 'get'>,
  staffId: string | undefined,
): Promise<WithWeChat> {
  if (actor.role !== 'admin') {
    if (staffId !== undefined && staffId !== actor.staffId) throw new AppError('FORBIDDEN');
    return inDuty(await from.get('staff', actor.staffId));
  }
  if (staffId === undefined)
    throw new AppError('BAD_INPUT', { fields: { staffId: '请选择是哪位工作人员请假' } });
  const staff = inDuty(await from.get('staff', staffId));
  // Administrators decide no cases: there is nothing to stand in for.
  if (staff.level === 'admin') throw new AppError('NOT_FOUND');
  return staff;
}

/** Of the same village, or of the town as well. */
function isColleague(one: StaffDoc, { _id, level, villageId }: StaffDoc): boolean {
  return (
    one._id !== _id &&
    one.level === level &&
    one.villageId === villageId &&
    one.openid !== null &&
    one.endedAt === null
  );
}

export async function leave(
  ctx: CallContext<StaffActor>,
  { staffId }: Input<'accounts', 'leave'>,
): Promise<Output<'accounts', 'leave'>> {
  const staff = await staffOf(ctx, ctx.reader, staffId);
  const { leave: away, standIns } = deskOf(await ctx.reader.get('users', staff.openid));
  const office = await ctx.reader.find('staff', {
    where: staff.level === 'village' ? { villageId: staff.villageId } : { level: staff.level },
    orderBy: [['_id', 'asc']],
    limit: STAFF_READ,
  });
  const on = today(ctx.clock);
  return {
    name: staff.name,
    leave:
      away && away.to >= on
        ? {
            from: away.from,
            to: away.to,
            substituteId: away.substitute.staffId,
            substituteName: away.substitute.name,
          }
        : null,
    standIns: standIns.filter(({ to }) => to >= on).map(({ name, from, to }) => ({ name, from, to })),
    colleagues: office
      .filter((one) => isColleague(one, staff))
      .map(({ _id, name, duty }) => ({ staffId: _id, name, duty })),
  };
}

function problem(field: string, message: string): AppError {
  return new AppError('BAD_INPUT', { fields: { [field]: message } });
}

/** Why these days or this colleague do not do. */
function check(days: Days, on: string, user: UserDoc, substitute: UserDoc): void {
  if (days.to < on) throw problem('to', '最后一天已经过了，请重新选');
  if (Date.parse(days.to) - Date.parse(days.from) > LONGEST_DAYS * DAY)
    throw problem('to', '请假最长一年，请重新选');
  const standsIn = deskOf(user).standIns.find((one) => overlap(one, days));
  if (standsIn) throw problem('from', `这几天您要替${standsIn.name}代班，请先请${standsIn.name}换一位`);
  const away = deskOf(substitute).leave;
  if (away && overlap(away, days)) throw problem('substituteId', '这位同事那几天也请假，请选别人');
}

/** The stand-ins of a colleague without those of `staffId`; past ones go too. */
function without(standIns: readonly StandIn[], staffId: string, on: string): StandIn[] {
  return standIns.filter((one) => one.staffId !== staffId && one.to >= on);
}

/** Ends what an earlier leave gave to its substitute. */
async function forgetSubstitute(
  ctx: CommandContext<StaffActor>,
  user: UserDoc,
  staffId: string,
): Promise<void> {
  const before = deskOf(user).leave?.substitute.openid;
  const substitute = before === undefined ? null : await ctx.tx.get('users', before);
  if (!substitute) return;
  const desk = deskOf(substitute);
  const standIns = without(desk.standIns, staffId, today(ctx.clock));
  await ctx.tx.put('users', { ...substitute, desk: { ...desk, standIns } });
}

/** Sets or changes the leave; the substitute is told, and so is the officer when the administrator set it. */
export async function setLeave(
  ctx: CommandContext<StaffActor>,
  { staffId, from, to, substituteId }: Input<'accounts', 'setLeave'>,
): Promise<Output<'accounts', 'setLeave'>> {
  const staff = await staffOf(ctx, ctx.tx, staffId);
  ctx.about({ target: staff._id, ...(staff.villageId ? { villageId: staff.villageId } : {}) });
  const colleague = await ctx.tx.get('staff', substituteId);
  if (!colleague || !isColleague(colleague, staff))
    throw problem('substituteId', '这位同事不能代班，请选同一个单位的同事');
  const other = inDuty(colleague);
  const user = must(await ctx.tx.get('users', staff.openid));
  const days = { from, to };
  const on = today(ctx.clock);
  await forgetSubstitute(ctx, user, staff._id);
  const substitute = must(await ctx.tx.get('users', other.openid));
  check(days, on, user, substitute);
  const desk = deskOf(user);
  await ctx.tx.put('users', {
    ...user,
    desk: {
      ...desk,
      leave: { ...days, substitute: { staffId: other._id, openid: other.openid, name: other.name } },
    },
  });
  const theirs = deskOf(substitute);
  await ctx.tx.put('users', {
    ...substitute,
    desk: {
      ...theirs,
      standIns: [
        ...without(theirs.standIns, staff._id, on),
        { staffId: staff._id, openid: staff.openid, name: staff.name, ...days },
      ],
    },
  });
  const at = ctx.clock.now();
  for (const [toOpenid, title] of [
    [other.openid, '同事请假，请您代班'],
    [staff.openid, '管理员给您登记了请假'],
  ] as const) {
    if (toOpenid === ctx.actor.openid) continue;
    ctx.tell(
      askMessage({
        toOpenid,
        title,
        from: `${staff.orgName} ${staff.name}`,
        page: 'staff/leave/index',
        at,
      }),
    );
  }
  return { substituteName: other.name };
}

/** Back at work: from this moment on the own work is one's own again. */
export async function endLeave(
  ctx: CommandContext<StaffActor>,
  { staffId }: Input<'accounts', 'endLeave'>,
): Promise<Output<'accounts', 'endLeave'>> {
  const staff = await staffOf(ctx, ctx.tx, staffId);
  ctx.about({ target: staff._id, ...(staff.villageId ? { villageId: staff.villageId } : {}) });
  const user = must(await ctx.tx.get('users', staff.openid));
  await forgetSubstitute(ctx, user, staff._id);
  const desk = deskOf(user);
  await ctx.tx.put('users', { ...user, desk: { ...desk, leave: null } });
  return { ended: true };
}
