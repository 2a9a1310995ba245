/** What every writer of a volunteer shares: who may act for a resident, and how somebody stops. */
import type { CommandContext } from './actions';
import type { VerificationDoc, VolunteerDoc } from './collections';
import { withoutConsent } from './consent';
import { add, count } from './counters';
import type { Reader } from './database';
import { AppError, must } from './errors';
import type { VolunteerActor } from './identity';
import { saveIntention } from './intentions';
import { endForLeaving } from './pairings';
import { closeVerification, slotOf } from './verifications';

/**
 * The caller's own volunteer record; refused until staff have verified it. Inside the transaction for who writes it; who does not takes it
 * from the reader, where it has come with the caller (OWN_VOLUNTEER).
 */
export async function verifiedVolunteer(
  { actor, tx }: CommandContext<VolunteerActor>,
  from: Pick<Reader, 'get'> = tx,
): Promise<VolunteerDoc> {
  const volunteer = must(await from.get('volunteers', actor.volunteerId));
  if (volunteer.state !== 'verified') throw new AppError('VOLUNTEER_NOT_VERIFIED');
  return volunteer;
}

/** The verification of the registration that staff have not decided yet, if there is one. */
export async function openRegistration(
  ctx: Pick<CommandContext, 'tx'>,
  openid: string,
): Promise<VerificationDoc | null> {
  const slot = await ctx.tx.get(
    'openSlots',
    slotOf({ kind: 'volunteer', openid, residentId: null, correction: null }),
  );
  return slot && ctx.tx.get('verifications', slot.recordId);
}

/** What the village still had to verify about a volunteer is closed. */
export async function settleRegistration(
  ctx: CommandContext,
  open: VerificationDoc,
  note: string,
): Promise<void> {
  await closeVerification(ctx, open, false, note);
  await count(ctx.tx, open.villageId, ctx.clock.now(), (counters) => {
    counters.openVerifications -= 1;
  });
}

/** A volunteer in the figures of a village. */
export function countVolunteer(
  ctx: CommandContext,
  { villageId, kind }: Pick<VolunteerDoc, 'villageId' | 'kind'>,
  by: 1 | -1,
): Promise<void> {
  return count(ctx.tx, villageId, ctx.clock.now(), (counters) => {
    counters.volunteers += by;
    add(counters.byVolunteerKind, kind, by);
  });
}

/**
 * Is no volunteer any more: pairings end with the reason, an open intention is taken back, the consent is withdrawn. Services,
 * certificates and points stay as they are; who registers again has them again.
 */
export async function endVolunteering(
  ctx: CommandContext,
  before: VolunteerDoc,
  reason: string,
): Promise<void> {
  const now = ctx.clock.now();
  for (const { pairingId } of before.pairings) {
    const pairing = must(await ctx.tx.get('pairings', pairingId));
    await endForLeaving(ctx.tx, pairing, { reason, by: ctx.actor.openid, now });
  }
  const open = await openRegistration(ctx, before.openid);
  if (open) await settleRegistration(ctx, open, reason);
  // Pairings have changed it in this transaction.
  let volunteer = must(await ctx.tx.get('volunteers', before._id));
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
  const user = must(await ctx.tx.get('users', before.openid));
  await ctx.tx.put('users', { ...withoutConsent(user, 'volunteer', now), volunteer: null });
  if (before.state !== 'refused') await countVolunteer(ctx, before, -1);
}
