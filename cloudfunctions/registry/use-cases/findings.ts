/** The work list of what does not fit together in the register: looked at, settled with a reason, or opened again. */
import type { Input, Output } from '../../../typings/api';
import type { FindingKind } from '../../../typings/api/register';
import type { CallContext, CommandContext } from '../../core/actions';
import { where } from '../../core/database';
import type { FindingDoc } from '../../core/documents/register';
import { AppError, must } from '../../core/errors';
import { moveFinding } from '../../core/findings';
import { isOwnCase, signature, villageScope } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { leadsTo } from '../../core/pure/lives';
import { villageNames } from '../../core/villages';
import { findingView } from './person-views';
import { within, type OfficerActor } from './scope';

type Ctx = CommandContext<OfficerActor>;

/** Findings of the own village (the town: of all, also those of people of two villages); how many of each kind on the first page. */
export async function findings(
  ctx: CallContext<OfficerActor>,
  { kind, state = 'open', villageId, cursor }: Input<'registry', 'findings'>,
): Promise<Output<'registry', 'findings'>> {
  const scope = { state, ...within(villageScope(ctx.actor, villageId)) };
  const villages = await villageNames(ctx.reader);
  const docs = await ctx.reader.find('findings', {
    where: {
      ...scope,
      ...(kind === undefined ? {} : { kind }),
      ...(cursor ? { _id: where.gt(cursor) } : {}),
    },
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const counted = cursor ? null : await ctx.reader.tally('findings', { where: scope, by: { kind: '$kind' } });
  return {
    ...page(
      docs,
      ({ _id }) => _id,
      (doc) => findingView(doc, villages),
    ),
    counts:
      counted &&
      (Object.fromEntries(counted.map(({ values, n }) => [values.kind, n])) as Partial<
        Record<FindingKind, number>
      >),
  };
}

/** The finding of a command, if this officer may decide on it: of the own village, and not about the officer. */
async function decidable(ctx: Ctx, findingId: string, reason?: string): Promise<FindingDoc> {
  const finding = must(await ctx.tx.get('findings', findingId));
  if (ctx.actor.role === 'villageStaff' && finding.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  if (finding.residentIds.some((residentId) => isOwnCase(ctx.user, residentId)))
    throw new AppError('OWN_CASE');
  const { villageId, residentIds } = finding;
  ctx.about({
    target: findingId,
    villageId,
    ...(residentIds[0] === undefined ? {} : { residentId: residentIds[0] }),
    ...(reason === undefined ? {} : { reason }),
  });
  return finding;
}

/** It was looked at and is right as it is: not shown again until what it rests on changes. */
export async function settleFinding(
  ctx: Ctx,
  { findingId, reason }: Input<'registry', 'settleFinding'>,
): Promise<Output<'registry', 'settleFinding'>> {
  const finding = await decidable(ctx, findingId, reason);
  const state = leadsTo('finding', finding.state, 'settle');
  if (state === null) {
    const by = finding.settled?.by ?? '别人';
    throw new AppError('STATE_CHANGED', { message: `${by}已经核对过这一条，请刷新` });
  }
  const settled = { at: ctx.clock.now(), openid: ctx.actor.openid, by: signature(ctx.actor), reason };
  await ctx.tx.put('findings', { ...finding, state, settled });
  await moveFinding(ctx, finding.villageId, null);
  return { settled: true };
}

/** Settled by mistake: back into the list. */
export async function reopenFinding(
  ctx: Ctx,
  { findingId }: Input<'registry', 'reopenFinding'>,
): Promise<Output<'registry', 'reopenFinding'>> {
  const finding = await decidable(ctx, findingId);
  const state = must(leadsTo('finding', finding.state, 'reopen'), 'STATE_CHANGED');
  await ctx.tx.put('findings', { ...finding, state, settled: null });
  await moveFinding(ctx, null, finding.villageId);
  return { reopened: true };
}
