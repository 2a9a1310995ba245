/** Promises that were not kept: let go a week after their day, so that the need is open to others again. */
import { where } from '../../core/database';
import { must } from '../../core/errors';
import { stepMessage } from '../../core/notify';
import type { TimerContext } from '../../core/timers';
import { expiresBefore } from '../rules/times';
import { movePromised, pieces, saveDonation, stepped } from './step';
import { donorMessage } from './tell';

/** Donations looked at by one run; the next run takes the rest, the oldest first. */
const BATCH = 200;

/** Every night, China time. */
export async function expire(ctx: TimerContext): Promise<void> {
  const day = expiresBefore(ctx.clock.now());
  const late = await ctx.reader.find('donations', {
    where: { state: where.in(['promised', 'accepted']), promisedUntil: where.lt(day) },
    orderBy: [['promisedUntil', 'asc']],
    limit: BATCH,
  });
  for (const { _id } of late) {
    await ctx.each(_id, async (tx) => {
      const donation = must(await tx.get('donations', _id));
      const open = donation.state === 'promised' || donation.state === 'accepted';
      if (!open || donation.promisedUntil >= day) return null;
      const now = ctx.clock.now();
      const deed = { action: 'expire', role: 'system', actorName: '', openid: 'timer' } as const;
      const next = stepped(donation, deed, now);
      await movePromised(tx, donation, -pieces(donation, donation.quantity), now);
      await saveDonation(tx, now, donation, next);
      const message = donorMessage(next, '已过期', '还想捐的话，请再登记一次', now);
      return { villageId: donation.villageId, tell: [stepMessage(message)] };
    });
  }
}
