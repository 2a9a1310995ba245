import type { EmergencyCallDoc } from '../core/collections';
import { where } from '../core/database';
import { sendMessage } from '../core/notify';
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
    let told: EmergencyCallDoc | null = null;
    await ctx.each(_id, async (tx) => {
      told = null;
      const call = await tx.get('emergencyCalls', _id);
      if (call?.state !== 'open' || call.escalatedAt !== null) return null;
      told = { ...call, escalatedAt: now };
      await tx.put('emergencyCalls', told);
      return { villageId: call.villageId };
    });
    if (!told) continue;
    // A message that WeChat refuses (no subscription left) is not tried again: the queue shows the call as overdue.
    for (const message of await messagesToTown(ctx.reader, told))
      await sendMessage(message).catch(() => undefined);
  }
}

export const emergencyTimers: TimerTable = { escalate };
