/** Pairing a volunteer with a resident: asked by scanning, answered by the resident's side, ended by any side. */
import type { Input, Output } from '../../../typings/api';
import { maskName } from '../../../miniprogram/shared/mask';
import { PAIRING_STATES } from '../../../miniprogram/shared/service-words';
import type { CommandContext } from '../../core/actions';
import type { PairingDoc, ResidentDoc, VolunteerDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import {
  isHome,
  isOwnCase,
  onBehalfBy,
  type VillageStaffActor,
  type VolunteerActor,
} from '../../core/identity';
import { savePairing } from '../../core/pairings';
import { verifiedVolunteer } from '../../core/volunteers';
import { pairingObstacle } from '../rules/limits';
import { endingAction, nextPairingState, type PairingAction } from '../rules/pairing-life';
import {
  canBeAsked,
  concerning,
  isOfficer,
  mustSpeakFor,
  pairingLimit,
  residentFor,
  type AnyActor,
  type HomeActor,
} from './people';
import { mustNotBeOwn, residentOf } from './resolve';
import { askHome, pairingQuestion, tellHome, tellVolunteer } from './tell';

/** A request to pair as it begins. */
export function newPairing(
  ctx: CommandContext,
  volunteer: VolunteerDoc,
  resident: ResidentDoc,
  via: PairingDoc['via'],
): PairingDoc {
  const askedAt = ctx.clock.now();
  return {
    _id: ctx.ids.record(askedAt),
    volunteerId: volunteer._id,
    volunteerOpenid: volunteer.openid,
    volunteerName: volunteer.name,
    residentId: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    state: 'asked',
    via,
    askedAt,
    decidedAt: null,
    decidedBy: null,
    endedAt: null,
    endedBy: null,
    endReason: null,
    note: null,
    remindedAt: null,
    services: 0,
    minutes: 0,
    version: 1,
  };
}

const pairedEvent = (pairing: PairingDoc) => ({
  feed: { kind: 'paired' as const, what: maskName(pairing.volunteerName), id: pairing._id },
});

/** A verified volunteer asks to be paired with the person whose code was scanned. */
export async function askPairing(
  ctx: CommandContext<VolunteerActor>,
  { code }: Input<'pairing', 'askPairing'>,
): Promise<Output<'pairing', 'askPairing'>> {
  const volunteer = await verifiedVolunteer(ctx);
  const resident = await residentOf(ctx, code, ctx.tx);
  mustNotBeOwn(ctx, resident._id);
  const obstacle = pairingObstacle(volunteer, resident, await pairingLimit(ctx));
  if (obstacle) throw new AppError(obstacle.code, { message: obstacle.message });

  const pairing = newPairing(ctx, volunteer, resident, 'scan');
  ctx.about({ target: pairing._id, residentId: resident._id, villageId: resident.villageId });
  await savePairing(ctx.tx, pairing.askedAt, null, pairing, { volunteer, resident });
  askHome(ctx, resident, pairingQuestion(pairing, pairing.askedAt));
  return { pairingId: pairing._id };
}

/** The village pairs a resident who has neither phone nor guardian; both agreed by word of mouth. */
export async function pairForResident(
  ctx: CommandContext<VillageStaffActor>,
  { residentId, volunteerId, note }: Input<'pairing', 'pairForResident'>,
): Promise<Output<'pairing', 'pairForResident'>> {
  const resident = await residentFor(ctx, residentId);
  if (canBeAsked(resident)) {
    throw new AppError('STEP_NOT_ALLOWED', {
      message: '这位朋友或监护人有手机，请让志愿者扫码申请，由他们自己答复',
    });
  }
  const volunteer = must(await ctx.tx.get('volunteers', volunteerId));
  if (volunteer.state !== 'verified') throw new AppError('VOLUNTEER_NOT_VERIFIED');
  if (isOwnCase(ctx.user, residentId) || volunteer.openid === ctx.actor.openid)
    throw new AppError('OWN_CASE');
  if (isOwnCase(await ctx.tx.get('users', volunteer.openid), residentId)) {
    throw new AppError('BAD_INPUT', { fields: { volunteerId: '这位志愿者就是本人或监护人，不能结对' } });
  }
  const obstacle = pairingObstacle(volunteer, resident, await pairingLimit(ctx));
  if (obstacle) throw new AppError(obstacle.code);

  const now = ctx.clock.now();
  const pairing: PairingDoc = {
    ...newPairing(ctx, volunteer, resident, 'staff'),
    state: 'active',
    decidedAt: now,
    decidedBy: ctx.actor.openid,
    note,
  };
  ctx.about({ target: pairing._id, residentId, villageId: resident.villageId, reason: note });
  await savePairing(ctx.tx, now, null, pairing, { volunteer, resident }, pairedEvent(pairing));
  tellVolunteer(ctx, pairing, '已结对', '村残协为您结对，请打开看看');
  return { pairingId: pairing._id };
}

/** Where the step leads; refused in words when it is not possible (any more). */
function stepTo(pairing: PairingDoc, action: PairingAction | null, actor: AnyActor): PairingDoc['state'] {
  const to = action && nextPairingState(pairing.state, action, actor.role);
  if (to) return to;
  throw new AppError('STATE_CHANGED', {
    message: `这次结对现在是「${PAIRING_STATES[pairing.state].label}」，请刷新后再看`,
  });
}

/** The village answers only for residents whom nobody can ask by phone. */
function mustAnswerFor(ctx: CommandContext<HomeActor | VillageStaffActor>, resident: ResidentDoc): void {
  if (ctx.actor.role !== 'villageStaff') return mustSpeakFor(ctx.actor, resident);
  if (isOwnCase(ctx.user, resident._id)) throw new AppError('OWN_CASE');
  if (canBeAsked(resident)) {
    throw new AppError('STEP_NOT_ALLOWED', { message: '这位朋友或监护人有手机，由他们自己答复' });
  }
}

/** An officer's answer for a resident is marked as such, for everybody who reads the pairing. */
function assistedNote(actor: HomeActor | VillageStaffActor, note: string | undefined): string | undefined {
  if (actor.role !== 'assistant') return note;
  return `由${onBehalfBy(actor)}代为答复${note ? `：${note}` : ''}`;
}

/** The resident's side accepts or declines. Who asked does not answer, whatever other roles they hold. */
export async function decidePairing(
  ctx: CommandContext<HomeActor | VillageStaffActor>,
  { pairingId, accept, note }: Input<'pairing', 'decidePairing'>,
): Promise<Output<'pairing', 'decidePairing'>> {
  const pairing = concerning(ctx.actor, await ctx.tx.get('pairings', pairingId));
  const resident = must(await ctx.tx.get('residents', pairing.residentId));
  const volunteer = must(await ctx.tx.get('volunteers', pairing.volunteerId));
  ctx.about({
    target: pairingId,
    residentId: resident._id,
    villageId: pairing.villageId,
    ...(note ? { reason: note } : {}),
  });
  if (pairing.volunteerOpenid === ctx.actor.openid) throw new AppError('OWN_CASE');
  mustAnswerFor(ctx, resident);
  const state = stepTo(pairing, accept ? 'accept' : 'decline', ctx.actor);
  if (accept && resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (accept && volunteer.state !== 'verified') {
    throw new AppError('VOLUNTEER_NOT_VERIFIED', { message: '这位志愿者的登记没有通过核实，不能结对' });
  }
  const now = ctx.clock.now();
  const next: PairingDoc = {
    ...pairing,
    state,
    decidedAt: now,
    decidedBy: ctx.actor.openid,
    note: assistedNote(ctx.actor, note) ?? null,
    version: pairing.version + 1,
  };
  await savePairing(ctx.tx, now, pairing, next, { volunteer, resident }, accept ? pairedEvent(next) : {});
  if (accept) tellVolunteer(ctx, next, '已同意', '可以上门了，到门口请扫码');
  else tellVolunteer(ctx, next, '没有同意', '对方这次没有同意，谢谢您');
  return { state };
}

/** Ends a pairing with a reason; what was only asked for is taken back by the volunteer or declined by the resident's side. */
export async function endPairing(
  ctx: CommandContext<AnyActor>,
  { pairingId, reason }: Input<'pairing', 'endPairing'>,
): Promise<Output<'pairing', 'endPairing'>> {
  const { actor } = ctx;
  const pairing = concerning(actor, await ctx.tx.get('pairings', pairingId));
  const resident = must(await ctx.tx.get('residents', pairing.residentId));
  ctx.about({ target: pairingId, residentId: resident._id, villageId: pairing.villageId, reason });
  if (isHome(actor)) mustSpeakFor(actor, resident);
  const state = stepTo(pairing, endingAction(pairing.state, actor.role), actor);
  const now = ctx.clock.now();
  const next: PairingDoc = {
    ...pairing,
    state,
    endedAt: now,
    endedBy: actor.openid,
    endReason: reason,
    version: pairing.version + 1,
  };
  await savePairing(ctx.tx, now, pairing, next, { resident });
  if (actor.role !== 'volunteer') tellVolunteer(ctx, next, '已结束', '结对已结束，谢谢您的帮助');
  if (actor.role === 'volunteer' || isOfficer(actor)) {
    tellHome(ctx, resident, { title: '结对帮扶', state: '已结束', next: '需要别的志愿者，请联系村残协' });
  }
  return { state };
}
