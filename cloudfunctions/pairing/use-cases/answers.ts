/** What the resident's side and staff say about a service. Minutes count from the moment one of them has confirmed it. */
import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import type { ResidentDoc, ServiceDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import { isOwnCase, onBehalfBy, signature } from '../../core/identity';
import { saveService } from '../../core/pairings';
import { readTogether } from '../../core/parameters';
import { pointRuleOn, settlePoints } from '../../core/points';
import { usePhotos } from '../../core/photos';
import { useVoice } from '../../core/voices';
import { canService } from '../rules/service-life';
import { inDays } from '../rules/times';
import {
  concerning,
  feedbackReminder,
  mustSpeakFor,
  type AnyActor,
  type HomeActor,
  type OfficerActor,
} from './people';
import { askingFacts, mustAllow, stepped } from './step';
import { askHome, serviceQuestion, tellVolunteer } from './tell';

interface Loaded {
  service: ServiceDoc;
  resident: ResidentDoc;
}

async function load<A extends AnyActor>(ctx: CommandContext<A>, serviceId: string): Promise<Loaded> {
  const service = concerning(ctx.actor, await ctx.tx.get('services', serviceId));
  const resident = must(await ctx.tx.get('residents', service.residentId));
  ctx.about({ target: serviceId, residentId: resident._id, villageId: service.villageId });
  // A volunteer who is also a guardian or an officer does not judge the own service.
  if (service.volunteerOpenid === ctx.actor.openid) throw new AppError('OWN_CASE');
  return { service, resident };
}

/** It happened, and how it was: from now on its minutes count. Late words are taken too, and marked. */
export async function confirmService(
  ctx: CommandContext<HomeActor>,
  { serviceId, score, words, photoIds = [], voiceId }: Input<'pairing', 'confirmService'>,
): Promise<Output<'pairing', 'confirmService'>> {
  const { actor } = ctx;
  const { service, resident } = await load(ctx, serviceId);
  mustSpeakFor(actor, resident);
  mustAllow(service, 'confirm', actor.role);
  await usePhotos(ctx, photoIds, 'feedback', serviceId);
  if (voiceId !== undefined) await useVoice(ctx, voiceId, 'feedback', serviceId);

  const now = ctx.clock.now();
  await readTogether(ctx.reader, ['feedbackReminder', 'pointRule']);
  const reminder = await feedbackReminder(ctx);
  const next: ServiceDoc = {
    ...stepped(service, 'confirm', actor.role, askingFacts(service, resident), now, reminder),
    feedback: {
      score,
      words,
      at: now,
      photoIds,
      voiceId: voiceId ?? null,
      late: now > inDays(service.askedAt ?? now, reminder.lateAfterDays),
      onBehalfBy: onBehalfBy(actor),
      openid: actor.openid,
    },
  };
  await saveService(
    ctx.tx,
    now,
    service,
    next,
    { resident },
    { feed: { kind: 'feedbackGiven', what: '', id: serviceId } },
  );
  await settlePoints(ctx.tx, next, await pointRuleOn(ctx.reader, next.startedAt), now);
  tellVolunteer(ctx, next, '已确认', '对方确认并评价了，请打开看看');
  return { state: next.state };
}

/** A confirmed service can be disputed for some days more: then its minutes and points stand. */
export function disputable({ confirmedAt }: ServiceDoc, now: number, lateAfterDays: number): boolean {
  return confirmedAt === null || now <= inDays(confirmedAt, lateAfterDays);
}

/** It was not so: staff look. Once only; what staff then decide stands. */
export async function disputeService(
  ctx: CommandContext<HomeActor>,
  { serviceId, reason, photoIds = [] }: Input<'pairing', 'disputeService'>,
): Promise<Output<'pairing', 'disputeService'>> {
  const { actor } = ctx;
  const { service, resident } = await load(ctx, serviceId);
  mustSpeakFor(actor, resident);
  mustAllow(service, 'dispute', actor.role);
  if (service.dispute) {
    throw new AppError('STATE_CHANGED', {
      message: '您提过意见，工作人员已经核实；还有问题请打电话给村残协',
    });
  }
  const now = ctx.clock.now();
  const { lateAfterDays } = await feedbackReminder(ctx);
  if (!disputable(service, now, lateAfterDays)) {
    throw new AppError('STEP_NOT_ALLOWED', {
      message: `确认已经超过${lateAfterDays}天，不能在这里提意见了，请打电话给村残协`,
    });
  }
  await usePhotos(ctx, photoIds, 'feedback', serviceId);
  const next: ServiceDoc = {
    ...stepped(service, 'dispute', actor.role, askingFacts(service, resident), now, { afterDays: 0 }),
    dispute: { reason, photoIds, at: now, openid: actor.openid },
  };
  await saveService(ctx.tx, now, service, next, { resident });
  tellVolunteer(ctx, next, '待核实', '对方有不同意见，村残协会核实');
  return { state: next.state };
}

/** Staff accept or reject what was typed in, flagged, disputed or never answered. Minutes may be lowered, never raised. */
export async function decideService(
  ctx: CommandContext<OfficerActor>,
  { serviceId, accept, minutes, note }: Input<'pairing', 'decideService'>,
): Promise<Output<'pairing', 'decideService'>> {
  const { actor } = ctx;
  const { service, resident } = await load(ctx, serviceId);
  ctx.about({ reason: note });
  if (isOwnCase(ctx.user, resident._id)) throw new AppError('OWN_CASE');
  mustAllow(service, accept ? 'accept' : 'reject', actor.role);
  if (accept && note === '' && service.state === 'unanswered') {
    throw new AppError('BAD_INPUT', { fields: { note: '请写明是怎么问清楚的，比如“打电话问过本人”' } });
  }
  if (!accept && note === '') throw new AppError('BAD_INPUT', { fields: { note: '请写明不通过的原因' } });
  if (minutes !== undefined && minutes > service.minutes) {
    throw new AppError('BAD_INPUT', { fields: { minutes: `时长只能改少，现在是${service.minutes}分钟` } });
  }

  const now = ctx.clock.now();
  await readTogether(ctx.reader, ['feedbackReminder', 'pointRule']);
  const reminder = await feedbackReminder(ctx);
  const next: ServiceDoc = {
    ...stepped(
      service,
      accept ? 'accept' : 'reject',
      actor.role,
      askingFacts(service, resident),
      now,
      reminder,
    ),
    minutes: accept ? (minutes ?? service.minutes) : service.minutes,
    decision: { accepted: accept, note, by: signature(actor), openid: actor.openid, at: now },
  };
  await saveService(ctx.tx, now, service, next, { resident });
  await settlePoints(ctx.tx, next, await pointRuleOn(ctx.reader, next.startedAt), now);
  if (next.state === 'toConfirm') askHome(ctx, resident, serviceQuestion(next, now));
  if (next.state === 'confirmed') tellVolunteer(ctx, next, '已确认', '工作人员已核对，时长已计入');
  if (next.state === 'rejected') tellVolunteer(ctx, next, '未通过', '这次服务没有通过，请看原因');
  return { state: next.state };
}

/** Whether this officer could be asked to decide it; the own case is refused when it is tried. */
export function decidable(service: ServiceDoc, actor: AnyActor): boolean {
  return canService(service.state, 'accept', actor.role) && service.volunteerOpenid !== actor.openid;
}
