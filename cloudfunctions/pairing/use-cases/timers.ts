/** Forgotten ends of services, and reminders of what waits for the resident's word. */
import type { Millis } from '../../../typings/domain';
import { where } from '../../core/database';
import { askMessage, stepMessage } from '../../core/notify';
import { phonesOf, saveService } from '../../core/pairings';
import type { TimerContext } from '../../core/timers';
import { countedMinutes, flagged, inDays, minutesAfter } from '../rules/times';
import { overlapsOthers } from './overlap';
import { feedbackReminder, pairingLimit, serviceRule } from './people';
import { askingFacts, stepped } from './step';
import { pairingQuestion, serviceQuestion } from './tell';
import { must } from '../../core/errors';

/** Records looked at by one run; the next run takes the rest, the longest waiting first. */
const BATCH = 200;

function due(ctx: TimerContext, state: 'running' | 'toConfirm') {
  return ctx.reader.find('services', {
    where: { state, remindAt: where.lt(ctx.clock.now() + 1) },
    orderBy: [['remindAt', 'asc']],
    limit: BATCH,
  });
}

/** Hourly: who runs too long is reminded once; who runs longer than the cap is ended there, to be described and looked at. */
export async function forgotten(ctx: TimerContext): Promise<void> {
  const rule = await serviceRule(ctx);
  for (const { _id } of await due(ctx, 'running')) {
    await ctx.each(_id, async (tx) => {
      const now = ctx.clock.now();
      const service = must(await tx.get('services', _id));
      if (service.state !== 'running' || service.remindAt === null || service.remindAt > now) return null;
      const cap = minutesAfter(service.startedAt, rule.maxMinutes);
      const over = now >= cap;
      const toOpenid = service.volunteerOpenid;
      const page = over ? `volunteer/service/index?serviceId=${_id}` : 'volunteer/scan/index';
      const tell = [
        stepMessage({
          toOpenid,
          title: '帮扶服务',
          state: over ? '已结束' : '服务中',
          next: over ? '没有扫码结束，请写明做了什么' : '做完了吗？请扫码结束服务',
          page,
          at: now,
        }),
      ];
      if (!over) {
        await tx.put('services', { ...service, reminded: 1, remindAt: cap });
        return { villageId: service.villageId, tell };
      }
      const resident = must(await tx.get('residents', service.residentId));
      const time = { _id, start: service.startedAt, end: cap };
      const crossing =
        service.flags.includes('offlineScan') &&
        (await overlapsOthers(ctx.reader, service.volunteerId, time, rule));
      const next = {
        ...stepped(service, 'forget', 'system', askingFacts(service, resident), now, { afterDays: 0 }),
        endedAt: cap,
        minutes: countedMinutes(service.startedAt, cap, rule).minutes,
        flags: flagged(service.flags, 'forgotEnd', crossing && 'overlap'),
      };
      await saveService(tx, now, service, next, { resident });
      return { villageId: service.villageId, tell };
    });
  }
}

/**
 * Services that wait for the resident: asked again a few times; handed to staff when nobody is left to be asked, and when the
 * last reminder has brought no answer either.
 */
async function remindOfServices(ctx: TimerContext): Promise<void> {
  const reminder = await feedbackReminder(ctx);
  for (const { _id } of await due(ctx, 'toConfirm')) {
    await ctx.each(_id, async (tx) => {
      const now = ctx.clock.now();
      const service = must(await tx.get('services', _id));
      if (service.state !== 'toConfirm' || service.remindAt === null || service.remindAt > now) return null;
      const resident = must(await tx.get('residents', service.residentId));
      const phones = phonesOf(resident);
      if (phones.length === 0) {
        const asking = askingFacts(service, resident);
        const next = stepped(service, 'handBack', 'system', asking, now, reminder);
        await saveService(tx, now, service, next, { resident });
        return { villageId: service.villageId };
      }
      if (service.reminded >= reminder.times) {
        const next = stepped(service, 'giveUp', 'system', askingFacts(service, resident), now, reminder);
        await saveService(tx, now, service, next, { resident });
        return { villageId: service.villageId };
      }
      const remindAt = inDays(now, reminder.afterDays);
      await tx.put('services', { ...service, reminded: service.reminded + 1, remindAt });
      const tell = phones.map((toOpenid) => askMessage({ ...serviceQuestion(service, now), toOpenid }));
      return { villageId: service.villageId, tell };
    });
  }
}

/** Requests to pair that nobody answered: the resident's side is asked once more. Staff see them in their queue. */
async function remindOfPairings(ctx: TimerContext): Promise<void> {
  const { answerDays } = await pairingLimit(ctx);
  const asked = await ctx.reader.find('pairings', {
    where: { state: 'asked', remindedAt: null },
    orderBy: [['_id', 'asc']],
    limit: BATCH,
  });
  const unanswered = (askedAt: Millis): boolean => inDays(askedAt, answerDays) <= ctx.clock.now();
  for (const { _id } of asked.filter(({ askedAt }) => unanswered(askedAt))) {
    await ctx.each(_id, async (tx) => {
      const now = ctx.clock.now();
      const pairing = must(await tx.get('pairings', _id));
      if (pairing.state !== 'asked' || pairing.remindedAt !== null) return null;
      const resident = must(await tx.get('residents', pairing.residentId));
      await tx.put('pairings', { ...pairing, remindedAt: now });
      const question = pairingQuestion(pairing, now);
      const tell = phonesOf(resident).map((toOpenid) => askMessage({ ...question, toOpenid }));
      return { villageId: pairing.villageId, tell };
    });
  }
}

/** Daily at nine in the morning, China time. */
export async function remind(ctx: TimerContext): Promise<void> {
  await remindOfServices(ctx);
  await remindOfPairings(ctx);
}
