/** A call for help that was made, told by the phone at once or when it has network again. */
import type { Input } from '../../../typings/api';
import type { CallRecorded } from '../../../typings/api/emergency';
import type { Asked, CallContext, CommandContext } from '../../core/actions';
import { documents, rules } from '../../core/along';
import { today } from '../../core/clock';
import type { EmergencyCallDoc } from '../../core/collections';
import { count } from '../../core/counters';
import type { Along, Find } from '../../core/database';
import type { AnyUser } from '../../core/identity';
import { parameterOn } from '../../core/parameters';
import { TOWN_OFFICE } from '../../core/villages';
import { callerOf } from '../caller';
import { messagesToVillage } from '../messages';

const MINUTE = 60_000;
/** Until the parameter is set. */
const DEFAULT = { minutes: 30 };
/** Records of one user in these minutes; what comes above is added to the last open one, never refused. */
const MANY = { calls: 10, minutes: 10 };

/** What is asked for beside the caller: whoever calls for help waits for one request less each. */
export function callAlong({ openid, as }: Asked): Along[] {
  return [
    ...documents('residents', [as?.residentId]),
    { collection: 'emergencyCalls', find: latestFind(openid) },
    rules('emergencyPromise'),
  ];
}

function latestFind(openid: string): Find {
  return { where: { openid }, orderBy: [['_id', 'desc']], limit: MANY.calls };
}

/** The call that a further one is added to, when the caller has made very many; null: it gets a record of its own. */
async function callToJoin(ctx: CallContext, now: number): Promise<EmergencyCallDoc | null> {
  const latest = await ctx.reader.find('emergencyCalls', latestFind(ctx.actor.openid));
  const oldest = latest[MANY.calls - 1];
  if (!oldest || oldest.receivedAt <= now - MANY.minutes * MINUTE) return null;
  return latest.find(({ state }) => state !== 'closed') ?? null;
}

function answer(call: EmergencyCallDoc): CallRecorded {
  return {
    callId: call._id,
    told: call.villageId === '' ? 'town' : 'village',
    canCallBack: call.phone !== null,
  };
}

/**
 * Records the call in the queue of the caller's village, or of the town when nothing tells the village, and tells its staff.
 * No role, no consent and no verification is asked for: saving life and health goes before (PIPL article 13, item 4).
 */
export async function recordCall(
  ctx: CommandContext<AnyUser>,
  input: Input<'emergency', 'recordCall'>,
): Promise<CallRecorded> {
  const now = ctx.clock.now();
  const caller = await callerOf(ctx);
  const villageId = caller.villageId ?? '';
  const about = {
    ...(caller.residentId === null ? {} : { residentId: caller.residentId }),
    ...(villageId === '' ? {} : { villageId }),
  };
  const toJoin = await callToJoin(ctx, now);
  const joined = toJoin && (await ctx.tx.get('emergencyCalls', toJoin._id));
  if (joined && joined.state !== 'closed') {
    ctx.about({ target: joined._id, ...about });
    await ctx.tx.put('emergencyCalls', { ...joined, times: joined.times + 1 });
    // No figure moves, but the version that phones compare does.
    await count(ctx.tx, joined.villageId || TOWN_OFFICE, now, () => undefined);
    return answer(joined);
  }
  const promise = (await parameterOn(ctx.reader, 'emergencyPromise', today(ctx.clock)))?.value ?? DEFAULT;
  const call: EmergencyCallDoc = {
    _id: ctx.ids.record(now),
    openid: ctx.actor.openid,
    residentId: caller.residentId,
    villageId,
    callerName: caller.name,
    onBehalfOf: caller.onBehalfOf,
    phone: caller.phone,
    calledAt: Math.min(input.calledAt, now),
    receivedAt: now,
    called: [input.town ? '镇残联' : '', input.officerName, input.officerDuty].filter(Boolean).join(' '),
    dialled: input.dialled,
    times: 1,
    state: 'open',
    takenBy: null,
    outcome: null,
    notes: [],
    dueAt: now + promise.minutes * MINUTE,
    escalatedAt: null,
    closedAt: null,
  };
  ctx.about({ target: call._id, ...about });
  await ctx.tx.put('emergencyCalls', call);
  await count(ctx.tx, villageId || TOWN_OFFICE, now, (counters) => {
    counters.openEmergencies += 1;
  });
  for (const message of await messagesToVillage(ctx.reader, call)) ctx.tell(message);
  return answer(call);
}
