/** A volunteer says what they would like to do, changes it, takes it back, and answers whom staff named. */
import type { Input, Output } from '../../../typings/api';
import { INTENTION_STATES } from '../../../miniprogram/shared/intention-words';
import type { CallContext, CommandContext } from '../../core/actions';
import type { IntentionDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { saveIntention } from '../../core/intentions';
import { savePairing } from '../../core/pairings';
import { verifiedVolunteer } from '../../core/volunteers';
import { villageNames, villageOf } from '../../core/villages';
import { intentionView } from '../intention-views';
import { nextIntentionState, type IntentionAction } from '../rules/intention-life';
import { pairingObstacle } from '../rules/limits';
import { newPairing } from './pairings';
import { pairingLimit } from './people';
import { mustNotBeOwn } from './resolve';
import { askHome, pairingQuestion } from './tell';

type Ctx = CommandContext<VolunteerActor>;

/** Where the step leads; refused in words when it is not possible (any more). */
export function intentionTo(
  intention: IntentionDoc,
  action: IntentionAction,
  role: Parameters<typeof nextIntentionState>[2],
): IntentionDoc['state'] {
  const to = nextIntentionState(intention.state, action, role);
  if (to !== null) return to;
  throw new AppError('STATE_CHANGED', {
    message: `这个帮扶意向现在是「${INTENTION_STATES[intention.state].label}」，请刷新后再看`,
  });
}

async function ownIntention(ctx: Ctx, intentionId: string): Promise<IntentionDoc> {
  const doc = must(await ctx.tx.get('intentions', intentionId));
  if (doc.volunteerId !== ctx.actor.volunteerId) throw new AppError('NOT_FOUND');
  ctx.about({ target: intentionId, ...(doc.villageId === null ? {} : { villageId: doc.villageId }) });
  return doc;
}

/** The newest intention, open or over. */
export async function myIntention(
  ctx: CallContext<VolunteerActor>,
): Promise<Output<'pairing', 'myIntention'>> {
  const [doc] = await ctx.reader.find('intentions', {
    where: { volunteerId: ctx.actor.volunteerId },
    orderBy: [['_id', 'desc']],
    limit: 1,
  });
  if (!doc) return { intention: null };
  return { intention: intentionView(doc, ctx.actor, await villageNames(ctx.reader)) };
}

/** Says what one would like to do; one intention at a time, so that staff do not arrange twice. */
export async function submitIntention(
  ctx: Ctx,
  input: Input<'pairing', 'submitIntention'>,
): Promise<Output<'pairing', 'submitIntention'>> {
  const volunteer = await verifiedVolunteer(ctx);
  if (volunteer.intention) {
    throw new AppError('ALREADY_OPEN', { message: '您已经交过一个帮扶意向，可以修改它，不用再交一个' });
  }
  const limit = await pairingLimit(ctx);
  if (volunteer.pairings.length >= limit.residentsPerVolunteer) {
    throw new AppError('PAIRING_LIMIT', {
      message: `一位志愿者最多结对${limit.residentsPerVolunteer}位，您已经满了；想换人请联系村残协`,
    });
  }
  if (input.villageId !== null) await villageOf(ctx.reader, input.villageId);
  const now = ctx.clock.now();
  const doc: IntentionDoc = {
    ...input,
    _id: ctx.ids.record(now),
    volunteerId: volunteer._id,
    volunteerOpenid: volunteer.openid,
    volunteerName: volunteer.name,
    state: 'submitted',
    arrangement: null,
    declined: [],
    closedReason: null,
    pairingId: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  ctx.about({ target: doc._id, ...(doc.villageId === null ? {} : { villageId: doc.villageId }) });
  await ctx.tx.put('volunteers', await saveIntention(ctx.tx, now, null, doc, volunteer));
  return { intentionId: doc._id };
}

/** Changes what waits for staff. Who read an older version is told so, and nothing is overwritten. */
export async function changeIntention(
  ctx: Ctx,
  { intentionId, version, ...input }: Input<'pairing', 'changeIntention'>,
): Promise<Output<'pairing', 'changeIntention'>> {
  const before = await ownIntention(ctx, intentionId);
  const state = intentionTo(before, 'change', 'volunteer');
  if (before.version !== version) throw new AppError('STATE_CHANGED');
  if (input.villageId !== null) await villageOf(ctx.tx, input.villageId);
  const volunteer = await verifiedVolunteer(ctx);
  const now = ctx.clock.now();
  const after: IntentionDoc = { ...before, ...input, state, version: before.version + 1, updatedAt: now };
  await ctx.tx.put('volunteers', await saveIntention(ctx.tx, now, before, after, volunteer));
  return { version: after.version };
}

/** Takes it back; whom staff named is free again. */
export async function withdrawIntention(
  ctx: Ctx,
  { intentionId }: Input<'pairing', 'withdrawIntention'>,
): Promise<Output<'pairing', 'withdrawIntention'>> {
  const before = await ownIntention(ctx, intentionId);
  const state = intentionTo(before, 'withdraw', 'volunteer');
  const volunteer = must(await ctx.tx.get('volunteers', before.volunteerId));
  const now = ctx.clock.now();
  const after: IntentionDoc = { ...before, state, version: before.version + 1, updatedAt: now };
  await ctx.tx.put('volunteers', await saveIntention(ctx.tx, now, before, after, volunteer));
  return { state };
}

/** Accepting asks the resident's side to pair, as a scan would; declining gives the intention back to staff with the reason. */
export async function answerIntention(
  ctx: Ctx,
  { intentionId, accept, reason = '' }: Input<'pairing', 'answerIntention'>,
): Promise<Output<'pairing', 'answerIntention'>> {
  const before = await ownIntention(ctx, intentionId);
  const state = intentionTo(before, accept ? 'accept' : 'decline', 'volunteer');
  const arrangement = must(before.arrangement);
  const volunteer = await verifiedVolunteer(ctx);
  const now = ctx.clock.now();
  const { residentId, residentName } = arrangement;
  const version = before.version + 1;
  if (!accept) {
    const declined = [...before.declined, { residentId, residentName, reason, at: now }];
    const after: IntentionDoc = { ...before, state, arrangement: null, declined, version, updatedAt: now };
    await ctx.tx.put('volunteers', await saveIntention(ctx.tx, now, before, after, volunteer));
    return { state, pairingId: null };
  }
  const resident = must(await ctx.tx.get('residents', residentId));
  mustNotBeOwn(ctx, residentId);
  const obstacle = pairingObstacle(volunteer, resident, await pairingLimit(ctx));
  if (obstacle) throw new AppError(obstacle.code, { message: obstacle.message });
  const pairing = newPairing(ctx, volunteer, resident, 'staff');
  ctx.about({ residentId });
  const after: IntentionDoc = { ...before, state, pairingId: pairing._id, version, updatedAt: now };
  const free = await saveIntention(ctx.tx, now, before, after, volunteer);
  await savePairing(ctx.tx, now, null, pairing, { volunteer: free, resident });
  askHome(ctx, resident, pairingQuestion(pairing, now));
  return { state, pairingId: pairing._id };
}
