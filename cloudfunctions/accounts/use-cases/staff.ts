/** Staff come in by an invitation code. */
import { timingSafeEqual } from 'node:crypto';
import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import type { StaffDoc, StaffRole } from '../../core/collections';
import { hash, lookupKey } from '../../core/crypto';
import { AppError, must } from '../../core/errors';
import { actingAs, actorsOf, newUser, type AdminActor, type AnyUser } from '../../core/identity';
import { villageOf } from '../../core/villages';

const INVITE_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;
const TOWN_ORG = '泗门镇残联';

/** Where somebody works, in words; a village is named for village staff and for nobody else. */
export async function orgNameOf(
  ctx: CommandContext<AdminActor>,
  { level, villageId }: Pick<StaffDoc, 'level' | 'villageId'>,
): Promise<string> {
  const village = villageId === null ? null : await villageOf(ctx.tx, villageId);
  if ((level === 'village') !== (village !== null)) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '村残协人员请选择村社，镇里人员不选' } });
  }
  // Written, so that closing the village at the same moment and appointing somebody there notice each other.
  if (village) await ctx.tx.put('villages', village);
  return village ? `${village.name}残协` : TOWN_ORG;
}

/** A code and until when it works; only its keyed hash is kept: a plain one of eight characters could be guessed. */
export function newInvite(ctx: CommandContext<AdminActor>): {
  code: string;
  hash: string;
  expiresAt: number;
} {
  const code = ctx.ids.code();
  return { code, hash: lookupKey('invite', code), expiresAt: ctx.clock.now() + INVITE_DAYS * DAY };
}

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

/** What a user document says of a duty. */
export function roleOf({ staffId, level, villageId, name, duty, orgName }: StaffDoc): StaffRole {
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
  const orgName = await orgNameOf(ctx, input);
  const now = ctx.clock.now();
  const staffId = ctx.ids.record(now);
  const invite = newInvite(ctx);
  ctx.about({ target: staffId, ...(input.villageId ? { villageId: input.villageId } : {}) });
  await ctx.tx.put('staff', {
    _id: staffId,
    staffId,
    level: input.level,
    villageId: input.villageId,
    name: input.name,
    duty: input.duty,
    orgName,
    phone: input.phone,
    openid: null,
    inviteHash: invite.hash,
    inviteExpiresAt: invite.expiresAt,
    state: 'invited',
    endedAt: null,
    changes: [{ at: now, by: ctx.actor.name, what: '发出邀请' }],
    version: 1,
    createdAt: now,
  });
  return { staffId, code: invite.code, expiresAt: invite.expiresAt };
}

/** Takes up the duty that the code stands for. A code works once. */
export async function acceptInvite(
  ctx: CommandContext<AnyUser>,
  { code }: Input<'accounts', 'acceptInvite'>,
): Promise<Output<'accounts', 'acceptInvite'>> {
  const [invited] = await ctx.reader.find('staff', {
    where: { inviteHash: lookupKey('invite', code) },
    limit: 1,
  });
  // Read again inside the transaction: another phone may have used the code a moment ago.
  const staff = invited ? await ctx.tx.get('staff', invited._id) : null;
  const now = ctx.clock.now();
  if (
    !staff ||
    staff.inviteHash !== lookupKey('invite', code) ||
    staff.endedAt !== null ||
    (staff.inviteExpiresAt ?? 0) < now
  ) {
    throw new AppError('INVITE_INVALID');
  }
  const role = roleOf(staff);
  await giveDuty(ctx, role);
  await ctx.tx.put('staff', {
    ...staff,
    openid: ctx.actor.openid,
    inviteHash: null,
    inviteExpiresAt: null,
    state: 'active',
    changes: [{ at: now, by: staff.name, what: '用邀请码加入' }, ...staff.changes],
    version: staff.version + 1,
  });
  ctx.about({ target: staff._id, ...(staff.villageId ? { villageId: staff.villageId } : {}) });
  return answer(ctx.actor.openid, role);
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
    state: 'active',
    endedAt: null,
    changes: [{ at: now, by: name, what: '设为第一位管理员' }],
    version: 1,
    createdAt: now,
  });
  ctx.about({ target: staffId });
  return answer(ctx.actor.openid, role);
}
