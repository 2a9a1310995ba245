/** Signals about points: found every night from the services of each village, looked at by staff. */
import type { Input, Output } from '../../../typings/api';
import type { Millis } from '../../../typings/domain';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import { where, type Condition, type Reader } from '../../core/database';
import type { SignalDoc } from '../../core/documents/signals';
import { AppError, must } from '../../core/errors';
import { isOwnCase, signature } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { parameterOn } from '../../core/parameters';
import { pointRuleOn } from '../../core/points';
import { leadsTo } from '../../core/pure/lives';
import type { TimerContext } from '../../core/timers';
import { villageNames } from '../../core/villages';
import { DEFAULT_SIGNAL_RULE, signalsOf, type Seen, type Signal } from '../rules/signals';
import type { OfficerActor } from './people';

type Ctx = CommandContext<OfficerActor>;

const DAY = 86_400_000;
/** Services of one request. */
const AT_ONCE = 1000;
/** Signals of one village; each is about somebody else. */
const MOST = 1000;
/** Services that a signal names: enough to ask about. */
const NAMED = 6;

async function servicesSince(reader: Reader, villageId: string, from: Millis): Promise<Seen[]> {
  const services: Seen[] = [];
  for (let after = from; ;) {
    const found = await reader.find('services', {
      where: { villageId, startedAt: where.gt(after) },
      orderBy: [['startedAt', 'asc']],
      limit: AT_ONCE,
    });
    services.push(...found);
    if (found.length < AT_ONCE) return services;
    after = found.at(-1)?.startedAt ?? Infinity;
  }
}

const idOf = (villageId: string, key: string): string => `${villageId}:${key}`;

/** Writes one signal; what staff settled opens again only for what came later. */
async function keep(ctx: TimerContext, villageId: string, signal: Signal): Promise<void> {
  const id = idOf(villageId, signal.key);
  await ctx.each(id, async (tx) => {
    const before = await tx.get('signals', id);
    const { kind, volunteerId, residentId, words } = signal;
    const after: SignalDoc = {
      _id: id,
      kind,
      state: 'open',
      villageId,
      volunteerId,
      residentId,
      words,
      services: signal.services
        .slice(0, NAMED)
        .map(({ _id, startedAt, minutes }) => ({ serviceId: _id, startedAt, minutes })),
      foundAt: before?.state === 'open' ? before.foundAt : ctx.clock.now(),
      settled: null,
    };
    if (JSON.stringify(before) === JSON.stringify(after)) return null;
    // Settled while this run was reading.
    if (before?.settled && before.settled.upTo >= (after.services[0]?.startedAt ?? 0)) return null;
    await tx.put('signals', after);
    return { villageId };
  });
}

/** Every night. What was found stays until somebody has looked at it, also when its days are long past. */
export async function findSignals(ctx: TimerContext): Promise<void> {
  const { reader, clock } = ctx;
  const on = today(clock);
  const rule = (await parameterOn(reader, 'signalRule', on))?.value ?? DEFAULT_SIGNAL_RULE;
  const points = await pointRuleOn(reader, clock.now());
  const from = clock.now() - rule.days * DAY;
  for (const villageId of (await villageNames(reader)).keys()) {
    const services = await servicesSince(reader, villageId, from);
    if (services.length === 0) continue;
    const settled = await reader.find('signals', {
      where: { villageId, state: 'settled' },
      orderBy: [['_id', 'asc']],
      limit: MOST,
    });
    const upTo = new Map(settled.map((one) => [one._id, one.settled?.upTo ?? 0]));
    const covered = (key: string): Millis => upTo.get(idOf(villageId, key)) ?? 0;
    for (const signal of signalsOf(services, rule, points, covered)) await keep(ctx, villageId, signal);
  }
}

/** Names by id, of those who are on the page. */
async function namesIn(
  reader: Reader,
  collection: 'volunteers' | 'residents',
  ids: readonly string[],
): Promise<Map<string, string>> {
  const docs = await reader.getEach(collection, ids);
  return new Map(docs.flatMap((doc) => (doc ? [[doc._id, doc.name] as const] : [])));
}

