/** Orders that nobody collected in time. */
import { where } from '../../core/database';
import { must } from '../../core/errors';
import type { TimerContext } from '../../core/timers';
import { giveBack } from './close';

/** Orders looked at by one run; the next run takes the rest, the longest waiting first. */
const BATCH = 200;

/** Daily after midnight, China time: stock and points go back. */
export async function expire(ctx: TimerContext): Promise<void> {
  const due = await ctx.reader.find('orders', {
    where: { state: 'reserved', until: where.lt(ctx.clock.now()) },
    orderBy: [['until', 'asc']],
    limit: BATCH,
  });
  for (const { _id } of due) {
    await ctx.each(_id, async (tx) => {
      const now = ctx.clock.now();
      const order = must(await tx.get('orders', _id));
      if (order.state !== 'reserved' || order.until >= now) return null;
      await giveBack(tx, order, 'expire', 'system', now);
      return { villageId: order.villageId };
    });
  }
}
