/** What officers do about a call for help: take it, call back, write down how they found things. */
import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import type { EmergencyCallDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { AppError, must } from '../../core/errors';
import { leadsTo } from '../../core/pure/lives';
import { TOWN_OFFICE } from '../../core/villages';
import { inScope, type StaffActor } from '../rules/scope';

type Ctx = CommandContext<StaffActor>;

function takerOf({ actor }: Ctx): NonNullable<EmergencyCallDoc['takenBy']> {
  return { openid: actor.openid, name: `${actor.orgName} ${actor.name}` };
}

/** A call of this officer's scope and where the step leads it; who is late is told who was first. */
async function openCall(
  ctx: Ctx,
  callId: string,
  action: 'take' | 'followUp' | 'notReached',
): Promise<{ call: EmergencyCallDoc; state: EmergencyCallDoc['state'] }> {
  const call = must(inScope(ctx.actor, await ctx.tx.get('emergencyCalls', callId)));
  ctx.about({
    target: callId,
    ...(call.residentId === null ? {} : { residentId: call.residentId }),
    ...(call.villageId === '' ? {} : { villageId: call.villageId }),
  });
  const state = leadsTo('emergency', call.state, action);
  if (state === null) {
    const by = call.notes[call.notes.length - 1]?.by ?? '';
    throw new AppError('STATE_CHANGED', { message: `${by}已经处理完了，不用再办` });
  }
  return { call, state };
}

/** Says that this officer looks after it. A second officer is told who already does. */
export async function take(
  ctx: Ctx,
  { callId }: Input<'emergency', 'take'>,
): Promise<Output<'emergency', 'take'>> {
  const { call, state } = await openCall(ctx, callId, 'take');
  const taker = takerOf(ctx);
  if (call.takenBy && call.takenBy.openid !== taker.openid) {
    throw new AppError('STATE_CHANGED', { message: `${call.takenBy.name}已经在处理，您可以和他联系` });
  }
  await ctx.tx.put('emergencyCalls', { ...call, state, takenBy: taker });
  // No figure moves, but the version that phones compare does.
  await count(ctx.tx, call.villageId || TOWN_OFFICE, ctx.clock.now(), () => undefined);
  return { state: 'taken' };
}

/** Writes down the outcome and closes the call; 'notReached' leaves it open with its note. Any officer of the scope may. */
export async function followUp(
  ctx: Ctx,
  { callId, outcome, note }: Input<'emergency', 'followUp'>,
): Promise<Output<'emergency', 'followUp'>> {
  const closes = outcome !== 'notReached';
  const { call, state } = await openCall(ctx, callId, closes ? 'followUp' : 'notReached');
  const now = ctx.clock.now();
  const taker = takerOf(ctx);
  await ctx.tx.put('emergencyCalls', {
    ...call,
    state,
    takenBy: call.takenBy ?? (closes ? taker : null),
    outcome,
    notes: [...call.notes, { at: now, by: taker.name, outcome, note }],
    closedAt: closes ? now : null,
  });
  await count(ctx.tx, call.villageId || TOWN_OFFICE, now, (counters) => {
    if (closes) counters.openEmergencies -= 1;
  });
  return { state };
}
