/** Staff come in by an invitation code, and leave at once when their duty ends. */
import { timingSafeEqual } from 'node:crypto';
import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import type { StaffDoc, StaffRole } from '../../core/collections';
import { hash } from '../../core/crypto';
import { AppError, must } from '../../core/errors';
import { actingAs, actorsOf, newUser, type AdminActor, type AnyUser } from '../../core/identity';
import { villageOf } from '../../core/villages';

const INVITE_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const TOWN_ORG = '泗门镇残联';

/** A secret chosen by whoever sets up the cloud environment; works as long as there is no administrator. */
function firstAdminCode(): string {
  return process.env.FIRST_ADMIN_CODE ?? '';
}

function sameSecret(given: string, expected: string): boolean {
  return expected !== '' && timingSafeEqual(Buffer.from(hash(given)), Buffer.from(hash(expected)));
}

/** Makes the caller a member of staff; one duty per user at a time. */
async function giveDuty(ctx: CommandContext<AnyUser>, role: StaffRole): Promise<void> {
  const user = (await ctx.tx.get('users', ctx.actor.openid)) ?? newUser(ctx.actor.openid, ctx.clock.now());
  if (user.staff) throw new AppError('ALREADY_HAS_ROLE');
  await ctx.tx.put('users', { ...user, staff: role });
}

function roleOf({ staffId, level, villageId, name, duty, orgName }: StaffDoc): StaffRole {
  return { staffId, level, villageId, name, duty, orgName };
}

function answer(openid: string, role: StaffRole): Output<'accounts', 'acceptInvite'> {
  const [actor] = actorsOf(openid, { ...newUser(openid, 0), staff: role });
  return { as: must(actor && actingAs(actor)) };
}

/** Invites somebody to a duty. The code is shown once; only its hash is kept. */
export async function inviteStaff(
  ctx: CommandContext<AdminActor>,
  input: Input<'accounts', 'inviteStaff'>,
): Promise<Output<'accounts', 'inviteStaff'>> {
  const village = input.villageId === null ? null : await villageOf(ctx.tx, input.villageId);
  if ((input.level === 'village') !== (village !== null)) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '村残协人员请选择村社，镇里人员不选' } });
  }
  const now = ctx.clock.now();
  const staffId = ctx.ids.record(now);
  const code = ctx.ids.code();
  const expiresAt = now + INVITE_DAYS * DAY;
  ctx.about({ target: staffId, ...(village ? { villageId: village._id } : {}) });
  await ctx.tx.put('staff', {
    _id: staffId,
    staffId,
    level: input.level,
    villageId: input.villageId,
    name: input.name,
    duty: input.duty,
    orgName: village ? `${village.name}残协` : TOWN_ORG,
    phone: input.phone,
    openid: null,
    inviteHash: hash(code),
    inviteExpiresAt: expiresAt,
    endedAt: null,
    createdAt: now,
  });
  return { staffId, code, expiresAt };
}

/** Takes up the duty that the code stands for. A code works once. */
export async function acceptInvite(
  ctx: CommandContext<AnyUser>,
  { code }: Input<'accounts', 'acceptInvite'>,
): Promise<Output<'accounts', 'acceptInvite'>> {
  const [invited] = await ctx.reader.find('staff', { where: { inviteHash: hash(code) }, limit: 1 });
  // Read again inside the transaction: another phone may have used the code a moment ago.
  const staff = invited ? await ctx.tx.get('staff', invited._id) : null;
  const now = ctx.clock.now();
  if (
    !staff ||
    staff.inviteHash !== hash(code) ||
    staff.endedAt !== null ||
    (staff.inviteExpiresAt ?? 0) < now
  ) {
    throw new AppError('INVITE_INVALID');
  }
  const role = roleOf(staff);
  await giveDuty(ctx, role);
  await ctx.tx.put('staff', { ...staff, openid: ctx.actor.openid, inviteHash: null, inviteExpiresAt: null });
  ctx.about({ target: staff._id, ...(staff.villageId ? { villageId: staff.villageId } : {}) });
  return answer(ctx.actor.openid, role);
}

/** Ends a duty: the very next call of that person is refused. The last administrator stays. */
export async function endStaff(
  ctx: CommandContext<AdminActor>,
  { staffId }: Input<'accounts', 'endStaff'>,
): Promise<{ ended: true }> {
  const staff = must(await ctx.tx.get('staff', staffId));
  ctx.about({ target: staffId, ...(staff.villageId ? { villageId: staff.villageId } : {}) });
  if (staff.level === 'admin') {
    const admins = await ctx.reader.find('staff', { where: { level: 'admin' }, limit: 1000 });
    const others = admins.filter(
      (other) => other._id !== staffId && other.openid !== null && other.endedAt === null,
    );
    const [witness] = others;
    if (!witness) throw new AppError('LAST_ADMIN');
    // Written, so that two administrators ending each other at once conflict and one of them stays.
    await ctx.tx.put('staff', must(await ctx.tx.get('staff', witness._id)));
  }
  if (staff.openid !== null) {
    const user = await ctx.tx.get('users', staff.openid);
    if (user?.staff?.staffId === staffId) await ctx.tx.put('users', { ...user, staff: null });
  }
  await ctx.tx.put('staff', { ...staff, inviteHash: null, inviteExpiresAt: null, endedAt: ctx.clock.now() });
  return { ended: true };
}

/** The first administrator, by the code from the function's environment; never again afterwards. */
export async function becomeFirstAdmin(
  ctx: CommandContext<AnyUser>,
  { code, name, phone }: Input<'accounts', 'becomeFirstAdmin'>,
): Promise<Output<'accounts', 'becomeFirstAdmin'>> {
  // A fixed id: a second first administrator cannot be written.
  const staffId = 'first-admin';
  if (!sameSecret(code, firstAdminCode()) || (await ctx.tx.get('staff', staffId))) {
    throw new AppError('INVITE_INVALID');
  }
  const now = ctx.clock.now();
  const role: StaffRole = {
    staffId,
    level: 'admin',
    villageId: null,
    name,
    duty: '管理员',
    orgName: TOWN_ORG,
  };
  await giveDuty(ctx, role);
  await ctx.tx.put('staff', {
    ...role,
    _id: staffId,
    phone,
    openid: ctx.actor.openid,
    inviteHash: null,
    inviteExpiresAt: null,
    endedAt: null,
    createdAt: now,
  });
  ctx.about({ target: staffId });
  return answer(ctx.actor.openid, role);
}
