/** A volunteer's own record: looked at, changed, and left. */
import type { Input, Output } from '../../../typings/api';
import { VOLUNTEER_KIND_LABELS } from '../../../miniprogram/shared/labels';
import { maskPhone } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import type { UserDoc, VerificationDoc, VolunteerDoc } from '../../core/collections';
import { withoutConsent } from '../../core/consent';
import { add, count } from '../../core/counters';
import { seal, unseal } from '../../core/crypto';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { saveIntention } from '../../core/intentions';
import { endForLeaving } from '../../core/pairings';
import { closeVerification, slotOf } from '../../core/verifications';
import { villageName, villageOf } from '../../core/villages';
import { openVerification } from './verification';

type Ctx = CommandContext<VolunteerActor>;

/** The caller's own facts; the number in full, because it is theirs. */
export async function myVolunteer(
  ctx: CallContext<VolunteerActor>,
): Promise<Output<'accounts', 'myVolunteer'>> {
  const doc = must(await ctx.reader.get('volunteers', ctx.actor.volunteerId));
  return {
    version: doc.version,
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

/** The verification of the registration that staff have not decided yet, if there is one. */
async function openOne(ctx: Ctx): Promise<VerificationDoc | null> {
  const slot = await ctx.tx.get(
    'openSlots',
    slotOf({ kind: 'volunteer', openid: ctx.actor.openid, residentId: null, correction: null }),
  );
  return slot && ctx.tx.get('verifications', slot.recordId);
}

function moveKind(ctx: Ctx, villageId: string, kind: VolunteerDoc['kind'], by: 1 | -1): Promise<void> {
  return count(ctx.tx, villageId, ctx.clock.now(), (counters) => {
    counters.volunteers += by;
    add(counters.byVolunteerKind, kind, by);
  });
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
  if (before.version !== version) throw new AppError('STATE_CHANGED');
  const moves = before.villageId !== villageId;
  if (moves && before.running) {
    throw new AppError('SERVICE_RUNNING', { message: '您还有一次服务没有结束，请先扫码结束，再换村' });
  }
  if (moves) await villageOf(ctx.tx, villageId);
  // A refused registration is in no figures and is handed in again on its own page.
  if (before.state === 'refused')
    throw new AppError('STEP_NOT_ALLOWED', { message: '登记没有通过，请重新登记' });
  await moveKind(ctx, before.villageId, before.kind, -1);
  await moveKind(ctx, villageId, kind, 1);
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
    return { state: before.state, version: after.version };
  }
  const open = await openOne(ctx);
  if (open) await settle(ctx, open, '换了村');
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
  return { state: 'toVerify', version: after.version };
}

/** What the old village still had to verify is no longer theirs. */
async function settle(ctx: Ctx, open: VerificationDoc, note: string): Promise<void> {
  await closeVerification(ctx, open, false, note);
  await count(ctx.tx, open.villageId, ctx.clock.now(), (counters) => {
    counters.openVerifications -= 1;
  });
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

/**
 * Is no volunteer any more: pairings end with the reason, an open intention is taken back, the consent is withdrawn. Services,
 * certificates and points stay as they are; who registers again has them again.
 */
export async function leaveVolunteer(
  ctx: Ctx,
  { reason }: Input<'accounts', 'leaveVolunteer'>,
): Promise<Output<'accounts', 'leaveVolunteer'>> {
  const now = ctx.clock.now();
  const { openid, volunteerId } = ctx.actor;
  const before = must(await ctx.tx.get('volunteers', volunteerId));
  ctx.about({ target: volunteerId, villageId: before.villageId, reason });
  mustBeFree(before);
  for (const { pairingId } of before.pairings) {
    const pairing = must(await ctx.tx.get('pairings', pairingId));
    await endForLeaving(ctx.tx, pairing, { reason, by: openid, now });
  }
  const open = await openOne(ctx);
  if (open) await settle(ctx, open, '本人退出');
  // Pairings have changed it in this transaction.
  let volunteer = must(await ctx.tx.get('volunteers', volunteerId));
  if (volunteer.intention) {
    const intention = must(await ctx.tx.get('intentions', volunteer.intention.intentionId));
    const withdrawn = {
      ...intention,
      state: 'withdrawn' as const,
      version: intention.version + 1,
      updatedAt: now,
    };
    volunteer = await saveIntention(ctx.tx, now, intention, withdrawn, volunteer);
  }
  await ctx.tx.put('volunteers', {
    ...volunteer,
    state: 'left',
    note: reason,
    version: volunteer.version + 1,
    updatedAt: now,
  });
  const user: UserDoc = must(await ctx.tx.get('users', openid));
  await ctx.tx.put('users', { ...withoutConsent(user, 'volunteer', now), volunteer: null });
  if (before.state !== 'refused') await moveKind(ctx, before.villageId, before.kind, -1);
  return { left: true };
}
