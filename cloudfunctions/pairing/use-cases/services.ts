/** What a volunteer does with a service: begin and end at the door, say what was done, type in, take back. */
import type { Input, Output } from '../../../typings/api';
import type { Millis } from '../../../typings/domain';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { PairingDoc, ResidentDoc, ServiceDoc, VolunteerDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { saveService } from '../../core/pairings';
import { usePhotos } from '../../core/photos';
import { verifiedVolunteer } from '../../core/volunteers';
import {
  countedMinutes,
  flagged,
  minutesAfter,
  notAfter,
  plausibleTime,
  type ServiceRule,
} from '../rules/times';
import { overlapsOthers } from './overlap';
import { concerning, feedbackReminder, serviceRule } from './people';
import { mustNotBeOwn, residentOf } from './resolve';
import { askingFacts, mustAllow, stepped } from './step';
import { askHome, serviceQuestion } from './tell';

type Ctx = CommandContext<VolunteerActor>;

function newService(
  ctx: Ctx,
  pairing: Pick<PairingDoc, '_id' | 'volunteerName'>,
  volunteer: VolunteerDoc,
  resident: ResidentDoc,
  startedAt: Millis,
): ServiceDoc {
  const now = ctx.clock.now();
  return {
    _id: ctx.ids.record(now),
    pairingId: pairing._id,
    volunteerId: volunteer._id,
    volunteerOpenid: volunteer.openid,
    volunteerName: volunteer.name,
    residentId: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    state: 'running',
    startedAt,
    endedAt: null,
    minutes: 0,
    kinds: [],
    words: '',
    photoIds: [],
    flags: [],
    feedback: null,
    dispute: null,
    decision: null,
    cancelled: null,
    askedAt: null,
    confirmedAt: null,
    reminded: 0,
    remindAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Server time; for a scan that was kept without network the phone's, as far as it can be. */
function scanTime(ctx: Ctx, scannedAt: Millis | undefined, rule: ServiceRule): Millis {
  const now = ctx.clock.now();
  if (scannedAt === undefined) return now;
  if (!plausibleTime(scannedAt, now, rule)) {
    throw new AppError('SERVICE_TIME_WRONG', {
      message: `手机上记下的扫码时间不对，只收${rule.lateEntryDays}天内的，请改用补记`,
    });
  }
  return notAfter(scannedAt, now);
}

/** Begins a service at the door of a resident one is paired with. */
export async function startService(
  ctx: Ctx,
  { code, scannedAt }: Input<'pairing', 'startService'>,
): Promise<Output<'pairing', 'startService'>> {
  const volunteer = await verifiedVolunteer(ctx);
  if (volunteer.running) {
    throw new AppError('SERVICE_RUNNING', {
      message: `您给${volunteer.running.residentName}的服务还没有结束，请先扫码结束`,
    });
  }
  const rule = await serviceRule(ctx);
  const startedAt = scanTime(ctx, scannedAt, rule);
  const resident = await residentOf(ctx, code, ctx.tx, startedAt);
  mustNotBeOwn(ctx, resident._id);
  const listed = volunteer.pairings.find(
    ({ residentId, state }) => residentId === resident._id && state === 'active',
  );
  if (!listed) throw new AppError('PAIRING_NEEDED');
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  const pairing = must(await ctx.tx.get('pairings', listed.pairingId));
  if (startedAt < (pairing.decidedAt ?? 0)) {
    throw new AppError('SERVICE_TIME_WRONG', { message: '扫码的时候还没有结对，这次不能记为服务' });
  }

  const now = ctx.clock.now();
  const service: ServiceDoc = {
    ...newService(ctx, pairing, volunteer, resident, startedAt),
    flags: flagged([], scannedAt !== undefined && 'offlineScan'),
    remindAt: minutesAfter(startedAt, rule.forgottenAfterMinutes),
  };
  ctx.about({ target: service._id, residentId: resident._id, villageId: service.villageId });
  await saveService(
    ctx.tx,
    now,
    null,
    service,
    { volunteer, resident },
    { feed: { kind: 'serviceStarted', what: maskName(volunteer.name), id: service._id } },
  );
  return { serviceId: service._id, startedAt };
}

/** Ends the service that runs, by the code of the same resident. A pairing that was ended meanwhile does not matter. */
export async function endService(
  ctx: Ctx,
  { code, scannedAt }: Input<'pairing', 'endService'>,
): Promise<Output<'pairing', 'endService'>> {
  const volunteer = must(await ctx.tx.get('volunteers', ctx.actor.volunteerId));
  if (!volunteer.running) throw new AppError('SERVICE_NOT_RUNNING');
  const rule = await serviceRule(ctx);
  const endedAt = scanTime(ctx, scannedAt, rule);
  const resident = await residentOf(ctx, code, ctx.tx, endedAt);
  const service = must(await ctx.tx.get('services', volunteer.running.serviceId));
  ctx.about({ target: service._id, residentId: service.residentId, villageId: service.villageId });
  if (resident._id !== service.residentId) {
    throw new AppError('SERVICE_RUNNING', {
      message: `这不是${service.residentName}的二维码，请扫正在帮助的人的二维码来结束`,
    });
  }
  mustAllow(service, 'end', 'volunteer');
  if (endedAt < service.startedAt) throw new AppError('SERVICE_TIME_WRONG');

  const now = ctx.clock.now();
  const { minutes, tooLong } = countedMinutes(service.startedAt, endedAt, rule);
  const flags = flagged(service.flags, scannedAt !== undefined && 'offlineScan', tooLong && 'tooLong');
  const time = { _id: service._id, start: service.startedAt, end: endedAt };
  // Times of the server cannot overlap: only one service runs. Those of a phone can.
  const crossing =
    flags.includes('offlineScan') && (await overlapsOthers(ctx.reader, volunteer._id, time, rule));
  const next: ServiceDoc = {
    ...stepped(service, 'end', 'volunteer', askingFacts(service, resident), now, { afterDays: 0 }),
    endedAt,
    minutes,
    flags: flagged(flags, crossing && 'overlap'),
  };
  await saveService(
    ctx.tx,
    now,
    service,
    next,
    { volunteer, resident },
    { feed: { kind: 'serviceDone', what: maskName(volunteer.name), id: service._id } },
  );
  return { serviceId: service._id, endedAt, minutes };
}

/** Says what was done, with photos; then the resident is asked, or staff when something is to be looked at. */
export async function describeService(
  ctx: Ctx,
  { serviceId, kinds, words, photoIds }: Input<'pairing', 'describeService'>,
): Promise<Output<'pairing', 'describeService'>> {
  const service = concerning(ctx.actor, await ctx.tx.get('services', serviceId));
  ctx.about({ target: serviceId, residentId: service.residentId, villageId: service.villageId });
  mustAllow(service, 'describe', 'volunteer');
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  const resident = must(await ctx.tx.get('residents', service.residentId));
  await usePhotos(ctx, photoIds, 'service', serviceId);

  const now = ctx.clock.now();
  const next: ServiceDoc = {
    ...stepped(
      service,
      'describe',
      'volunteer',
      askingFacts(service, resident),
      now,
      await feedbackReminder(ctx),
    ),
    kinds,
    words,
    photoIds,
  };
  await saveService(ctx.tx, now, service, next, { resident });
  if (next.state === 'toConfirm') askHome(ctx, resident, serviceQuestion(next, now));
  return { state: next.state };
}

/** Types a service in afterwards, within the time of the pairing. Staff look at every such one. */
export async function recordService(
  ctx: Ctx,
  { pairingId, startedAt, endedAt, kinds, words, photoIds }: Input<'pairing', 'recordService'>,
): Promise<Output<'pairing', 'recordService'>> {
  const volunteer = await verifiedVolunteer(ctx);
  const pairing = concerning(ctx.actor, await ctx.tx.get('pairings', pairingId));
  if (pairing.decidedAt === null || (pairing.state !== 'active' && pairing.state !== 'ended'))
    throw new AppError('PAIRING_NEEDED');
  const resident = must(await ctx.tx.get('residents', pairing.residentId));
  const rule = await serviceRule(ctx);
  const now = ctx.clock.now();
  const end = notAfter(endedAt, now);
  const { minutes, tooLong } = countedMinutes(startedAt, end, rule);
  const possible = plausibleTime(startedAt, now, rule) && plausibleTime(endedAt, now, rule) && minutes > 0;
  if (!possible || tooLong) {
    throw new AppError('SERVICE_TIME_WRONG', {
      message: `服务时间不对：只能补记${rule.lateEntryDays}天内已经结束的服务，一次最长${Math.floor(rule.maxMinutes / 60)}小时`,
    });
  }
  if (startedAt < pairing.decidedAt || end > (pairing.endedAt ?? Infinity)) {
    throw new AppError('SERVICE_TIME_WRONG', { message: '这段时间不在结对期间，不能补记' });
  }
  if (words === '' && photoIds.length === 0) {
    throw new AppError('BAD_INPUT', { fields: { words: '请写一写做了什么，或者放一张照片' } });
  }

  const drafted = newService(ctx, pairing, volunteer, resident, startedAt);
  ctx.about({ target: drafted._id, residentId: resident._id, villageId: drafted.villageId });
  await usePhotos(ctx, photoIds, 'service', drafted._id);
  const time = { _id: drafted._id, start: startedAt, end };
  const crossing = await overlapsOthers(ctx.reader, volunteer._id, time, rule);
  const service: ServiceDoc = {
    ...drafted,
    state: 'toCheck',
    endedAt: end,
    minutes,
    kinds,
    words,
    photoIds,
    flags: flagged([], 'typedLater', crossing && 'overlap'),
  };
  await saveService(ctx.tx, now, null, service, { volunteer });
  return { serviceId: service._id, state: service.state };
}

/** Takes a service back before it is confirmed. */
export async function cancelService(
  ctx: Ctx,
  { serviceId, reason }: Input<'pairing', 'cancelService'>,
): Promise<Output<'pairing', 'cancelService'>> {
  const service = concerning(ctx.actor, await ctx.tx.get('services', serviceId));
  ctx.about({ target: serviceId, residentId: service.residentId, villageId: service.villageId, reason });
  const now = ctx.clock.now();
  const next: ServiceDoc = {
    ...stepped(service, 'cancel', 'volunteer', { askable: false, flags: [] }, now, { afterDays: 0 }),
    cancelled: { reason, at: now },
    endedAt: service.endedAt ?? now,
  };
  await saveService(ctx.tx, now, service, next);
  return { state: next.state };
}
