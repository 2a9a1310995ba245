/** Somebody who moved away lives here again, or was written down as gone by mistake. */
import type { Input, Output } from '../../../typings/api';
import { friendlyDay } from '../../../miniprogram/shared/china-time';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import { count } from '../../core/counters';
import { AppError } from '../../core/errors';
import { villageOf } from '../../core/villages';
import { remember } from './edit';
import { countResident } from '../../core/register';
import { recheck } from './recheck';
import { changeable, type OfficerActor } from './scope';

/**
 * Back in the register with the facts it had. What ended when the person left stays ended: phones bind again, a new code is
 * issued, help is asked for anew. The village takes back its own; into another village the town does it.
 */
export async function recordReturn(
  ctx: CommandContext<OfficerActor>,
  { residentId, villageId, on, note }: Input<'registry', 'recordReturn'>,
): Promise<Output<'registry', 'recordReturn'>> {
  const before = await changeable(ctx, residentId, note);
  if (before.status !== 'moved' && before.status !== 'deceased') {
    throw new AppError('STEP_NOT_ALLOWED', { message: '这个人现在就在名册里，不需要办迁回' });
  }
  if (ctx.actor.role === 'villageStaff' && villageId !== ctx.actor.villageId) {
    throw new AppError('FORBIDDEN', { message: '迁到别的村要由镇残联办，请联系镇残联' });
  }
  if (on > today(ctx.clock)) throw new AppError('BAD_INPUT', { fields: { on: '日期不能晚于今天' } });
  const village = await villageOf(ctx.tx, villageId);
  const now = ctx.clock.now();
  const words = before.status === 'moved' ? `迁回${village.name}` : `重新登记在${village.name}`;
  const lastChange = await remember(
    ctx,
    { ...before, villageId },
    `${friendlyDay(on, now)}${words}：${note}`,
    [],
  );
  const after = {
    ...before,
    status: 'active' as const,
    villageId,
    leftOn: null,
    lastChange,
    version: before.version + 1,
    updatedAt: now,
  };
  await ctx.tx.put('residents', await recheck(ctx, after));
  await count(ctx.tx, villageId, now, (counters) => countResident(counters, after, today(ctx.clock), 1));
  return { residentId };
}
