/** Records of the register that have changed, or whose dates have come, are checked; applications go where their residents are. */
import { today } from '../../core/clock';
import { where } from '../../core/database';
import type { TimerContext } from '../../core/timers';
import { followResidents } from './follow';
import { recheck } from './recheck';

/** Records of one request. */
const AT_ONCE = 100;
/** A run ends well within the function's time; the next one goes on. */
const RUN_MS = 12_000;

/** Every ten minutes. */
export async function checkRegister(ctx: TimerContext): Promise<void> {
  await followResidents(ctx);
  await checkChanged(ctx);
}

/** What was changed in any function, and what a date has changed: found by one index, checked one by one. */
async function checkChanged(ctx: TimerContext): Promise<void> {
  const until = ctx.clock.now() + RUN_MS;
  // One that fails stays due: it is not tried again in this run.
  const seen = new Set<string>();
  for (;;) {
    const due = await ctx.reader.find('residents', {
      where: { 'look.checkOn': where.atMost(today(ctx.clock)) },
      orderBy: [
        ['look.checkOn', 'asc'],
        ['_id', 'asc'],
      ],
      limit: AT_ONCE,
    });
    const fresh = due.filter(({ _id }) => !seen.has(_id));
    if (fresh.length === 0) return;
    for (const { _id } of fresh) {
      seen.add(_id);
      await checkOne(ctx, _id);
      if (ctx.clock.now() > until) return;
    }
  }
}

async function checkOne(ctx: TimerContext, residentId: string): Promise<void> {
  await ctx.each(residentId, async (tx) => {
    const doc = await tx.get('residents', residentId);
    if (!doc || (doc.look?.checkOn ?? '') > today(ctx.clock)) return null;
    // The day of the change is the day whose low-income status the record shows.
    const checked = await recheck({ ...ctx, tx }, { ...doc, updatedAt: ctx.clock.now() });
    // The version stays: nobody changed the person. Who undoes an import, or has the page open, must not be told otherwise.
    await tx.put('residents', checked);
    return { villageId: doc.villageId };
  });
}
