/** Duties change, move to another office, and end; whoever depends on it notices with their next call. */
import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import type { EmergencyCallDoc, StaffDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { AppError, must } from '../../core/errors';
import type { AdminActor } from '../../core/identity';
import { changeOnDuty, officeOf } from '../../core/officers';
import { releaseCases, releaseWork } from '../../core/staff-work';
import { newInvite, orgNameOf, roleOf } from './staff';

type Ctx = CommandContext<AdminActor>;

/** Changes of a duty that are kept; the audit has them all. */
const CHANGES_KEPT = 50;

function changed(ctx: Ctx, staff: StaffDoc, what: string): Pick<StaffDoc, 'changes' | 'version'> {
  const change = { at: ctx.clock.now(), by: ctx.actor.name, what };
  return { changes: [change, ...staff.changes].slice(0, CHANGES_KEPT), version: staff.version + 1 };
}

async function staffOf(ctx: Ctx, staffId: string): Promise<StaffDoc> {
  const staff = must(await ctx.tx.get('staff', staffId));
  ctx.about({ target: staffId, ...(staff.villageId ? { villageId: staff.villageId } : {}) });
  return staff;
}

/** The second of two administrators is told who was first. */
function sameAsSeen(staff: StaffDoc, version: number): void {
  if (staff.version === version) return;
  const by = staff.changes[0]?.by ?? '别人';
  throw new AppError('STATE_CHANGED', { message: `${by}刚刚改过这位工作人员，请看最新的内容再改` });
}

/** Somebody must stay who can appoint others. */
async function keepAnAdmin(ctx: Ctx, staff: StaffDoc): Promise<void> {
  if (staff.level !== 'admin' || staff.state !== 'active') return;
  const admins = await ctx.reader.find('staff', { where: { level: 'admin' }, limit: 1000 });
  const witness = admins.find((other) => other._id !== staff._id && other.state === 'active');
  // Read again and written, so that two administrators ending each other at once conflict and one of them stays.
  const other = witness ? await ctx.tx.get('staff', witness._id) : null;
  if (other?.state !== 'active' || other.level !== 'admin') throw new AppError('LAST_ADMIN');
  await ctx.tx.put('staff', other);
}

/** Figures stay; the version that phones of the office compare does not. */
async function tellOffice(ctx: Ctx, villageId: string | null, released: number): Promise<void> {
  if (released > 0) await count(ctx.tx, officeOf(villageId), ctx.clock.now(), () => undefined);
}

/** The colleague who takes over: of the same office, at work. */
async function successor(
  ctx: Ctx,
  staff: StaffDoc,
  handTo: string | null | undefined,
): Promise<EmergencyCallDoc['takenBy']> {
  if (handTo === null || handTo === undefined) return null;
  const to = await ctx.tx.get('staff', handTo);
  if (!to?.openid || to.state !== 'active' || to._id === staff._id || to.villageId !== staff.villageId) {
    throw new AppError('BAD_INPUT', { fields: { handTo: '请选择同一个单位里在岗的同事' } });
  }
  return { openid: to.openid, name: `${to.orgName} ${to.name}` };
}

/** A change in words, for the history: '职务：副主席 → 主席'. */
function changeWords(before: StaffDoc, after: StaffDoc): string {
  const facts: [string, string, string][] = [
    ['姓名', before.name, after.name],
    ['单位', before.orgName, after.orgName],
    ['职务', before.duty, after.duty],
    ['电话', before.phone, after.phone],
    ['权限', LEVELS[before.level], LEVELS[after.level]],
  ];
  const words = facts
    .filter(([, from, to]) => from !== to)
    .map(([what, from, to]) => `${what}：${from} → ${to}`);
  return words.length === 0 ? '没有改动' : words.join('；');
}

const LEVELS = { village: '村残协', town: '镇残联', admin: '管理员' } as const;

/** Another name, duty, phone or office. Who moves to another office leaves the open work behind. */
export async function changeStaff(
  ctx: Ctx,
  { staffId, version, alsoOnDuty, ...facts }: Input<'accounts', 'changeStaff'>,
): Promise<Output<'accounts', 'changeStaff'>> {
  const staff = await staffOf(ctx, staffId);
  if (staff.state === 'ended')
    throw new AppError('STATE_CHANGED', { message: '这位工作人员已经停用，不能再改' });
  sameAsSeen(staff, version);
  if (facts.level !== 'admin') await keepAnAdmin(ctx, staff);
  const moved = facts.villageId !== staff.villageId;
  const orgName = moved || facts.level !== staff.level ? await orgNameOf(ctx, facts) : staff.orgName;
  const after: StaffDoc = { ...staff, ...facts, orgName };
  await ctx.tx.put('staff', { ...after, ...changed(ctx, staff, changeWords(staff, after)) });
  let released = 0;
  if (staff.openid !== null) {
    const user = await ctx.tx.get('users', staff.openid);
    if (user?.staff?.staffId === staffId) {
      // Leave and what one stands in for belong to the office that is left.
      await ctx.tx.put('users', { ...user, staff: roleOf(after), ...(moved ? { desk: null } : {}) });
    }
    if (moved) {
      released = await releaseWork(ctx.reader, ctx.tx, staff.openid, null);
      released += await releaseCases(ctx.reader, ctx.tx, staff, null, ctx.clock.now());
    }
    await tellOffice(ctx, staff.villageId, released);
  }
  if (alsoOnDuty) {
    const { name, duty, phone } = facts;
    const to = moved ? null : { name, duty, phone };
    await changeOnDuty(ctx.tx, staff.villageId, staff, to, ctx.actor.name, ctx.clock.now());
  }
  return { version: staff.version + 1, released };
}

/** A new code for somebody who has not come in yet; the old one stops working. */
export async function reissueInvite(
  ctx: Ctx,
  { staffId, version }: Input<'accounts', 'reissueInvite'>,
): Promise<Output<'accounts', 'reissueInvite'>> {
  const staff = await staffOf(ctx, staffId);
  if (staff.state !== 'invited') {
    throw new AppError('STATE_CHANGED', { message: '这个邀请已经用过或取消了，请刷新后再看' });
  }
  sameAsSeen(staff, version);
  const { code, hash, expiresAt } = newInvite(ctx);
  await ctx.tx.put('staff', {
    ...staff,
    inviteHash: hash,
    inviteExpiresAt: expiresAt,
    ...changed(ctx, staff, '重新发邀请码'),
  });
  return { code, expiresAt };
}

/** Ends a duty: the very next call of that person is refused. The last administrator stays. */
export async function endStaff(
  ctx: Ctx,
  { staffId, handTo, offDuty }: Input<'accounts', 'endStaff'>,
): Promise<Output<'accounts', 'endStaff'>> {
  const staff = await staffOf(ctx, staffId);
  if (staff.state === 'ended') {
    throw new AppError('STATE_CHANGED', {
      message: `${staff.changes[0]?.by ?? '别人'}已经停用过了，不用再办`,
    });
  }
  await keepAnAdmin(ctx, staff);
  const to = await successor(ctx, staff, handTo);
  let released = 0;
  if (staff.openid !== null) {
    const user = await ctx.tx.get('users', staff.openid);
    if (user?.staff?.staffId === staffId) await ctx.tx.put('users', { ...user, staff: null, desk: null });
    released = await releaseWork(ctx.reader, ctx.tx, staff.openid, to);
    released += await releaseCases(ctx.reader, ctx.tx, staff, handTo, ctx.clock.now());
    await tellOffice(ctx, staff.villageId, released);
  }
  const what = staff.state === 'invited' ? '取消邀请' : to === null ? '停用' : `停用，手上的事交给${to.name}`;
  await ctx.tx.put('staff', {
    ...staff,
    inviteHash: null,
    inviteExpiresAt: null,
    state: 'ended',
    endedAt: ctx.clock.now(),
    ...changed(ctx, staff, what),
  });
  if (offDuty === true) {
    await changeOnDuty(ctx.tx, staff.villageId, staff, null, ctx.actor.name, ctx.clock.now());
  }
  return { ended: true, released };
}
