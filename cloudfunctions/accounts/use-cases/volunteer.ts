/** A volunteer's own record: looked at, changed, and left. */
import type { Input, Output } from '../../../typings/api';
import { VOLUNTEER_KIND_LABELS } from '../../../miniprogram/shared/labels';
import { maskPhone } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import type { VolunteerDoc } from '../../core/collections';
import { fingerprint, seal, unseal } from '../../core/crypto';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { countVolunteer, endVolunteering, openRegistration, settleRegistration } from '../../core/volunteers';
import { villageName, villageOf } from '../../core/villages';
import { openVerification } from './verification';

type Ctx = CommandContext<VolunteerActor>;

/**
 * What changes when the profile does, and by nothing else: services and pairings write the record too, and would else make a profile that
 * is being typed out of date.
 */
function profileVersion({ phone, villageId, kind, skills }: VolunteerDoc): number {
  return fingerprint([phone, villageId, kind, skills]);
}

/** The caller's own facts; the number in full, because it is theirs. */
export async function myVolunteer(
  ctx: CallContext<VolunteerActor>,
): Promise<Output<'accounts', 'myVolunteer'>> {
  const doc = must(await ctx.reader.get('volunteers', ctx.actor.volunteerId));
  return {
    version: profileVersion(doc),
    name: doc.name,
    phone: unseal(doc.phone),
    villageId: doc.villageId,
    villageName: await villageName(ctx.reader, doc.villageId),
    kind: doc.kind,
    skills: doc.skills,
    state: doc.state,
    activePairings: doc.pairings.length,
    running: doc.running !== null,
    claimedWishes: doc.claimedWishes.length,
  };
}

/**
 * Changes phone, village, kind and skills. Another village's staff verify anew: they are the ones who answer for who goes to
 * their residents. Pairings stay; a service begins again when that is done.
 */
export async function changeVolunteer(
  ctx: Ctx,
  { version, phone, villageId, kind, skills }: Input<'accounts', 'changeVolunteer'>,
): Promise<Output<'accounts', 'changeVolunteer'>> {
  const before = must(await ctx.tx.get('volunteers', ctx.actor.volunteerId));
  ctx.about({ target: before._id, villageId });
  if (profileVersion(before) !== version) throw new AppError('STATE_CHANGED');
  const moves = before.villageId !== villageId;
  if (moves && before.running) {
    throw new AppError('SERVICE_RUNNING', { message: '您还有一次服务没有结束，请先扫码结束，再换村' });
  }
  if (moves) await villageOf(ctx.tx, villageId);
  // A refused registration is in no figures and is handed in again on its own page.
  if (before.state === 'refused')
    throw new AppError('STEP_NOT_ALLOWED', { message: '登记没有通过，请重新登记' });
  await countVolunteer(ctx, before, -1);
  await countVolunteer(ctx, { villageId, kind }, 1);
  const after: VolunteerDoc = {
    ...before,
    phone: seal(phone),
    phoneMasked: maskPhone(phone),
    villageId,
    kind,
    skills,
    version: before.version + 1,
    updatedAt: ctx.clock.now(),
  };
  if (!moves) {
    await ctx.tx.put('volunteers', after);
    return { state: before.state, version: profileVersion(after) };
  }
  const open = await openRegistration(ctx, ctx.actor.openid);
  if (open) await settleRegistration(ctx, open, '换了村');
  await openVerification(ctx, {
    kind: 'volunteer',
    villageId,
    applicantName: before.name,
    phone,
    volunteerId: before._id,
    detail: ['换村', VOLUNTEER_KIND_LABELS[kind], ...skills].join('、'),
  });
  await ctx.tx.put('volunteers', { ...after, state: 'toVerify', note: null });
  const user = must(await ctx.tx.get('users', ctx.actor.openid));
  await ctx.tx.put('users', { ...user, volunteer: { volunteerId: before._id, state: 'toVerify' } });
  return { state: 'toVerify', version: profileVersion(after) };
}

function mustBeFree({ running, toDescribe, claimedWishes }: VolunteerDoc): void {
  const message =
    running !== null
      ? '您还有一次服务没有结束，请先扫码结束，再退出'
      : toDescribe.length > 0
        ? '您还有服务没写内容，请先写好或取消，再退出'
        : claimedWishes.length > 0
          ? '您还有认领的微心愿没送到，请先送到或取消认领，再退出'
          : '';
  if (message !== '') throw new AppError('STEP_NOT_ALLOWED', { message });
}

/** Is no volunteer any more, by the own wish. */
export async function leaveVolunteer(
  ctx: Ctx,
  { reason }: Input<'accounts', 'leaveVolunteer'>,
): Promise<Output<'accounts', 'leaveVolunteer'>> {
  const { volunteerId } = ctx.actor;
  const before = must(await ctx.tx.get('volunteers', volunteerId));
  ctx.about({ target: volunteerId, villageId: before.villageId, reason });
  mustBeFree(before);
  await endVolunteering(ctx, before, reason);
  return { left: true };
}
