/** The queue of calls for help, and the number to call back. */
import type { Input, Output } from '../../../typings/api';
import type { EmergencyCallRow } from '../../../typings/api/emergency';
import type { CallContext } from '../../core/actions';
import type { EmergencyCallDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import { where, type Condition } from '../../core/database';
import { must } from '../../core/errors';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';
import { figuresOf, sum } from '../../core/waiting';
import { inScope, type StaffActor } from '../rules/scope';

const MINUTE = 60_000;

function row(call: EmergencyCallDoc, villages: Map<string, string>, now: number): EmergencyCallRow {
  return {
    callId: call._id,
    villageName: villages.get(call.villageId) ?? '',
    callerName: call.callerName,
    onBehalfOf: call.onBehalfOf,
    residentId: call.residentId,
    calledAt: call.calledAt,
    receivedAt: call.receivedAt,
    called: call.called,
    dialled: call.dialled,
    times: call.times,
    hasPhone: call.phone !== null,
    state: call.state,
    takenBy: call.takenBy?.name ?? null,
    outcome: call.outcome,
    note: call.notes[call.notes.length - 1]?.note ?? null,
    overdue: call.state !== 'closed' && call.dueAt < now,
  };
}

async function figures(ctx: CallContext<StaffActor>): Promise<{ version: number; open: number }> {
  const villageId = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : undefined;
  const counters = await figuresOf(ctx, villageId);
  return {
    version: sum(counters, (one) => one.version),
    open: sum(counters, (one) => one.openEmergencies),
  };
}

/**
 * Open calls oldest first, closed ones newest first; a village's staff theirs, the town's all. The version is made of the
 * counters' and of the minute: calls become overdue without anybody doing anything, and both only grow.
 */
export async function calls(
  ctx: CallContext<StaffActor>,
  { state, cursor, knownVersion }: Input<'emergency', 'calls'>,
): Promise<Output<'emergency', 'calls'>> {
  const { actor, reader } = ctx;
  const now = ctx.clock.now();
  const { version: counted, open } = await figures(ctx);
  const version = counted + Math.floor(now / MINUTE);
  if (knownVersion === version) return { unchanged: true };
  const isOpen = state === 'open';
  const after = isOpen ? where.gt : where.lt;
  const condition: Condition = {
    ...(actor.role === 'villageStaff' ? { villageId: actor.villageId } : {}),
    state: isOpen ? where.in(['open', 'taken']) : 'closed',
    ...(cursor ? { _id: after(cursor) } : {}),
  };
  const [docs, villages] = await Promise.all([
    reader.find('emergencyCalls', {
      where: condition,
      orderBy: [['_id', isOpen ? 'asc' : 'desc']],
      limit: PAGE_SIZE + 1,
    }),
    villageNames(reader),
  ]);
  const rows = page(
    docs,
    ({ _id }) => _id,
    (call) => row(call, villages, now),
  );
  return { unchanged: false, version, open, ...rows };
}

/** The number to call back, in full; every reading is audited. */
export async function callerPhone(
  ctx: CallContext<StaffActor>,
  { callId }: Input<'emergency', 'callerPhone'>,
): Promise<Output<'emergency', 'callerPhone'>> {
  const call = must(inScope(ctx.actor, await ctx.reader.get('emergencyCalls', callId)));
  ctx.about({
    target: callId,
    reason: '应急求助回电',
    ...(call.residentId === null ? {} : { residentId: call.residentId }),
    ...(call.villageId === '' ? {} : { villageId: call.villageId }),
  });
  return { phone: call.phone === null ? null : unseal(call.phone) };
}