function isOwn({ user }: Pick<CallContext, 'user'>, { volunteerId, residentId }: SignalDoc): boolean {
  return user?.volunteer?.volunteerId === volunteerId || (residentId !== null && isOwnCase(user, residentId));
}

/** Those of the officer's village, or of one or all for the town. */
export async function signals(
  ctx: CallContext<OfficerActor>,
  { state, villageId, cursor }: Input<'pairing', 'signals'>,
): Promise<Output<'pairing', 'signals'>> {
  const { actor, reader } = ctx;
  const asked: Condition = villageId === undefined ? {} : { villageId };
  const docs = await reader.find(
    'signals',
    {
      where: {
        ...(actor.role === 'villageStaff' ? { villageId: actor.villageId } : asked),
        state,
        ...(cursor ? { _id: where.gt(cursor) } : {}),
      },
      orderBy: [['_id', 'asc']],
      limit: PAGE_SIZE + 1,
    },
    { collection: 'volunteers', by: 'volunteerId' },
    { collection: 'residents', by: 'residentId' },
  );
  const [villages, volunteers, residents] = await Promise.all([
    villageNames(reader),
    namesIn(reader, 'volunteers', [...new Set(docs.map(({ volunteerId }) => volunteerId))]),
    namesIn(reader, 'residents', [...new Set(docs.flatMap(({ residentId }) => residentId ?? []))]),
  ]);
  return page(
    docs,
    ({ _id }) => _id,
    (doc) => ({
      signalId: doc._id,
      kind: doc.kind,
      words: doc.words,
      villageName: villages.get(doc.villageId) ?? '',
      volunteer: { volunteerId: doc.volunteerId, name: volunteers.get(doc.volunteerId) ?? '' },
      resident:
        doc.residentId === null
          ? null
          : { residentId: doc.residentId, name: residents.get(doc.residentId) ?? '' },
      services: doc.services,
      foundAt: doc.foundAt,
      settled: doc.settled && { at: doc.settled.at, by: doc.settled.by, reason: doc.settled.reason },
      own: isOwn(ctx, doc),
    }),
  );
}

/** The signal of a command, if this officer may decide on it: of the own village, and not about the officer. */
async function decidable(ctx: Ctx, signalId: string): Promise<SignalDoc> {
  const signal = must(await ctx.tx.get('signals', signalId));
  if (ctx.actor.role === 'villageStaff' && signal.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  ctx.about({ target: signalId, villageId: signal.villageId });
  if (isOwn(ctx, signal)) throw new AppError('OWN_CASE');
  return signal;
}

export async function settleSignal(
  ctx: Ctx,
  { signalId, reason }: Input<'pairing', 'settleSignal'>,
): Promise<Output<'pairing', 'settleSignal'>> {
  const signal = await decidable(ctx, signalId);
  ctx.about({ reason });
  const state = leadsTo('signal', signal.state, 'settle');
  if (state === null) {
    const by = signal.settled?.by ?? '别人';
    throw new AppError('STATE_CHANGED', { message: `${by}已经看过这一条，请刷新` });
  }
  const { openid } = ctx.actor;
  const upTo = signal.services[0]?.startedAt ?? 0;
  const settled = { at: ctx.clock.now(), openid, by: signature(ctx.actor), reason, upTo };
  await ctx.tx.put('signals', { ...signal, state, settled });
  return { settled: true };
}

/** Settled by mistake: back into the list. */
export async function reopenSignal(
  ctx: Ctx,
  { signalId }: Input<'pairing', 'reopenSignal'>,
): Promise<Output<'pairing', 'reopenSignal'>> {
  const signal = await decidable(ctx, signalId);
  const state = must(leadsTo('signal', signal.state, 'reopen'), 'STATE_CHANGED');
  await ctx.tx.put('signals', { ...signal, state, settled: null });
  return { reopened: true };
}
