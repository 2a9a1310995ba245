/** How people stop acting here: a phone that is no longer the resident's, a guardian who no longer acts. */
import type { Input, Output } from '../../../typings/api';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import type { ResidentDoc, UserDoc } from '../../core/collections';
import { afterLeaving } from '../../core/consent';
import { count } from '../../core/counters';
import { AppError, must } from '../../core/errors';
import type { GuardianActor, ResidentActor, TownStaffActor, VillageStaffActor } from '../../core/identity';
import { closeVerification } from '../../core/verifications';
import { tell, tellVillage } from './tell';
import { guardianView } from './views';

type StaffActor = VillageStaffActor | TownStaffActor;
type EndingActor = ResidentActor | GuardianActor | StaffActor;

/**
 * The user without the binding, and the register without the user. What the village still had to verify about it is closed.
 * Cases go on: they are the resident's, not the phone's.
 */
export async function forgetBinding(ctx: CommandContext, user: UserDoc): Promise<UserDoc> {
  const resident = must(await ctx.tx.get('residents', must(user.resident).residentId));
  const { binding } = resident;
  if (binding?.openid === user._id) {
    const now = ctx.clock.now();
    const waiting =
      binding.state === 'toVerify' ? await ctx.tx.get('verifications', binding.verificationId) : null;
    const open = waiting?.state === 'open' ? waiting : null;
    if (open) await closeVerification(ctx, open, false, '本人解除了绑定');
    await ctx.tx.put('residents', {
      ...resident,
      binding: null,
      version: resident.version + 1,
      updatedAt: now,
    });
    await count(ctx.tx, resident.villageId, now, (counters) => {
      counters.boundUsers -= 1;
      if (open) counters.openVerifications -= 1;
    });
    await tellVillage(ctx, resident, '残障朋友解除了微信绑定');
  }
  return { ...user, resident: null };
}

/** The register without this guardian. The user's own document is the caller's to write. */
export async function forgetGuardian(
  ctx: CommandContext,
  resident: ResidentDoc,
  guardianOpenid: string,
): Promise<void> {
  await ctx.tx.put('residents', {
    ...resident,
    guardians: resident.guardians.filter(({ openid }) => openid !== guardianOpenid),
    version: resident.version + 1,
    updatedAt: ctx.clock.now(),
  });
}

/** This WeChat is no longer the resident's, at once. */
export async function unbind(
  ctx: CommandContext<ResidentActor>,
  { reason }: Input<'accounts', 'unbind'>,
): Promise<Output<'accounts', 'unbind'>> {
  const user = must(await ctx.tx.get('users', ctx.actor.openid));
  ctx.about({ target: ctx.actor.residentId, residentId: ctx.actor.residentId, reason });
  const left = await forgetBinding(ctx, user);
  await ctx.tx.put('users', afterLeaving(left, ctx.clock.now()));
  return { unbound: true };
}

/** The resident, if this person may say who acts for them; to others they do not exist. */
function inReach(actor: EndingActor, resident: ResidentDoc | null): ResidentDoc {
  const found = must(resident);
  const reached =
    actor.role === 'townStaff' ||
    (actor.role === 'villageStaff' ? found.villageId === actor.villageId : found._id === actor.residentId);
  if (!reached) throw new AppError('NOT_FOUND');
  return found;
}

/** Who may act for a resident of the own village (the town: of any). */
export async function guardians(
  ctx: CallContext<StaffActor>,
  { residentId }: Input<'accounts', 'guardians'>,
): Promise<Output<'accounts', 'guardians'>> {
  const resident = inReach(ctx.actor, await ctx.reader.get('residents', residentId));
  return { guardians: resident.guardians.map((guardian) => guardianView(guardian, ctx.actor.openid)) };
}

/** Ends what a guardian may do, at once: by the resident, by the guardian themself, or by staff. Cases go on. */
export async function endGuardian(
  ctx: CommandContext<EndingActor>,
  { residentId, guardianId, reason }: Input<'accounts', 'endGuardian'>,
): Promise<Output<'accounts', 'endGuardian'>> {
  const { actor } = ctx;
  const resident = inReach(actor, await ctx.tx.get('residents', residentId));
  const guardian = must(resident.guardians.find((one) => one.guardianId === guardianId));
  // Guardians end their own part only; another guardian of the family is not theirs to send away.
  if (actor.role === 'guardian' && guardian.openid !== actor.openid) throw new AppError('NOT_FOUND');
  if (actor.role === 'resident' && resident.binding?.state !== 'verified') {
    throw new AppError('IDENTITY_NOT_VERIFIED', {
      message: '您的身份还没有核实，核实以后才能终止代办；着急请打电话给村残协',
    });
  }
  ctx.about({ target: guardianId, residentId, villageId: resident.villageId, reason });

  const user = must(await ctx.tx.get('users', guardian.openid));
  const left = { ...user, guardianOf: user.guardianOf.filter((one) => one.residentId !== residentId) };
  await ctx.tx.put('users', afterLeaving(left, ctx.clock.now()));
  await forgetGuardian(ctx, resident, guardian.openid);

  tell(ctx, guardian.openid, {
    title: `替${maskName(resident.name)}办事`,
    state: '已终止',
    next: '有疑问请联系村残协',
  });
  if (resident.binding?.state === 'verified') {
    tell(ctx, resident.binding.openid, {
      title: `${maskName(guardian.name)}替您办事`,
      state: '已终止',
      next: '有疑问请联系村残协',
    });
  }
  if (actor.role === 'guardian' || actor.role === 'resident') {
    await tellVillage(ctx, resident, '有一位监护人不再代办');
  }
  return { ended: true };
}
