/** Messages about pairings and services, left for after the commit; each of several phones by itself. */
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { PairingDoc, ResidentDoc, ServiceDoc } from '../../core/collections';
import { type AskMessage, askMessage, type StepMessage, stepMessage } from '../../core/notify';
import { phonesOf } from '../../core/pairings';

/** The questions that a resident's phones get. */
export function pairingQuestion(pairing: PairingDoc, at: number): Omit<AskMessage, 'toOpenid'> {
  return {
    title: '志愿者想和您结对，请答复',
    from: `志愿者 ${maskName(pairing.volunteerName)}`,
    page: 'resident/helpers/index',
    at,
  };
}

export function serviceQuestion(service: ServiceDoc, at: number): Omit<AskMessage, 'toOpenid'> {
  return {
    title: '请确认这次帮扶，并评价',
    from: `志愿者 ${service.volunteerName}`,
    page: `resident/service/index?serviceId=${service._id}`,
    at,
  };
}

/** Asks everybody who answers for the resident. */
export function askHome(
  ctx: CommandContext,
  resident: ResidentDoc,
  question: Omit<AskMessage, 'toOpenid'>,
): void {
  for (const toOpenid of phonesOf(resident)) ctx.tell(askMessage({ ...question, toOpenid }));
}

/** Tells everybody who answers for the resident. */
export function tellHome(
  ctx: CommandContext,
  resident: ResidentDoc,
  message: Pick<StepMessage, 'title' | 'state' | 'next'>,
): void {
  const at = ctx.clock.now();
  for (const toOpenid of phonesOf(resident)) {
    ctx.tell(stepMessage({ ...message, toOpenid, page: 'resident/helpers/index', at }));
  }
}

/** `state` at most 5 characters, `next` at most 20. */
export function tellVolunteer(
  ctx: CommandContext,
  record: PairingDoc | ServiceDoc,
  state: string,
  next: string,
): void {
  const at = ctx.clock.now();
  const ofPairing = 'via' in record;
  ctx.tell(
    stepMessage({
      toOpenid: record.volunteerOpenid,
      title: ofPairing ? '结对帮扶' : '帮扶服务',
      state,
      next,
      page: ofPairing ? 'volunteer/pairings/index' : `volunteer/service/index?serviceId=${record._id}`,
      at,
    }),
  );
}
