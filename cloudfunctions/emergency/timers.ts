import { where } from '../core/database';
import type { TimerContext, TimerTable } from '../core/timers';
import { messagesToTown } from './messages';

/** Far more than stay untaken past their promise between two runs. */
const BATCH = 200;

/** A call that nobody has taken within its promise is told to the town, once. */
async function escalate(ctx: TimerContext): Promise<void> {
  const now = ctx.clock.now();
  const late = await ctx.reader.find('emergencyCalls', {
    where: { state: 'open', escalatedAt: null, dueAt: where.lt(now) },
    limit: BATCH,
  });
  for (const { _id } of late) {
    await ctx.each(_id, async (tx) => {
      const call = await tx.get('emergencyCalls', _id);
      if (call?.state !== 'open' || call.escalatedAt !== null) return null;
      const told = { ...call, escalatedAt: now };
      await tx.put('emergencyCalls', told);
      return { villageId: call.villageId, tell: await messagesToTown(ctx.reader, told) };
    });
  }
}

export const emergencyTimers: TimerTable = { escalate };
